using McpIac.Schemas.Data;
using McpIac.Schemas.Snapshots;

namespace McpIac.Schemas.Catalogs;

/// <summary>References, <c>allOf</c> and nullable unions are folded into one plain schema before it is read.</summary>
internal sealed partial class SchemaReading
{
    private const int MaxChain = 32;

    // The references that are being expanded right now: meeting one again means a definition inside itself.
    private readonly HashSet<string> expanding = new(StringComparer.Ordinal);
    private int chain;

    /// <param name="entered">Gets the references that were entered, for the caller to leave when it is done with the schema.</param>
    /// <returns>The schema without references; null when it is free-form: a recursion, or a reference that can't be followed.</returns>
    private (Datum? Schema, bool Nullable) Flatten(Datum schema, string pointer, List<string> entered)
    {
        // A reference to itself ends at the chain's bound; one that doubles at every turn, at the bound of all shapes.
        if (chain == MaxChain || ++shapes > MaxShapes) return (null, false);
        chain++;
        var flat = FlattenParts(schema, pointer, entered);
        chain--;
        return flat;
    }

    private (Datum? Schema, bool Nullable) FlattenParts(Datum schema, string pointer, List<string> entered)
    {
        var nullable = false;
        if (schema["$ref"] is { } reference)
        {
            var target = Enter(reference, JsonPointer.Append(pointer, "$ref"), entered);
            if (target is null) return (null, false);
            (var referred, nullable) = Flatten(target, pointer, entered);
            if (referred is null) return (null, nullable);
            schema = Overlay(referred, schema.Without("$ref"));
        }

        if (schema["allOf"] is { Kind: DatumKind.List } parts)
        {
            var own = schema.Without("allOf");
            schema = Datum.EmptyMap;
            foreach (var part in parts.Items.Where(p => p.Kind == DatumKind.Map))
            {
                var (flat, partNullable) = Flatten(part, pointer, entered);
                if (flat is null) return (null, nullable);
                schema = Overlay(schema, flat);
                nullable |= partNullable;
            }

            schema = Overlay(schema, own);
        }

        return Union(schema, pointer, entered, nullable);
    }

    /// <summary>
    /// <c>anyOf</c>/<c>oneOf</c>: of one type and null, that type; of constants, an enumeration. Beside a <c>type</c> of its own the variants
    /// only narrow, and what they narrow is left to the provider. Anything else is free-form.
    /// </summary>
    private (Datum? Schema, bool Nullable) Union(Datum schema, string pointer, List<string> entered, bool nullable)
    {
        var keyword = schema["anyOf"] is not null ? "anyOf" : "oneOf";
        if (schema[keyword] is not { Kind: DatumKind.List } variants) return (schema, nullable);
        var own = schema.Without(keyword);
        var others = variants.Items.Where(v => !IsNullType(v)).ToArray();
        nullable |= others.Length < variants.Items.Count;
        if (own["type"] is not null || own["properties"] is not null)
        {
            // The variants' own properties count as evaluated, whichever apply.
            return (own["unevaluatedProperties"] is null ? own : own.Without("unevaluatedProperties"), nullable);
        }

        if (others.Length == 1 && others[0].Kind == DatumKind.Map)
        {
            var (flat, variantNullable) = Flatten(others[0], pointer, entered);
            return (flat is null ? null : Overlay(flat, own), nullable || variantNullable);
        }

        var values = others.Select(ValuesOf).ToArray();
        return values.Length > 0 && values.All(v => v.Count > 0)
            ? (own.With("enum", Datum.ListOf(values.SelectMany(v => v).Distinct())), nullable)
            : (own, nullable);
    }

    private static bool IsNullType(Datum schema) => schema["type"]?.AsText() == "null" || schema["const"]?.IsNull == true;

    private Datum? Enter(Datum reference, string pointer, List<string> entered)
    {
        if (reference.AsText() is not { } target)
        {
            Senseless(pointer, "'$ref' is a text");
            return null;
        }

        if (expanding.Contains(target) && !entered.Contains(target)) return null;
        if (target.Length > 0 && target[0] != '#')
        {
            problems.Warning(SnapshotIds.UnreadablePart, pointer,
                $"The schema refers to '{target}', outside this snapshot; such references aren't followed, so any value is accepted here.",
                "Have the provider put the definition into its own schema, under '$defs'.");
            return null;
        }

        var found = roots.Select(root => Target(root, target)).FirstOrDefault(t => t is not null);
        if (found is null)
        {
            Senseless(pointer, $"it refers to '{target}', which isn't there");
            return null;
        }

        if (expanding.Add(target)) entered.Add(target);
        return found;
    }

    private static Datum? Target(Datum root, string reference)
    {
        var fragment = reference.Length > 0 ? Uri.UnescapeDataString(reference.Substring(1)) : "";
        if (fragment.Length == 0) return root;
        if (fragment[0] == '/') return JsonPointer.Find(root, fragment);
        var definitions = (root["$defs"] ?? Datum.EmptyMap).Members.Concat((root["definitions"] ?? Datum.EmptyMap).Members);
        return definitions.Select(d => d.Value).FirstOrDefault(d => d["$anchor"]?.AsText() == fragment);
    }

    /// <summary>Both schemas at once: members of <paramref name="over"/> win, properties and required names add up.</summary>
    private static Datum Overlay(Datum under, Datum over)
    {
        if (under.Members.Count == 0) return over;
        var merged = under;
        foreach (var member in over.Members)
        {
            merged = merged.With(member.Key, (member.Key, merged[member.Key]) switch
            {
                ("properties", { Kind: DatumKind.Map } mine) => Overlay(mine, member.Value),
                ("required", { Kind: DatumKind.List } mine) => Datum.ListOf(mine.Items.Concat(member.Value.Items).Distinct()),
                _ => member.Value,
            });
        }

        return merged;
    }
}
