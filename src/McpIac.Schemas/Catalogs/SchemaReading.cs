using McpIac.Schemas.Data;
using McpIac.Schemas.Inference;
using McpIac.Schemas.Snapshots;

namespace McpIac.Schemas.Catalogs;

/// <summary>One reading of one schema document into shapes.</summary>
/// <param name="roots">The documents that local references are looked up in, in this order.</param>
/// <param name="foreign">
/// The schema is a tool's, of a server that nobody here can mend: what makes no sense is a warning, and what is called like a secret is one.
/// </param>
internal sealed partial class SchemaReading(IReadOnlyList<Datum> roots, SnapshotProblems problems, bool foreign = false)
{
    // References can describe more than they write: ten definitions that each use the next one twice are a thousand shapes.
    // These bounds keep a snapshot of any content readable in little time and memory.
    private const int MaxDepth = 48;
    private const int MaxShapes = 20_000;

    private static readonly Shape Anything = new();

    private int depth;
    private int shapes;
    private bool saidTooLarge;

    /// <param name="pointer">Where the schema stands in its document.</param>
    public Shape Read(Datum schema, string pointer)
    {
        start = pointer;
        return Read(schema, new SchemaPlace(pointer));
    }

    private Shape Read(Datum schema, SchemaPlace place) => ReadFlat(schema, place, out _);

    private Shape ReadFlat(Datum schema, SchemaPlace place, out Datum flat)
    {
        flat = Datum.EmptyMap;
        if (schema.Kind == DatumKind.Boolean) return schema.AsBoolean() == true ? Anything : Senseless(place, "the schema 'false' allows no value at all");
        if (schema.Kind != DatumKind.Map) return Senseless(place, "a schema is an object or true");
        if (depth == MaxDepth) return Anything with { Raw = schema };
        if (shapes > MaxShapes) return TooLarge(place);

        depth++;
        var entered = new List<string>();
        var found = Flatten(schema, place, entered);
        var shape = found.Repeats is not null ? Repeat(found, schema) : found.Schema is null ? Anything with { Raw = schema } : Build(found.Schema, place, found.Nullable, schema);
        foreach (var reference in entered) Leave(reference, shape);
        depth--;
        flat = found.Schema ?? schema;
        return shape;
    }

    private static Shape Repeat(FlatSchema found, Datum schema) =>
        new() { Definition = found.Repeats, Nullable = found.Nullable, Description = schema["description"]?.AsText() ?? "", Raw = schema };

    private Shape Build(Datum schema, SchemaPlace place, bool nullable, Datum raw)
    {
        if (Union(schema, place) is { } union) return WithConditions(union, schema, place) with { Nullable = union.Nullable || nullable, Raw = raw };
        var (kind, mayBeNull) = KindOf(schema, place);
        var shape = Annotated(schema, place, kind, nullable || mayBeNull, raw);
        return WithConditions(kind switch
        {
            ShapeKind.Object => WithMembers(shape, schema, place),
            ShapeKind.Map => shape with { Element = MapElement(schema, place) },
            ShapeKind.List => shape with { Element = ListElement(schema, place) },
            _ => shape,
        }, schema, place);
    }

    private Shape WithMembers(Shape shape, Datum schema, SchemaPlace place)
    {
        var required = new HashSet<string>(Texts(schema, "required", place), StringComparer.Ordinal);
        var members = new List<ShapeMember>();
        var at = place.To("properties");
        foreach (var property in LastOfEachName(schema["properties"]))
        {
            var member = ReadFlat(property.Value, at.To(property.Key), out var flat);
            if (foreign && member.Kind == ShapeKind.Text && !member.Sensitive && SecretNames.Looks(property.Key)) member = member with { Sensitive = true };
            var aliases = flat["x-iac-aliases"] is null ? [] : Texts(flat, "x-iac-aliases", at.To(property.Key));
            members.Add(new ShapeMember(property.Key, member, required.Remove(property.Key), aliases));
        }

        var others = Others(schema);
        var open = others?.AsBoolean() != false;
        foreach (var name in required)
        {
            if (!open) Senseless(place.To("required"), $"'{name}' is required, but there is no such property and no other is allowed");
            if (open || foreign) members.Add(new ShapeMember(name, Anything, true, []));
        }

        return shape with
        {
            Members = ShapeMembers.Of(WithoutClashes(members, at)),
            Open = open,
            Element = others?.Kind == DatumKind.Map ? Read(others, place.To("additionalProperties")) : null,
        };
    }

