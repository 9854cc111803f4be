using McpIac.Schemas.Data;
using McpIac.Schemas.Evaluation.Keywords;

namespace McpIac.Schemas.Evaluation;

/// <summary>Keywords that have schemas inside.</summary>
internal sealed partial class SchemaReader
{
    private void Applicators()
    {
        Elements();
        if (Schema("contains") is { } contained)
        {
            var (least, most) = dialect.Validation ? (Count("minContains") ?? 1, Count("maxContains")) : (1, null);
            Add("contains", new ContainsKeyword(contained, least, most));
        }

        Members();
        if (Schema("propertyNames") is { } names) Add("propertyNames", new NamesKeyword(names));
        Dependent("dependentSchemas");
        if (compiler.Options.OfPrograms) Dependent("dependencies");
        if (Schemas("allOf") is { Count: > 0 } all) Add("allOf", new AllOfKeyword(all));
        if (Schemas("anyOf") is { Count: > 0 } any) Add("anyOf", new AnyOfKeyword(any, one: false));
        if (Schemas("oneOf") is { Count: > 0 } one) Add("oneOf", new AnyOfKeyword(one, one: true, SetApart(schema["oneOf"])));
        if (Schema("not") is { } not) Add("not", new NotKeyword(not, OnlyRequired(schema["not"])));
        if (Schema("if") is { } condition)
        {
            var (then, otherwise) = (Schema("then"), Schema("else"));
            Add("if", new ConditionKeyword(condition, then, otherwise));
        }
    }

    private void Members()
    {
        if (schema["properties"] is null && schema["patternProperties"] is null && schema["additionalProperties"] is null) return;
        var named = new Dictionary<string, SchemaNode>(StringComparer.Ordinal);
        foreach (var member in Named("properties")) named.Add(member.Key, member.Value);
        KeyValuePair<string, SchemaNode>[] patterns = [.. Named("patternProperties")];
        var others = Schema("additionalProperties");
        var required = new HashSet<string>((schema["required"]?.Items ?? []).Select(i => i.AsText() ?? ""), StringComparer.Ordinal);
        Add(others is null ? "properties" : "additionalProperties", new MembersKeyword(named, patterns, others, required));
    }

    // Before 2020-12 a list in items was what prefixItems is now.
    private void Elements()
    {
        var isOld = compiler.Options.OfPrograms && schema["items"] is { Kind: DatumKind.List };
        var first = Schemas(isOld ? "items" : "prefixItems");
        var others = Schema(isOld ? "additionalItems" : "items");
        if (first.Count > 0 || others is not null) Add(others is null ? "prefixItems" : "items", new ElementsKeyword(first, others));
    }

    private void Dependent(string keyword)
    {
        foreach (var member in Named(keyword))
            Add(Place(keyword).To(member.Key), new AllOfKeyword([member.Value], member.Key));
    }

    private static IReadOnlyList<string>? OnlyRequired(Datum? schema) =>
        schema?["required"] is { Items.Count: > 0 } names && schema.Members.Count == 1 ? [.. names.Items.Select(n => n.AsText() ?? "")] : null;

    // Each alternative requires members of its own, and says nothing else.
    private static IReadOnlyList<string>? SetApart(Datum? alternatives)
    {
        var sets = (alternatives?.Items ?? []).Select(OnlyRequired).ToArray();
        return sets.All(s => s is not null) ? [.. sets.Select(s => string.Join(" and ", s ?? []))] : null;
    }
}
