using McpIac.Schemas.Data;

namespace McpIac.Schemas.Catalogs;

/// <summary><c>anyOf</c>, <c>oneOf</c> and lists of types: each alternative is read for itself, and what they have in common is what a program can write.</summary>
internal sealed partial class SchemaReading
{
    /// <summary>The shape of a union of several schemas; null when there is none.</summary>
    private Shape? Union(Datum schema, SchemaPlace place)
    {
        if (UnionOf(schema) is not { } keyword) return UnionOfTypes(schema, place);
        var all = schema[keyword]?.Items ?? [];
        var at = place.To(keyword);

        // What one alternative names, another may evaluate too.
        var own = schema.Without(keyword).Without("unevaluatedProperties");
        var structure = Structure(own);
        var variants = new List<Shape>();
        for (var i = 0; i < all.Count; i++)
        {
            if (IsNullType(all[i]) || all[i].AsBoolean() == false) continue;
            variants.Add(Read(all[i].Kind == DatumKind.Map ? Overlay(structure, all[i]) : structure, at.To(i)));
        }

        if (variants.Count == 0) return Senseless(at, $"'{keyword}' allows nothing but null") with { Nullable = true };
        return Described(ShapeMerge.Of(variants), own, place) is var union && all.Any(IsNullType) ? union with { Nullable = true } : union;
    }

    /// <summary><c>type: [string, array]</c> is a union too. Whole and other numbers together are numbers, and null makes no alternative.</summary>
    private Shape? UnionOfTypes(Datum schema, SchemaPlace place)
    {
        if (schema["type"] is not { Kind: DatumKind.List } types) return null;
        var names = types.Items.Where(t => t.AsText() != "null").Distinct().ToArray();
        if (names.Length < 2 || names.All(n => n.AsText() is "integer" or "number")) return null;
        var structure = Structure(schema);
        var union = ShapeMerge.Of(names.Select(n => Read(structure.With("type", n), place)).ToArray());
        union = Described(union, schema, place);
        return names.Length < types.Items.Count ? union with { Nullable = true } : union;
    }

    /// <summary>What of a schema holds for each of its alternatives; the rest is about all of them together.</summary>
    private static Datum Structure(Datum schema) =>
        Datum.MapOf(schema.Members.Where(m => m.Key is not ("description" or "title" or "default" or "examples" or "$defs" or "definitions" or "$schema" or "$id") && !m.Key.StartsWith("x-iac-", StringComparison.Ordinal)));

    /// <summary>The union with what is said of it as a whole.</summary>
    private Shape Described(Shape union, Datum own, SchemaPlace place)
    {
        var about = Annotated(own.Without("enum").Without("const"), place, ShapeKind.Any, nullable: false, own);
        return union with
        {
            Description = about.Description.Length > 0 ? about.Description : union.Description,
            Default = about.Default ?? union.Default,
            Examples = about.Examples.Count > 0 ? about.Examples : union.Examples,
            Deprecated = about.Deprecated || union.Deprecated,
            Immutable = about.Immutable || union.Immutable,
            Sensitive = about.Sensitive || union.Sensitive,
            WriteOnly = about.WriteOnly || union.WriteOnly,
            Computed = about.Computed,
            References = about.References,
            ReferenceOrText = about.ReferenceOrText,
            From = about.From,
            Unordered = about.Unordered,
            Equal = about.Equal,
            Unit = about.Unit ?? union.Unit,
            Nullable = union.Nullable || about.Nullable,
        };
    }
}
