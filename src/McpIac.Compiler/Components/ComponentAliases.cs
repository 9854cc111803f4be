using McpIac.Dsl.Deployments;
using McpIac.Dsl.Expressions;
using McpIac.Schemas.Data;

namespace McpIac.Compiler.Components;

/// <summary>The urns that a component's resources had when it, or a component around it, had other names.</summary>
internal static class ComponentAliases
{
    // As in C#: names multiply along the path.
    private const int Most = 100;

    public static IReadOnlyList<DeclaredResource> Added(IReadOnlyList<DeclaredResource> resources, DeclaredUse use, string component, string deployment)
    {
        if (use.Around.Count == 1 && use.Aliases.Count == 0) return resources;
        string[] own = [$"{component}:{use.Name}", .. use.Aliases.Select(a => a.Contains(':', StringComparison.Ordinal) ? a : $"{component}:{a}")];
        string[][] former = [.. use.Around.SelectMany(around => own.Select(o => (string[])[.. around, o])).Skip(1)];
        return [.. resources.Select(r => r.Existing is not null ? r : With(r, [.. former.SelectMany(path => Under(r, path, use.Around[0].Count + 1, deployment)).Take(Most)]))];
    }

    private static IEnumerable<string> Under(DeclaredResource resource, string[] path, int depth, string deployment)
    {
        var inner = Urns.Components(resource.Urn).Skip(depth);
        return Names(resource).Prepend(resource.Name).Select(name => Urns.Make(deployment, path.Concat(inner), resource.Type, name));
    }

    private static IEnumerable<string> Names(DeclaredResource resource) => Written(resource).Select(a => (a as Literal)?.Value.AsText()).OfType<string>().Where(a => a.IndexOfAny([':', '/']) < 0);

    private static IReadOnlyList<Expression> Written(DeclaredResource resource) => resource.Options.FirstOrDefault(o => o.Name == "aliases")?.Value switch
    {
        ListExpression list => list.Items,
        Literal { Value: { Kind: DatumKind.List } list } => [.. list.Items.Select(i => new Literal(i))],
        { } one => [one],
        null => [],
    };

    private static DeclaredResource With(DeclaredResource resource, IReadOnlyList<string> urns) => resource with
    {
        Options =
        [
            new("aliases", new ListExpression([.. Written(resource), .. urns.Select(u => new Literal(Datum.Of(u)))]), null),
            .. resource.Options.Where(o => o.Name != "aliases"),
        ],
    };
}
