using McpIac.Schemas.Data;
using McpIac.Schemas.Evaluation;
using McpIac.Schemas.Snapshots;

namespace McpIac.Schemas.Catalogs;

/// <summary>What a shape has no place for is kept as a schema of its own, which the evaluator judges.</summary>
internal sealed partial class SchemaReading
{
    // Said by no shape, whatever else the schema says.
    private static readonly HashSet<string> Unsaid = new(StringComparer.Ordinal)
    {
        "multipleOf", "not", "if", "dependentRequired", "dependentSchemas", "dependencies", "contains", "propertyNames", "prefixItems", "patternProperties", "unevaluatedItems",
        "$dynamicRef", "allOf",
    };

    private static readonly HashSet<string> Companions = new(StringComparer.Ordinal) { "then", "else", "minContains", "maxContains" };

    // What an object without members of its own, or a value of several kinds, is asked all the same.
    private static readonly HashSet<string> OfAnyKind = new(StringComparer.Ordinal) { "required", "minProperties", "maxProperties", "minItems", "maxItems", "pattern", "minLength", "maxLength" };

    private static readonly HashSet<string> Bounds = new(StringComparer.Ordinal) { "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum" };

    // Of a rule that two schemas give differently, both hold. What they say of members that aren't named depends on those that are, which add up.
    private static readonly HashSet<string> Hideable = new(
        [.. Unsaid, .. OfAnyKind.Where(k => k != "required"), .. Bounds, "type", "enum", "const", "format", "uniqueItems", "items", "anyOf", "oneOf"], StringComparer.Ordinal);

    private SchemaCompiler? compiler;
    private string start = "";
    private int told;
    private readonly HashSet<string> reported = new(StringComparer.Ordinal);
    private int looked;

    private Shape WithConditions(Shape shape, Datum schema, SchemaPlace place)
    {
        var union = shape.Variants.Count > 0 ? UnionOf(schema) : null;
        var unsaid = union is null ? Unsayable(shape.Kind, schema) : Together(schema, union, shape);
        if (unsaid.Count == 0) return shape;
        compiler ??= new SchemaCompiler(roots[0], new SchemaOptions { OfPrograms = true, AssertFormats = true, Beside = [.. roots.Skip(1)], At = start });
        var node = compiler.Compile(Datum.MapOf(unsaid), place);
        Tell();
        return node.Keywords.Length == 0 ? shape : shape with
        {
            Conditions = new ShapeConditions(node, compiler.Options)
            {
                Raw = Datum.MapOf(unsaid),
                JudgeElements = unsaid.Exists(m => m.Key is "prefixItems" or "items"),
                JudgeBounds = unsaid.Exists(m => Bounds.Contains(m.Key)),
                JudgeEntries = unsaid.Exists(m => m.Key == "patternProperties"),
            },
        };
    }

    private static List<KeyValuePair<string, Datum>> Unsayable(ShapeKind kind, Datum schema)
    {
        var rounded = schema.Members.Any(m => Bounds.Contains(m.Key) && IsRounded(m.Value));
        var unsaid = schema.Members.Where(m => Unsaid.Contains(m.Key) || (kind == ShapeKind.Any ? OfAnyKind.Contains(m.Key) : kind == ShapeKind.Map && m.Key == "required")
            || m.Key == "items" && m.Value.Kind == DatumKind.List || rounded && Bounds.Contains(m.Key)).ToList();
        var looksBack = schema["unevaluatedProperties"] is not null && Others(schema) is null;
        if (unsaid.Count == 0 && !looksBack) return unsaid;
        unsaid.AddRange(schema.Members.Where(m => Companions.Contains(m.Key)));
        if (schema["prefixItems"] is not null && schema["items"] is { } items) unsaid.Add(new("items", items));
        if (schema["items"] is { Kind: DatumKind.List } && schema["additionalItems"] is { } others) unsaid.Add(new("additionalItems", others));
        if (looksBack) unsaid.Add(new("unevaluatedProperties", schema["unevaluatedProperties"] ?? Datum.True));
        if (looksBack || schema["patternProperties"] is not null) unsaid.AddRange(Entries(schema));
        if (schema["unevaluatedItems"] is not null && schema["prefixItems"] is null && schema["items"] is { Kind: not DatumKind.List } each) unsaid.Add(new("items", each));
        return unsaid;
    }

