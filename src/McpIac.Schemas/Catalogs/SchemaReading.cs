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

    public Shape Read(Datum schema, string pointer) => ReadFlat(schema, pointer, out _);

    private Shape ReadFlat(Datum schema, string pointer, out Datum flat)
    {
        flat = Datum.EmptyMap;
        if (schema.Kind == DatumKind.Boolean) return schema.AsBoolean() == true ? Anything : Senseless(pointer, "the schema 'false' allows no value at all");
        if (schema.Kind != DatumKind.Map) return Senseless(pointer, "a schema is an object or true");
        if (depth == MaxDepth) return Anything with { Raw = schema };
        if (shapes > MaxShapes) return TooLarge(pointer);

        depth++;
        var entered = new List<string>();
        var found = Flatten(schema, pointer, entered);
        var shape = found.Repeats is not null ? Repeat(found, schema) : found.Schema is null ? Anything : Build(found.Schema, pointer, found.Nullable);
        foreach (var reference in entered) Leave(reference, shape);
        depth--;
        flat = found.Schema ?? schema;
        return shape with { Raw = schema };
    }

    private static Shape Repeat(FlatSchema found, Datum schema) =>
        new() { Definition = found.Repeats, Nullable = found.Nullable, Description = schema["description"]?.AsText() ?? "" };

    private Shape Build(Datum schema, string pointer, bool nullable)
    {
        if (Union(schema, pointer) is { } union) return union with { Nullable = union.Nullable || nullable };
        var (kind, mayBeNull) = KindOf(schema, pointer);
        var shape = Annotated(schema, pointer, kind) with { Kind = kind };
        shape = shape with { Nullable = nullable || mayBeNull || shape.Nullable || schema["nullable"]?.AsBoolean() == true };
        return kind switch
        {
            ShapeKind.Object => WithMembers(shape, schema, pointer),
            ShapeKind.Map => shape with { Element = MapElement(schema, pointer) },
            ShapeKind.List => shape with { Element = ListElement(schema, pointer) },
            _ => shape,
        };
    }

    private Shape WithMembers(Shape shape, Datum schema, string pointer)
    {
        var required = new HashSet<string>(Texts(schema, "required", pointer), StringComparer.Ordinal);
        var members = new List<ShapeMember>();
        var at = JsonPointer.Append(pointer, "properties");
        foreach (var property in LastOfEachName(schema["properties"]))
        {
            var member = ReadFlat(property.Value, JsonPointer.Append(at, property.Key), out var flat);
            if (foreign && member.Kind == ShapeKind.Text && !member.Sensitive && SecretNames.Looks(property.Key)) member = member with { Sensitive = true };
            var aliases = flat["x-iac-aliases"] is null ? [] : Texts(flat, "x-iac-aliases", JsonPointer.Append(at, property.Key));
            members.Add(new ShapeMember(property.Key, member, required.Remove(property.Key), aliases));
        }

        var others = Others(schema);
        var open = others?.AsBoolean() != false;
        foreach (var name in required)
        {
            if (!open) Senseless(JsonPointer.Append(pointer, "required"), $"'{name}' is required, but there is no such property and no other is allowed");
            if (open || foreign) members.Add(new ShapeMember(name, Anything, true, []));
        }

        return shape with
        {
            Members = ShapeMembers.Of(WithoutClashes(members, at)),
            Open = open,
            Element = others?.Kind == DatumKind.Map ? Read(others, JsonPointer.Append(pointer, "additionalProperties")) : null,
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
    private IReadOnlyList<ShapeMember> WithoutClashes(IReadOnlyList<ShapeMember> members, string pointer)
    {
        if (members.All(m => m.Aliases.Count == 0)) return members;
        var taken = new HashSet<string>(members.Select(m => m.Name), StringComparer.Ordinal);
        return members.Select(member =>
        {
            var kept = member.Aliases.Where(taken.Add).ToArray();
            if (kept.Length == member.Aliases.Count) return member;
            var dropped = string.Join("', '", member.Aliases.Except(kept));
            problems.Warning(SnapshotIds.NameClash, JsonPointer.Append(pointer, member.Name),
                $"The alias '{dropped}' of '{member.Name}' is also another property's name, so it is left out.", "Take the alias out of the schema.");
            return member with { Aliases = kept };
        }).ToArray();
    }

    private Shape MapElement(Datum schema, string pointer)
    {
        if (schema["additionalProperties"] is { Kind: DatumKind.Map } others) return Read(others, JsonPointer.Append(pointer, "additionalProperties"));
        return schema["patternProperties"] is { Members.Count: 1 } patterns
            ? Read(patterns.Members[0].Value, JsonPointer.Append(JsonPointer.Append(pointer, "patternProperties"), patterns.Members[0].Key))
            : Anything;
    }

    private Shape ListElement(Datum schema, string pointer)
    {
        var isOld = schema["items"] is { Kind: DatumKind.List };
        var first = isOld ? schema["items"] : schema["prefixItems"];
        if (first is not { Kind: DatumKind.List, Items.Count: > 0 }) return schema["items"] is { Kind: not DatumKind.List } items ? Read(items, JsonPointer.Append(pointer, "items")) : Anything;
        var at = JsonPointer.Append(pointer, isOld ? "items" : "prefixItems");
        return Tuple(first.Items.Select((item, i) => Read(item, JsonPointer.Append(at, i))).ToArray(), schema[isOld ? "additionalItems" : "items"], schema, pointer);
    }

    /// <summary>A tuple whose places are alike is a list of those. What comes after them may be anything, unless the schema says otherwise.</summary>
    private Shape Tuple(Shape[] places, Datum? rest, Datum schema, string pointer)
    {
        var ends = rest?.AsBoolean() == false || schema["maxItems"]?.AsInteger() <= places.Length;
        var further = ends || rest is null or { Kind: not DatumKind.Map } ? [] : new[] { Read(rest, JsonPointer.Append(pointer, "items")) };
        var element = ShapeMerge.Of([.. places, .. further]);
        if (element.Kind == ShapeKind.Any) return Anything;
        if (ends || further.Length > 0) return element;
        return new Shape { Kind = element.Kind, Members = element.Members, Open = element.Open, Element = element.Element, Variants = [element, Anything] };
    }

    private static IEnumerable<KeyValuePair<string, Datum>> LastOfEachName(Datum? map) =>
        map is null ? [] : map.Members.GroupBy(m => m.Key, StringComparer.Ordinal).Select(g => g.Last());

    private Shape Senseless(string pointer, string why)
    {
        if (foreign) problems.Warning(SnapshotIds.SenselessSchema, pointer, $"This schema makes no sense: {why}. That part of it is left out.", "Ask whoever maintains the server.");
        else problems.Error(SnapshotIds.SenselessSchema, pointer, $"This schema makes no sense: {why}.", "Have the provider mend it and pull the snapshot again.");
        return Anything;
    }

    private Shape TooLarge(string pointer)
    {
        if (!saidTooLarge) Senseless(pointer, $"with its references expanded it has more than {MaxShapes} parts");
        saidTooLarge = true;
        return Anything;
    }
}
