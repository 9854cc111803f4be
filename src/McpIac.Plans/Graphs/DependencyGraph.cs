using McpIac.Plans.Binding;
using McpIac.Schemas.Declarations;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Plans.Graphs;

/// <summary>Which resource needs which. Acyclic by construction; built in O(N+E) without recursion, so that depth is no limit. Immutable.</summary>
public sealed class DependencyGraph
{
    private DependencyGraph(IReadOnlyList<BoundResource> order, IReadOnlyList<IReadOnlyList<BoundResource>> stages)
    {
        Order = order;
        Stages = stages;
    }

    /// <summary>Every resource after all it depends on; among equals in source order.</summary>
    public IReadOnlyList<BoundResource> Order { get; }

    /// <summary>Resources that may run side by side, stage by stage.</summary>
    public IReadOnlyList<IReadOnlyList<BoundResource>> Stages { get; }

    /// <summary>The graph, or null and <c>MCI2090</c> naming a cycle's path.</summary>
    public static (DependencyGraph? Graph, IReadOnlyList<Diagnostic> Diagnostics) Build(BoundDeployment deployment)
    {
        var byUrn = new Dictionary<string, BoundResource>(deployment.Resources.Count, StringComparer.Ordinal);
        foreach (var resource in deployment.Resources) byUrn[resource.Urn] = resource;

        var waiting = new Dictionary<string, int>(byUrn.Count, StringComparer.Ordinal);
        var dependents = new Dictionary<string, List<BoundResource>>(StringComparer.Ordinal);
        foreach (var resource in byUrn.Values)
        {
            string[] needs = resource.Dependencies.Count == 0 ? [] : [.. resource.Dependencies.Where(byUrn.ContainsKey).Distinct(StringComparer.Ordinal)];
            waiting[resource.Urn] = needs.Length;
            foreach (var need in needs)
            {
                if (!dependents.TryGetValue(need, out var list)) dependents[need] = list = [];
                list.Add(resource);
            }
        }

        var (stages, count) = Layer(byUrn.Values, waiting, dependents);
        return count == byUrn.Count
            ? (new DependencyGraph([.. stages.SelectMany(s => s)], stages), [])
            : (null, [Cycle(byUrn, waiting)]);
    }

    private static (IReadOnlyList<IReadOnlyList<BoundResource>> Stages, int Count) Layer(
        IEnumerable<BoundResource> resources, Dictionary<string, int> waiting, Dictionary<string, List<BoundResource>> dependents)
    {
        var stages = new List<IReadOnlyList<BoundResource>>();
        var ready = resources.Where(r => waiting[r.Urn] == 0).ToList();
        var count = 0;
        while (ready.Count > 0)
        {
            stages.Add(ready);
            count += ready.Count;
            var next = new List<BoundResource>();
            foreach (var dependent in ready.SelectMany(r => dependents.TryGetValue(r.Urn, out var list) ? list : []))
            {
                if (--waiting[dependent.Urn] == 0) next.Add(dependent);
            }

            ready = next;
        }

        return (stages, count);
    }

    // What still waits has a dependency that still waits, so walking along those must come back to where it was.
    private static Diagnostic Cycle(Dictionary<string, BoundResource> byUrn, Dictionary<string, int> waiting)
    {
        bool Stuck(string urn) => waiting.TryGetValue(urn, out var count) && count > 0;
        var current = byUrn.Values.First(r => Stuck(r.Urn));
        var path = new List<BoundResource>();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        while (seen.TryAdd(current.Urn, path.Count))
        {
            path.Add(current);
            current = byUrn[current.Dependencies.First(Stuck)];
        }

        var cycle = path.Skip(seen[current.Urn]).Append(current).Select(r => r.Name);
        return DeclarationProblems.Circle(cycle, current.Place);
    }
}
