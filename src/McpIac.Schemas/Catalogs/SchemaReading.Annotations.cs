using McpIac.Schemas.Data;
using McpIac.Schemas.Snapshots;

namespace McpIac.Schemas.Catalogs;

internal sealed partial class SchemaReading
{
    private Shape Annotated(Datum schema, SchemaPlace place, ShapeKind kind, bool nullable, Datum raw)
    {
        var shape = new Shape
        {
            Kind = kind,
            Nullable = nullable || schema["nullable"]?.AsBoolean() == true || ValuesOf(schema).Any(v => v.IsNull),
            Raw = raw,
            Description = Text(schema, "description", place) ?? Text(schema, "title", place) ?? "",
            Enum = Values(schema, kind, place),
            Format = Text(schema, "format", place),
            Pattern = kind == ShapeKind.Text ? Text(schema, "pattern", place) : null,
            Minimum = Bound(schema, "minimum", place),
            Maximum = Bound(schema, "maximum", place),
            ExclusiveMinimum = Bound(schema, "exclusiveMinimum", place),
            ExclusiveMaximum = Bound(schema, "exclusiveMaximum", place),
            MinLength = Count(schema, "minLength", place),
            MaxLength = Count(schema, "maxLength", place),
            MinItems = Count(schema, kind is ShapeKind.Map or ShapeKind.Object ? "minProperties" : "minItems", place),
            MaxItems = Count(schema, kind is ShapeKind.Map or ShapeKind.Object ? "maxProperties" : "maxItems", place),
            UniqueItems = schema["uniqueItems"]?.AsBoolean() == true,
            Default = schema["default"],
            Examples = Examples(schema),
            Deprecated = schema["deprecated"]?.AsBoolean() == true,
            // With "maybe: …" the provider's own plan decides; until it says so, a change is an update.
            Immutable = schema["x-iac-immutable"]?.AsBoolean() == true,
            Sensitive = schema["x-iac-sensitive"]?.AsBoolean() == true || schema["format"]?.AsText() == "password",
            WriteOnly = schema["x-iac-writeOnly"]?.AsBoolean() == true || schema["writeOnly"]?.AsBoolean() == true,
            Computed = schema["x-iac-computed"]?.AsBoolean() == true,
            References = Texts(schema, "x-iac-ref", place),
            ReferenceOrText = schema["x-iac-ref-or-text"]?.AsBoolean() == true,
            From = Text(schema, "x-iac-from", place),
            Unordered = schema["x-iac-unordered"]?.AsBoolean() == true,
            Equal = Text(schema, "x-iac-equal", place),
            Unit = Text(schema, "x-iac-unit", place),
        };
        return Checked(WithOldExclusiveBounds(shape, schema), place);
    }

    /// <summary>Draft-04, which older servers still write, has <c>exclusiveMinimum: true</c> beside <c>minimum</c>.</summary>
    private static Shape WithOldExclusiveBounds(Shape shape, Datum schema)
    {
        if (schema["exclusiveMinimum"]?.AsBoolean() == true) shape = shape with { ExclusiveMinimum = shape.Minimum, Minimum = null };
        return schema["exclusiveMaximum"]?.AsBoolean() == true ? shape with { ExclusiveMaximum = shape.Maximum, Maximum = null } : shape;
    }

    /// <summary>What contradicts itself is left out, so that it doesn't refuse every value.</summary>
    private Shape Checked(Shape shape, SchemaPlace place)
    {
        if (shape.Minimum > shape.Maximum)
        {
            Senseless(place, "its minimum is above its maximum, so no number fits");
            shape = shape with { Minimum = null, Maximum = null };
        }

        if (shape.MinLength > shape.MaxLength)
        {
            Senseless(place, "its minLength is above its maxLength, so no text fits");
            shape = shape with { MinLength = null, MaxLength = null };
        }

        if (shape.MinItems > shape.MaxItems)
        {
            Senseless(place, "its least number of items is above its greatest, so no value fits");
            shape = shape with { MinItems = null, MaxItems = null };
        }

        if (shape.References.All(IsReference)) return shape;
        foreach (var reference in shape.References.Where(r => !IsReference(r)))
            Senseless(place.To("x-iac-ref"), $"'{reference}' is no reference, which looks like aws:vpc:subnet#id");
        return shape with { References = shape.References.Where(IsReference).ToArray() };
    }

