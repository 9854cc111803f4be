using McpIac.Plans.Binding;
using McpIac.Plans.Graphs;
using McpIac.Plans.States;

namespace McpIac.Plans.Planning;

/// <summary>
/// Finds what has to go, or to get another natural key, before something can be made or changed: two objects can't share a natural key, some types say so themselves, and what depends on an
/// object that goes, goes before it.
/// </summary>
internal sealed class RoomMaking(DeploymentState state, IReadOnlyDictionary<string, PlannedResource> planned, DeletionOrder order, Selection selection)
{
    private readonly HashSet<StateObject> early = [];
    private readonly Dictionary<string, List<string>> waitsFor = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<StateObject>> room = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BoundResource> program = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);
    private readonly List<(string Urn, StateObject Holder)> backward = [];
    private LettingGo? letting;

    /// <summary>Replaced, removed or left over, and deleted first.</summary>
    public bool IsEarly(StateObject item) => early.Contains(item);

    /// <summary>Removed resources whose natural key this one takes.</summary>
    public IReadOnlyList<string> WaitsFor(string urn) => waitsFor.TryGetValue(urn, out var list) ? list : [];

    /// <summary>What else has the natural key that this one takes, and goes or gets another.</summary>
    public IReadOnlyList<StateObject> RoomOf(string urn) => room.TryGetValue(urn, out var list) ? list : [];

    /// <summary>Urns of the updates after which nothing uses what is deleted first; those that are made before all deletes anyway aren't named.</summary>
    public IReadOnlyList<string> ReleasesOf(StateObject item) => letting?.ReleasesOf(item) ?? [];

    /// <summary>What is deleted first though it is still used, with the urns of the updates that let go of it and wait for its delete themselves.</summary>
    public IEnumerable<(StateObject Item, IReadOnlyList<string> Users)> Blocked => letting?.Blocked.Select(b => (b.Key, b.Value)) ?? [];

    /// <param name="graph">Of the whole program.</param>
    public void Find(DependencyGraph graph)
    {
        foreach (var resource in graph.Order) (program[resource.Urn], places[resource.Urn]) = (resource, places.Count);
        var holders = KeyHolders.Of(state, planned, selection);
        var queue = new Queue<StateObject>();
        foreach (var resource in planned.Values.Where(p => p.Action is StepAction.Create or StepAction.Replace or StepAction.Update))
        {
            foreach (var holder in holders.Before(resource)) MakeRoom(resource, holder, queue);
            if (IsReplaced(resource) && (resource.Resource.Type.DeleteFirst || resource.Resource.Options.DeleteBeforeReplace || KeyHolders.Keeps(resource))) queue.Enqueue(new StateObject(resource.Resource.Urn, null));
        }

        // Where it waits for this one, by way of others too, neither can be first.
        foreach (var (urn, holder) in backward.Where(b => !Needs(b.Holder.Urn, b.Urn))) Add(room, urn, holder);

        var own = queue.ToHashSet();
        while (queue.TryDequeue(out var item))
        {
            if (!early.Add(item)) continue;
            foreach (var dependent in order.DependentsOf(item).Where(IsGoing)) queue.Enqueue(dependent);
        }

        letting = new LettingGo(order, planned, program, ProviderOf);
        letting.Find(early, own, urn => [.. WaitsFor(urn).Select(u => new StateObject(u, null)), .. RoomOf(urn)]);
        early.ExceptWith(letting.Held.Keys);
    }

    /// <summary>The program's resources, each after what it depends on and after the updates that make room for it.</summary>
    public IReadOnlyList<BoundResource> InOrder(DependencyGraph graph, BoundDeployment deployment)
    {
        var updates = room.Keys.Where(u => UpdatesFirst(u).Any()).ToHashSet(StringComparer.Ordinal);
        if (updates.Count == 0) return graph.Order;
        var wider = deployment with { Resources = [.. deployment.Resources.Select(r => updates.Contains(r.Urn) ? r with { Dependencies = [.. r.Dependencies, .. UpdatesFirst(r.Urn)] } : r)] };
        return DependencyGraph.Build(wider).Graph is { } whole ? [.. whole.Order.Select(r => program[r.Urn])] : graph.Order;
    }

    private void MakeRoom(PlannedResource resource, StateObject holder, Queue<StateObject> queue)
    {
        var urn = resource.Resource.Urn;
        if (holder.DeposedId is null && planned.TryGetValue(holder.Urn, out var stays) && stays.Action == StepAction.Update)
        {
            // What is in the program's order anyway makes no circle, however many there are.
            if (places[holder.Urn] < places[urn]) Add(room, urn, holder);
            else backward.Add((urn, holder));
            return;
        }

        // A delete that itself waits for this resource can't go before it.
        if (order.DependentsOf(holder).Contains(new StateObject(urn, null))) return;
        if (holder.DeposedId is null && !planned.ContainsKey(holder.Urn)) Add(waitsFor, urn, holder.Urn);
        else Add(room, urn, holder);
        queue.Enqueue(holder);
    }

    private bool Needs(string urn, string needed)
    {
        var (seen, open) = (new HashSet<string>(StringComparer.Ordinal), new Stack<string>([urn]));
        while (open.TryPop(out var next))
        {
            if (next == needed) return true;
            if (!seen.Add(next) || !program.TryGetValue(next, out var resource)) continue;
            foreach (var further in resource.Dependencies.Concat(UpdatesFirst(next))) open.Push(further);
        }

        return false;
    }

    private IEnumerable<string> UpdatesFirst(string urn) =>
        RoomOf(urn).Where(r => r.DeposedId is null && planned.TryGetValue(r.Urn, out var holder) && holder.Action == StepAction.Update).Select(r => r.Urn);

    private bool IsGoing(StateObject item) =>
        item.DeposedId is not null ? selection.Has(item.Urn) && !IsKept(item)
            : planned.TryGetValue(item.Urn, out var resource) ? IsReplaced(resource)
            : state.Resources.TryGetValue(item.Urn, out var old) && old.Id.Length > 0 && selection.Has(item.Urn) && !KeptOptions.IsRetained(old);

    // A leftover has to wait for what stays and may still refer to it, where their provider can know of that.
    private bool IsKept(StateObject leftover) =>
        order.DependentsOf(leftover).Any(d => d.DeposedId is null && !IsGoing(d) && state.Resources[d.Urn].Provider == ProviderOf(leftover));

    private string ProviderOf(StateObject leftover) => state.Resources[leftover.Urn] is var resource && resource.Deposed.FirstOrDefault(d => d.Id == leftover.DeposedId)?.Provider is { } other ? other : resource.Provider;

    private static bool IsReplaced(PlannedResource resource) => resource is { Action: StepAction.Replace, Prior: not null, Resource.Options.Retain: false };

    private static void Add<T>(Dictionary<string, List<T>> lists, string urn, T item)
    {
        if (!lists.TryGetValue(urn, out var list)) lists[urn] = list = [];
        if (!list.Contains(item)) list.Add(item);
    }
}
