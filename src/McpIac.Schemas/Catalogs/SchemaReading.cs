using McpIac.Schemas.Data;
using McpIac.Schemas.Snapshots;

namespace McpIac.Schemas.Catalogs;

/// <summary>One reading of one schema document into shapes.</summary>
/// <param name="roots">The documents that local references are looked up in, in this order.</param>
internal sealed partial class SchemaReading(IReadOnlyList<Datum> roots, SnapshotProblems problems)
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
        var (merged, nullable) = Flatten(schema, pointer, entered);
        var shape = merged is null ? Anything : Build(merged, pointer, nullable);
        foreach (var reference in entered) expanding.Remove(reference);
        depth--;
        flat = merged ?? schema;
        return shape with { Raw = schema };
    }

    private Shape Build(Datum schema, string pointer, bool nullable)
    {
        var (kind, mayBeNull) = KindOf(schema, pointer);
        var shape = Annotated(schema, pointer, kind) with
        {
            Kind = kind,
            Nullable = nullable || mayBeNull || schema["nullable"]?.AsBoolean() == true,
        };
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
        var required = Texts(schema, "required", pointer);
        var members = new List<ShapeMember>();
        var at = JsonPointer.Append(pointer, "properties");
        foreach (var property in LastOfEachName(schema["properties"]))
        {
            var member = ReadFlat(property.Value, JsonPointer.Append(at, property.Key), out var flat);
            var aliases = Texts(flat, "x-iac-aliases", JsonPointer.Append(at, property.Key));
            members.Add(new ShapeMember(property.Key, member, required.Contains(property.Key), aliases));
        }

        var others = Others(schema);
        var open = others?.AsBoolean() != false;
        foreach (var name in required.Where(r => members.All(m => m.Name != r)).Distinct().ToArray())
        {
            if (open) members.Add(new ShapeMember(name, Anything, true, []));
            else Senseless(JsonPointer.Append(pointer, "required"), $"'{name}' is required, but there is no such property and no other is allowed");
        }

        return shape with
        {
            Members = WithoutClashes(members, at),
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

    private Shape ListElement(Datum schema, string pointer) =>
        schema["items"] is { Kind: not DatumKind.List } items && schema["prefixItems"] is null ? Read(items, JsonPointer.Append(pointer, "items")) : Anything;

    private static IEnumerable<KeyValuePair<string, Datum>> LastOfEachName(Datum? map) =>
        map is null ? [] : map.Members.GroupBy(m => m.Key, StringComparer.Ordinal).Select(g => g.Last());

    private Shape Senseless(string pointer, string why)
    {
        problems.Error(SnapshotIds.SenselessSchema, pointer, $"This schema makes no sense: {why}.", "Have the provider mend it and pull the snapshot again.");
        return Anything;
    }

    private Shape TooLarge(string pointer)
    {
        if (!saidTooLarge) Senseless(pointer, $"with its references expanded it has more than {MaxShapes} parts");
        saidTooLarge = true;
        return Anything;
    }
}