    /// <summary>Of a union: that no second alternative fits, and what none of them has looked at.</summary>
    private List<KeyValuePair<string, Datum>> Together(Datum schema, string union, Shape shape)
    {
        var looksBack = schema["unevaluatedProperties"] is not null && schema["additionalProperties"] is null || schema["unevaluatedItems"] is not null;
        var all = schema[union] ?? Datum.EmptyList;
        if (!looksBack) return union == "oneOf" && MayBeSeveral(all.Items, shape) ? [new(union, all)] : [];
        return
        [
            .. schema.Members.Where(m => Unsaid.Contains(m.Key) || Companions.Contains(m.Key) || m.Key is "anyOf" or "oneOf" or "unevaluatedProperties" or "unevaluatedItems" or "items"), .. Entries(schema),
        ];
    }

    // The shape says what they are; here they only count as looked at.
    private static IEnumerable<KeyValuePair<string, Datum>> Entries(Datum schema)
    {
        if (schema["properties"] is { Kind: DatumKind.Map } named) yield return new("properties", Datum.MapOf(named.Members.Select(m => new KeyValuePair<string, Datum>(m.Key, Datum.True))));
        if (schema["additionalProperties"] is { } others) yield return new("additionalProperties", others);
    }

    /// <summary>
    /// Whether a value could fit two alternatives. Plain servers often write <c>oneOf</c> where they mean <c>anyOf</c> and check neither, so theirs counts only where it says
    /// nothing but which members exclude each other.
    /// </summary>
    private bool MayBeSeveral(IReadOnlyList<Datum> alternatives, Shape shape)
    {
        if (alternatives.All(a => a.Kind == DatumKind.Map && a["required"] is not null && a.Members.All(m => m.Key is "required" or "title" or "description"))) return true;
        if (foreign) return false;
        var kinds = shape.Variants.Select(v => v.Kind).ToArray();
        if (kinds.Distinct().Count() == kinds.Length && !kinds.Contains(ShapeKind.Any) && !(kinds.Contains(ShapeKind.Integer) && kinds.Contains(ShapeKind.Number))
            && !(kinds.Contains(ShapeKind.Map) && kinds.Contains(ShapeKind.Object))) return false;
        return !shape.Members.Any(m => TellsApart(m.Name, shape.Variants));
    }

    private static bool TellsApart(string name, IReadOnlyList<Shape> variants)
    {
        var members = variants.Select(v => v.Member(name)).ToArray();
        if (!members.All(m => m is { Required: true, Shape.Enum.Count: > 0 })) return false;
        var values = members.SelectMany(m => m?.Shape.Enum ?? []).ToArray();
        return values.Distinct().Count() == values.Length;
    }

    /// <summary>What of a schema another one hides that is laid over it.</summary>
    private static IEnumerable<Datum> Hidden(Datum under, Datum over)
    {
        var rules = under.Members.Where(m => Hideable.Contains(m.Key) && over[m.Key] is { } other && !other.Equals(m.Value)).ToList();
        if (rules.Count > 0) yield return Datum.MapOf([.. rules, .. under.Members.Where(m => (Companions.Contains(m.Key) || m.Key == "items") && !rules.Exists(r => r.Key == m.Key))]);
        if (over["properties"] is not { Kind: DatumKind.Map } others || under["properties"] is not { Kind: DatumKind.Map } mine) yield break;
        var properties = mine.Members.Where(m => others[m.Key] is { Kind: DatumKind.Map } other && m.Value.Members.Any(rule => IsHidden(rule.Key, rule.Value, other))).ToArray();
        if (properties.Length > 0) yield return Datum.MapOf([new("properties", Datum.MapOf(properties))]);
    }

    // A known value is of its type, and one of those that are known.
    private static bool IsHidden(string rule, Datum value, Datum over)
    {
        if (!Hideable.Contains(rule) && rule is not ("properties" or "required" or "additionalProperties") || over[rule]?.Equals(value) == true) return false;
        var values = ValuesOf(over);
        return values.Count == 0 || rule != "type" && !(rule == "enum" && values.All(value.Items.Contains));
    }

    private static bool IsRounded(Datum bound) =>
        bound.NumberText is { } text && bound.AsDouble() is { } near && (double.IsInfinity(near) || ExactNumber.Of(text).CompareTo(ExactNumber.Of(Datum.Of(near).NumberText ?? "0")) != 0);

    private void Tell()
    {
        for (; told < compiler?.Problems.Count; told++)
        {
            for (; looked < problems.All.Count; looked++) reported.Add(problems.All[looked].Pointer);
            var problem = compiler.Problems[told];
            var pointer = problem.Location.Substring(problem.Location.IndexOf('#') + 1);
            if (reported.Contains(pointer)) continue;
            problems.Warning(SnapshotIds.UnreadablePart, pointer, $"A part of the schema says nothing that can be checked: {problem.Message}. It is left out, so more values are accepted here.",
                foreign ? "Ask whoever maintains the server." : "Have the provider mend its schema.");
        }
    }
}
