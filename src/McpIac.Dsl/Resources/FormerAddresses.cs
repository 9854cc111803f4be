using McpIac.Dsl.Deployments;

namespace McpIac.Dsl;

/// <summary>The urns that a resource had when components around it had other names.</summary>
internal static class FormerAddresses
{
    // Names multiply along the path; whoever renamed more than that at once has to say it by urns.
    private const int Most = 100;

    public static IEnumerable<string> Of(Resource resource, string deployment)
    {
        Component[] path = [.. resource.Options?.Parent?.Path() ?? []];
        if (path.All(c => c.Options is null or { Aliases.Count: 0 })) return [];
        var names = (resource.Options?.Aliases ?? []).Where(a => a?.IndexOfAny([':', '/']) < 0).Prepend(resource.Name).ToArray();

        // The first of all is the address as it is now, and with it the former names that stand in the options as they are.
        return Paths(path).Skip(1).SelectMany(p => names.Select(n => Urns.Make(deployment, p, resource.Type, n))).Take(Most);
    }

    /// <summary>The segments of components' addresses, from the outermost: as they are, then as they were.</summary>
    /// <param name="components">From the innermost to the outermost.</param>
    public static IReadOnlyList<string[]> Paths(IEnumerable<Component> components) => [.. Combined([.. components.Reverse()]).Take(Most + 1)];

    private static IEnumerable<string[]> Combined(Component[] path) => path.Aggregate(Enumerable.Repeat<string[]>([], 1), (paths, component) =>
        paths.SelectMany(before => Segments(component).Select(segment => (string[])[.. before, segment])));

    private static IEnumerable<string> Segments(Component component) =>
        (component.Options?.Aliases ?? []).OfType<string>().Select(a => a.Contains(':', StringComparison.Ordinal) ? a : $"{component.GetType().Name}:{a}").Prepend(component.Segment);
}