    private static bool IsReference(string text) => text.IndexOf('#') is > 0 and var hash && text.IndexOf(':') is > 0 and var colon && colon < hash;

    /// <summary>The known values. Those that the type rules out can't be meant, and null is said elsewhere.</summary>
    private IReadOnlyList<Datum> Values(Datum schema, ShapeKind kind, SchemaPlace place)
    {
        var all = ValuesOf(schema);
        if (all.Count == 0 && schema["enum"] is { } list)
        {
            var at = place.To("enum");
            if (list.Kind != DatumKind.List) Senseless(at, "'enum' is a list");

            // Real servers write this where a list of their own is filled in later.
            else if (list.Items.Count == 0)
                problems.Warning(SnapshotIds.UnreadablePart, at.ToString(), "An empty 'enum' would allow no value at all, so it is left out and any value is accepted here.",
                    "Have the provider mend its schema.");
        }

        if (all.Count == 0) return [];
        var values = all.Where(v => !v.IsNull).ToArray();
        var fitting = values.Where(v => Fits(kind, v)).ToArray();
        if (values.Length > 0 && fitting.Length == 0) Senseless(place, "none of its known values is of its type");
        return fitting;
    }

    private static bool Fits(ShapeKind kind, Datum value) => kind switch
    {
        ShapeKind.Text => value.Kind == DatumKind.Text,
        ShapeKind.Integer => value.AsInteger() is not null,
        ShapeKind.Number => value.Kind == DatumKind.Number,
        ShapeKind.Boolean => value.Kind == DatumKind.Boolean,
        ShapeKind.List => value.Kind == DatumKind.List,
        ShapeKind.Object or ShapeKind.Map => value.Kind == DatumKind.Map,
        _ => true,
    };

    private static IReadOnlyList<Datum> Examples(Datum schema)
    {
        if (schema["examples"] is { Kind: DatumKind.List } many) return many.Items;
        return (schema["x-iac-example"] ?? schema["example"]) is { } one ? [one] : [];
    }

    private string? Text(Datum schema, string keyword, SchemaPlace place)
    {
        var value = schema[keyword];
        if (value is not null && value.AsText() is null) Senseless(place.To(keyword), $"'{keyword}' is a text");
        return value?.AsText();
    }

    private double? Bound(Datum schema, string keyword, SchemaPlace place)
    {
        var value = schema[keyword];
        if (value is null || value.Kind == DatumKind.Boolean) return null;
        if (value.Kind != DatumKind.Number) Senseless(place.To(keyword), $"'{keyword}' is a number");
        return value.AsDouble();
    }

    private int? Count(Datum schema, string keyword, SchemaPlace place)
    {
        if (schema[keyword] is not { } value) return null;
        if (value.AsInteger() is { } count and >= 0) return (int)Math.Min(count, int.MaxValue);
        Senseless(place.To(keyword), $"'{keyword}' is a whole number from 0");
        return null;
    }

    /// <summary>A list of texts; one text alone counts as a list of one.</summary>
    private IReadOnlyList<string> Texts(Datum schema, string keyword, SchemaPlace place)
    {
        if (schema[keyword] is not { } value) return [];
        if (value.AsText() is { } single) return [single];

        // draft-03 and some servers write `required: true` inside a property; it says nothing about this object's members.
        if (keyword == "required" && value.Kind == DatumKind.Boolean) return [];
        var texts = value.Items.Select(i => i.AsText()).OfType<string>().ToArray();
        if (value.Kind != DatumKind.List || texts.Length != value.Items.Count) Senseless(place.To(keyword), $"'{keyword}' is a list of texts");
        return texts;
    }
}
