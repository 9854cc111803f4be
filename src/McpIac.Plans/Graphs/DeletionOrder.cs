using McpIac.Plans.States;

namespace McpIac.Plans.Graphs;

/// <summary>One object that state knows: a resource's current one, or with an id one of its deposed.</summary>
public sealed record StateObject(string Urn, string? DeposedId);

/// <summary>
/// What has to be deleted before what, among all objects that state knows: dependents before what they depend on. A resource's old and new object can
/// have different dependents, and over several programs two resources may have depended on each other by turns; so the order is one of objects.
/// Built in O(N+E), when it is first asked: where nothing is deleted, nobody does. Not thread-safe.
/// </summary>
public sealed class DeletionOrder
{
    private readonly DeploymentState state;
    private readonly Dictionary<StateObject, HashSet<StateObject>> certain = [];
    private readonly Dictionary<StateObject, HashSet<StateObject>> possible = [];
    private readonly Dictionary<StateObject, int> ranks = [];
    private readonly List<StateObject> objects = [];

    private bool isBuilt;

    private DeletionOrder(DeploymentState state) => this.state = state;

    /// <summary>Every object after all that depend on it.</summary>
    public IReadOnlyList<StateObject> Objects => Built().objects;

    public static DeletionOrder Of(DeploymentState state) => new(state);

    /// <summary>Objects that depend on this one, or may.</summary>
    public IEnumerable<StateObject> DependentsOf(StateObject item) => Read(Built().certain, item).Concat(Read(possible, item));

    /// <summary>True when the first goes before the second. A total order, so that what is built on it can't have circles.</summary>
    public bool Precedes(StateObject item, StateObject other) => Built().ranks.TryGetValue(item, out var a) && ranks.TryGetValue(other, out var b) && a < b;

    private DeletionOrder Built()
    {
        if (isBuilt) return this;
        isBuilt = true;
        foreach (var resource in state.Resources.Values.OrderBy(r => r.Urn, StringComparer.Ordinal))
        {
            if (resource.Id.Length > 0) Connect(new StateObject(resource.Urn, null), resource.Dependencies, resource.At);
            foreach (var deposed in resource.Deposed) Connect(new StateObject(resource.Urn, deposed.Id), deposed.Dependencies, deposed.At);
        }

        Sort();
        return this;
    }

    // What an object refers to is what was current when it was last changed. Journals that a crash cut short leave some doubt, so the others count as possible.
    private void Connect(StateObject item, IReadOnlyList<string> dependencies, long at)
    {
        foreach (var urn in dependencies.Where(d => d != item.Urn).Distinct(StringComparer.Ordinal))
        {
            if (!state.Resources.TryGetValue(urn, out var needed)) continue;
            var deposed = needed.Deposed.Where(d => d.Since <= at && at < d.Until).MaxBy(d => d.Since);
            var target = deposed is not null && (needed.Id.Length == 0 || needed.Since > at || needed.Since < deposed.Since) ? deposed.Id : null;
            if (target is null && needed.Id.Length == 0) target = needed.Deposed[^1].Id;
            foreach (var id in needed.Deposed.Select(d => (string?)d.Id).Append(needed.Id.Length > 0 ? null : target).Distinct())
            {
                Add(id == target ? certain : possible, new StateObject(urn, id), item);
            }
        }
    }

    private void Sort()
    {
        var all = new List<StateObject>();
        foreach (var resource in state.Resources.Values.OrderBy(r => r.Urn, StringComparer.Ordinal))
        {
            all.AddRange(resource.Deposed.Select(d => new StateObject(resource.Urn, d.Id)));
            if (resource.Id.Length > 0) all.Add(new StateObject(resource.Urn, null));
        }

        var waits = new DeletionQueue(all, certain, possible);
        while (waits.Next() is { } next)
        {
            ranks[next] = objects.Count;
            objects.Add(next);
        }
    }

    private static void Add(Dictionary<StateObject, HashSet<StateObject>> edges, StateObject on, StateObject dependent)
    {
        if (!edges.TryGetValue(on, out var list)) edges[on] = list = [];
        list.Add(dependent);
    }

    private static IEnumerable<StateObject> Read(Dictionary<StateObject, HashSet<StateObject>> edges, StateObject item) =>
        edges.TryGetValue(item, out var list) ? list : [];
}
