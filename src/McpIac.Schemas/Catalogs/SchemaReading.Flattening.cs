using McpIac.Schemas.Data;
using McpIac.Schemas.Snapshots;

namespace McpIac.Schemas.Catalogs;

/// <summary>References, <c>allOf</c> and nullable unions are folded into one plain schema before it is read.</summary>
internal sealed partial class SchemaReading
{
    private const int MaxChain = 32;

    // The references that are being expanded right now: meeting one again means a definition inside itself.
    private readonly Dictionary<string, ShapeDefinition> expanding = new(StringComparer.Ordinal);

    // Those of them that are only a part of what is being read, so that it doesn't tell what they are.
    private readonly HashSet<string> parts = new(StringComparer.Ordinal);
    private int chain;

    /// <param name="entered">Gets the references that were entered, for the caller to leave when it is done with the schema.</param>
    private FlatSchema Flatten(Datum schema, SchemaPlace place, List<string> entered)
    {
        // A reference to itself ends at the chain's bound; one that doubles at every turn, at the bound of all shapes.
        if (chain == MaxChain || ++shapes > MaxShapes) return default;
        chain++;
        var flat = FlattenParts(schema, place, entered);
        chain--;
        return flat;
    }

    private FlatSchema FlattenParts(Datum schema, SchemaPlace place, List<string> entered)
    {
        var nullable = false;
        if (schema["$ref"] is { } reference)
        {
            var (target, repeats) = Enter(reference, place.To("$ref"), entered);
            if (target is null) return new FlatSchema(null, false, repeats);
            var referred = Flatten(target, place, entered);
            if (referred.Schema is null) return referred;
            nullable = referred.Nullable;
            schema = Overlay(referred.Schema, schema.Without("$ref"));
        }

        if (schema["allOf"] is { Kind: DatumKind.List } all)
        {
            var before = entered.Count;
            var own = schema.Without("allOf");
            schema = Datum.EmptyMap;
            foreach (var part in all.Items.Where(p => p.Kind == DatumKind.Map))
            {
                var flat = Flatten(part, place, entered);
                if (flat.Schema is null) return new FlatSchema(null, nullable, all.Items.Count == 1 ? flat.Repeats : null);
                schema = Overlay(schema, flat.Schema);
                nullable |= flat.Nullable;
            }

            if (all.Items.Count > 1) parts.UnionWith(entered.Skip(before));
            schema = Overlay(schema, own);
        }

        return OneOrNull(schema, place, entered, nullable);
    }

    /// <summary><c>anyOf</c> or <c>oneOf</c> of one schema and null is that schema, and may be null.</summary>
    private FlatSchema OneOrNull(Datum schema, SchemaPlace place, List<string> entered, bool nullable)
    {
        var keyword = UnionOf(schema);
        if (keyword is null || schema[keyword] is not { } union) return new FlatSchema(schema, nullable);
        var others = union.Items.Where(v => !IsNullType(v)).ToArray();
        if (others.Length != 1 || others[0].Kind != DatumKind.Map) return new FlatSchema(schema, nullable);
        var flat = Flatten(others[0], place, entered);
        nullable |= flat.Nullable || others.Length < union.Items.Count;
        return flat.Schema is null ? flat with { Nullable = nullable } : new FlatSchema(Overlay(flat.Schema, schema.Without(keyword)), nullable);
    }

    private static string? UnionOf(Datum schema) =>
        schema["anyOf"] is { Kind: DatumKind.List, Items.Count: > 0 } ? "anyOf" : schema["oneOf"] is { Kind: DatumKind.List, Items.Count: > 0 } ? "oneOf" : null;

    private static bool IsNullType(Datum schema) => schema["type"]?.AsText() == "null" || schema["const"]?.IsNull == true;

    private (Datum? Target, ShapeDefinition? Repeats) Enter(Datum reference, SchemaPlace place, List<string> entered)
    {
        if (reference.AsText() is not { } target)
        {
            Senseless(place, "'$ref' is a text");
            return default;
        }

        if (expanding.TryGetValue(target, out var definition) && !entered.Contains(target)) return (null, definition);
        if (target.Length > 0 && target[0] != '#')
        {
            problems.Warning(SnapshotIds.UnreadablePart, place.ToString(),
                $"The schema refers to '{target}', outside this snapshot; such references aren't followed, so any value is accepted here.",
                "Have the provider put the definition into its own schema, under '$defs'.");
            return default;
        }

        var found = roots.Select(root => Target(root, target)).FirstOrDefault(t => t is not null);
        if (found is null)
        {
            Senseless(place, $"it refers to '{target}', which isn't there");
            return default;
        }

        if (definition is null)
        {
            expanding.Add(target, new ShapeDefinition());
            entered.Add(target);
        }

        return (found, null);
    }

    /// <summary>The definition is read; wherever it was met inside itself, this is what it is.</summary>
    private void Leave(string reference, Shape shape)
    {
        var isPart = parts.Remove(reference);
        if (!isPart && shape.Kind == ShapeKind.Object) expanding[reference].Shape = shape;
        expanding.Remove(reference);
    }

    private static Datum? Target(Datum root, string reference)
    {
        var fragment = reference.Length > 0 ? Uri.UnescapeDataString(reference.Substring(1)) : "";
        if (fragment.Length == 0) return root;
        if (fragment[0] == '/') return JsonPointer.Find(root, fragment);
        var definitions = (root["$defs"] ?? Datum.EmptyMap).Members.Concat((root["definitions"] ?? Datum.EmptyMap).Members);
        return definitions.Select(d => d.Value).FirstOrDefault(d => d["$anchor"]?.AsText() == fragment);
    }

    /// <summary>Both schemas at once: members of <paramref name="over"/> win, properties and required names add up. What else is hidden has to hold too, under <c>allOf</c>.</summary>
    private static Datum Overlay(Datum under, Datum over)
    {
        if (under.Members.Count == 0) return over;
        if (over.Members.Count == 0) return under;
        var merged = Merge(under, over);
        var hidden = Hidden(under, over).Concat(under["allOf"]?.Items ?? []).Concat(over["allOf"]?.Items ?? []).ToArray();
        return hidden.Length == 0 ? merged : merged.With("allOf", Datum.ListOf(hidden));
    }

    private static Datum Merge(Datum under, Datum over)
    {
        var merged = under.Members.ToList();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < merged.Count; i++) places[merged[i].Key] = i;
        foreach (var member in over.Members)
        {
            if (!places.TryGetValue(member.Key, out var place))
            {
                places.Add(member.Key, merged.Count);
                merged.Add(member);
                continue;
            }

            merged[place] = new(member.Key, (member.Key, merged[place].Value) switch
            {
                ("properties", { Kind: DatumKind.Map } mine) when member.Value.Kind == DatumKind.Map => Merge(mine, member.Value),
                ("required", { Kind: DatumKind.List } mine) when member.Value.Kind == DatumKind.List => Datum.ListOf(mine.Items.Concat(member.Value.Items).Distinct()),
                _ => member.Value,
            });
        }

        return Datum.MapOf(merged);
    }
}
