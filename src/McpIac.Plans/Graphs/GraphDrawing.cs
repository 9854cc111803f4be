using System.Globalization;
using McpIac.Dsl.Deployments;
using McpIac.Plans.Binding;

namespace McpIac.Plans.Graphs;

/// <summary>What is to be drawn of a graph, whatever the format. The same graph gives the same drawing.</summary>
/// <param name="Boxes">In the order of the graph, each group where its first resource is.</param>
/// <param name="Lines">At most one from a box to another, none from one to itself. Between groups they may go in circles.</param>
/// <param name="IsCollapsed">Boxes stand for groups, and lines are labelled with how many they stand for.</param>
public sealed record GraphDrawing(IReadOnlyList<GraphBox> Boxes, IReadOnlyList<GraphLine> Lines, bool IsCollapsed)
{
    /// <summary>
    /// How many columns lines pass by on their way, where each box is in the column after the last that it needs: that is what laying a drawing out takes its time for. Boxes that go in
    /// circles count as if they were in the first one. Linear.
    /// </summary>
    public long CountPassed()
    {
        var (columns, waits) = (new int[Boxes.Count], new int[Boxes.Count]);
        var next = Lines.ToLookup(l => l.From, l => l.To);
        foreach (var line in Lines) waits[line.To]++;
        var ready = new Queue<int>(Enumerable.Range(0, Boxes.Count).Where(b => waits[b] == 0));
        while (ready.TryDequeue(out var box))
        {
            foreach (var user in next[box])
            {
                columns[user] = Math.Max(columns[user], columns[box] + 1);
                if (--waits[user] == 0) ready.Enqueue(user);
            }
        }

        return Lines.Sum(l => Math.Max(0L, columns[l.To] - columns[l.From] - 1));
    }

    /// <summary>A box a resource, in the components that it is in.</summary>
    public static GraphDrawing Of(DependencyGraph graph) => Of(graph, r => r.Urn, (_, all) => Box(all[0], Urns.Components(all[0].Urn)), isCollapsed: false);

    /// <summary>A box a group.</summary>
    public static GraphDrawing Of(DependencyGraph graph, GraphGrouping grouping) => grouping switch
    {
        GraphGrouping.Component => Of(graph, Component, (_, all) => Urns.Components(all[0].Urn) is { Count: > 0 } components ? Group(string.Join('/', components), all) : Box(all[0], []), isCollapsed: true),
        GraphGrouping.Provider => Of(graph, r => r.Provider, Group, isCollapsed: true),
        _ => Of(graph, Stage(graph), Group, isCollapsed: true),
    };

    private static GraphDrawing Of(DependencyGraph graph, Func<BoundResource, string> key, Func<string, IReadOnlyList<BoundResource>, GraphBox> box, bool isCollapsed)
    {
        var groups = graph.Order.GroupBy(key, StringComparer.Ordinal).ToArray();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < groups.Length; i++)
        {
            foreach (var resource in groups[i]) places[resource.Urn] = i;
        }

        var lines = from resource in graph.Order
                    from needed in resource.Dependencies.Distinct(StringComparer.Ordinal)
                    where places.ContainsKey(needed) && places[needed] != places[resource.Urn]
                    group needed by (From: places[needed], To: places[resource.Urn]) into line
                    select new GraphLine(line.Key.From, line.Key.To, line.Count());
        return new GraphDrawing([.. groups.Select(g => box(g.Key, [.. g]))], [.. lines], isCollapsed);
    }

    // All of the urn but the resource's own part, where there are components: no other component has that, nor has a resource.
    private static string Component(BoundResource resource) => Urns.Components(resource.Urn).Count > 0 ? string.Join('/', resource.Urn.Split('/')[..^2]) + "/" : resource.Urn;

    private static Func<BoundResource, string> Stage(DependencyGraph graph)
    {
        var stages = graph.Stages.SelectMany((s, i) => s.Select(r => (r.Urn, Name: string.Create(CultureInfo.InvariantCulture, $"stage {i + 1}")))).ToDictionary(s => s.Urn, s => s.Name, StringComparer.Ordinal);
        return resource => stages[resource.Urn];
    }

    private static GraphBox Box(BoundResource resource, IReadOnlyList<string> components) =>
        new(resource.Name, Urns.Local(resource.Urn), resource.Type.Token, resource.Urn, 1, resource.Existing is not null, components);

    private static GraphBox Group(string name, IReadOnlyList<BoundResource> resources)
    {
        var count = resources.Count == 1 ? "1 resource" : string.Create(CultureInfo.InvariantCulture, $"{resources.Count} resources");
        return new GraphBox(name, name, count, $"{name}: {count}", resources.Count, resources.All(r => r.Existing is not null), []);
    }
}