    /// <summary>What members that aren't named may be. With patterns or conditions, which a shape doesn't have, more names can be right: it stays open then.</summary>
    private static Datum? Others(Datum schema)
    {
        if (schema["patternProperties"] is not null) return null;
        return schema["additionalProperties"]
            ?? (schema["if"] is null && schema["dependentSchemas"] is null && schema["not"] is null ? schema["unevaluatedProperties"] : null);
    }

    /// <summary>An alias that is also a property's name, or another property's alias, could mean two things: it is dropped, with a warning.</summary>
    private IReadOnlyList<ShapeMember> WithoutClashes(IReadOnlyList<ShapeMember> members, SchemaPlace place)
    {
        if (members.All(m => m.Aliases.Count == 0)) return members;
        var taken = new HashSet<string>(members.Select(m => m.Name), StringComparer.Ordinal);
        return members.Select(member =>
        {
            var kept = member.Aliases.Where(taken.Add).ToArray();
            if (kept.Length == member.Aliases.Count) return member;
            var dropped = string.Join("', '", member.Aliases.Except(kept));
            problems.Warning(SnapshotIds.NameClash, place.To(member.Name).ToString(),
                $"The alias '{dropped}' of '{member.Name}' is also another property's name, so it is left out.", "Take the alias out of the schema.");
            return member with { Aliases = kept };
        }).ToArray();
    }

    private Shape MapElement(Datum schema, SchemaPlace place)
    {
        if (schema["additionalProperties"] is { Kind: DatumKind.Map } others) return Read(others, place.To("additionalProperties"));
        return schema["patternProperties"] is { Members.Count: 1 } patterns
            ? Read(patterns.Members[0].Value, place.To("patternProperties").To(patterns.Members[0].Key))
            : Anything;
    }

    private Shape ListElement(Datum schema, SchemaPlace place)
    {
        var isOld = schema["items"] is { Kind: DatumKind.List };
        var first = isOld ? schema["items"] : schema["prefixItems"];
        if (first is not { Kind: DatumKind.List, Items.Count: > 0 }) return schema["items"] is { Kind: not DatumKind.List } items ? Read(items, place.To("items")) : Anything;
        var at = place.To(isOld ? "items" : "prefixItems");
        return Tuple(first.Items.Select((item, i) => Read(item, at.To(i))).ToArray(), schema[isOld ? "additionalItems" : "items"], schema, place);
    }

    /// <summary>A tuple whose places are alike is a list of those. What comes after them may be anything, unless the schema says otherwise.</summary>
    private Shape Tuple(Shape[] places, Datum? rest, Datum schema, SchemaPlace place)
    {
        var ends = rest?.AsBoolean() == false || schema["maxItems"]?.AsInteger() <= places.Length;
        var further = ends || rest is null or { Kind: not DatumKind.Map } ? [] : new[] { Read(rest, place.To("items")) };
        var element = ShapeMerge.Of([.. places, .. further]);
        if (element.Kind == ShapeKind.Any) return Anything;
        if (ends || further.Length > 0) return element;
        return new Shape { Kind = element.Kind, Members = element.Members, Open = element.Open, Element = element.Element, Variants = [element, Anything] };
    }

    // In the order of first appearance.
    private static Dictionary<string, Datum> LastOfEachName(Datum? map)
    {
        var last = new Dictionary<string, Datum>(StringComparer.Ordinal);
        foreach (var member in map?.Members ?? []) last[member.Key] = member.Value;
        return last;
    }

    private Shape Senseless(SchemaPlace place, string why)
    {
        if (foreign) problems.Warning(SnapshotIds.SenselessSchema, place.ToString(), $"This schema makes no sense: {why}. That part of it is left out.", "Ask whoever maintains the server.");
        else problems.Error(SnapshotIds.SenselessSchema, place.ToString(), $"This schema makes no sense: {why}.", "Have the provider mend it and pull the snapshot again.");
        return Anything;
    }

    private Shape TooLarge(SchemaPlace place)
    {
        if (!saidTooLarge) Senseless(place, $"with its references expanded it has more than {MaxShapes} parts");
        saidTooLarge = true;
        return Anything;
    }
}
