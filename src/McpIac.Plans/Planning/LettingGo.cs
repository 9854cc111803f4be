using McpIac.Plans.Binding;
using McpIac.Plans.Graphs;

namespace McpIac.Plans.Planning;

/// <summary>
/// Who stays and still uses what is to be deleted first: an update that lets go of it goes before the delete. Where the update itself waits for that delete there is no such order; then what
/// needn't go first for its own sake is left to the end, and what must is deleted while it is used. A provider knows only of its own: what others' objects use it doesn't refuse to delete. Linear in
/// the program and what is deleted first.
/// </summary>
/// <param name="providerOf">Where an object is.</param>
internal sealed class LettingGo(
    DeletionOrder order, IReadOnlyDictionary<string, PlannedResource> planned, IReadOnlyDictionary<string, BoundResource> program, Func<StateObject, string> providerOf)
{
    private readonly Dictionary<Change, int> waits = [];
    private readonly Dictionary<Change, List<Change>> dependents = [];
    private readonly Dictionary<StateObject, HashSet<string>> users = [];
    private readonly Dictionary<StateObject, IReadOnlyList<string>> releases = [];
    private readonly Dictionary<StateObject, IReadOnlyList<string>> held = [];
    private readonly Dictionary<StateObject, IReadOnlyList<string>> blocked = [];
    private readonly HashSet<Change> late = [], made = [];

    // What uses something else of its own provider that is deleted first, and would be in its way.
    private readonly HashSet<StateObject> inTheWay = [];

    /// <summary>What becomes of one resource, or that one of its objects goes before.</summary>
    private readonly record struct Change(StateObject Item, bool Goes);

    /// <summary>By what is deleted first, the urns of the updates that go before.</summary>
    public IReadOnlyList<string> ReleasesOf(StateObject item) => releases.TryGetValue(item, out var list) ? list : [];

    /// <summary>What is left to the end, with the urns of the updates that it waits for.</summary>
    public IReadOnlyDictionary<StateObject, IReadOnlyList<string>> Held => held;

    /// <summary>What is deleted though it is used, with the urns of the updates that would have to go before.</summary>
    public IReadOnlyDictionary<StateObject, IReadOnlyList<string>> Blocked => blocked;

    /// <param name="early">All that is to be deleted first.</param>
    /// <param name="own">Of it what has to be for its own sake.</param>
    /// <param name="needs">By urn, what its change waits for besides the program's dependencies.</param>
    public void Find(IReadOnlyCollection<StateObject> early, IReadOnlySet<StateObject> own, Func<string, IEnumerable<StateObject>> needs)
    {
        if (early.Count == 0) return;
        var first = early.ToHashSet();
        foreach (var urn in program.Keys)
        {
            var change = new Change(new StateObject(urn, null), false);
            var depends = program[urn].Dependencies.Select(d => new Change(new StateObject(d, null), false));
            Wait(change, depends.Concat(needs(urn).Append(change.Item).Select(n => new Change(n, first.Contains(n)))).Where(c => Exists(c, first)));
        }

        foreach (var item in early)
        {
            users[item] = [.. order.DependentsOf(item).Where(d => d.DeposedId is null && planned.TryGetValue(d.Urn, out var user) && user.Action == StepAction.Update).Select(d => d.Urn)];
            StateObject[] gone = [.. order.DependentsOf(item).Where(d => first.Contains(d) && order.Precedes(d, item))];
            inTheWay.UnionWith(gone.Where(d => AreTogether(d, item)));
            Wait(new Change(item, true), [.. gone.Select(d => new Change(d, true)), .. users[item].Select(u => new Change(new StateObject(u, null), false))]);
        }

        Walk(early, own);
    }

    private bool Exists(Change change, HashSet<StateObject> first) => change.Goes ? first.Contains(change.Item) : change.Item.DeposedId is null && program.ContainsKey(change.Item.Urn);

    private void Wait(Change change, IEnumerable<Change> others)
    {
        waits[change] = 0;
        foreach (var other in others.Where(o => o != change).Distinct())
        {
            waits[change]++;
            if (!dependents.TryGetValue(other, out var list)) dependents[other] = list = [];
            list.Add(change);
        }
    }

    // Without the updates there is no circle, so when nothing else is ready, something waits for updates alone.
    private void Walk(IReadOnlyCollection<StateObject> early, IReadOnlySet<StateObject> own)
    {
        var open = early.ToDictionary(i => i, i => waits[new Change(i, true)] - users[i].Count);
        var ready = new Queue<Change>(waits.Where(w => w.Value == 0).Select(w => w.Key));
        var stuck = new Queue<StateObject>(open.Where(o => o.Value == 0).Select(o => o.Key));
        while (true)
        {
            if (!ready.TryDequeue(out var change))
            {
                if (!stuck.TryDequeue(out var item)) return;
                change = new Change(item, true);
            }

            if (!made.Add(change)) continue;
            if (change.Goes) Decide(change.Item, own.Contains(change.Item));
            if (change.Goes && !held.ContainsKey(change.Item)) late.Add(change);
            foreach (var dependent in dependents.GetValueOrDefault(change) ?? [])
            {
                if (late.Contains(change)) late.Add(dependent);
                if (--waits[dependent] == 0) ready.Enqueue(dependent);
                if (change.Goes && dependent.Goes && --open[dependent.Item] == 0) stuck.Enqueue(dependent.Item);
            }
        }
    }

    private void Decide(StateObject item, bool isOwn)
    {
        var before = users[item].Where(u => made.Contains(new Change(new StateObject(u, null), false))).ToHashSet(StringComparer.Ordinal);
        var after = users[item].Except(before, StringComparer.Ordinal).Select(u => (User: new StateObject(u, null), Waits: (IReadOnlyList<string>)[u]))
            .Concat(order.DependentsOf(item).Where(held.ContainsKey).Select(d => (User: d, Waits: held[d]))).ToArray();
        var known = after.Where(a => AreTogether(a.User, item)).ToArray();
        if (!isOwn && after.Length > 0 && (known.Length > 0 || !inTheWay.Contains(item)))
        {
            held[item] = Urns(after.SelectMany(a => a.Waits));
            return;
        }

        if (known.Length > 0) blocked[item] = Urns(known.SelectMany(a => a.Waits));
        releases[item] = Urns(before.Where(u => late.Contains(new Change(new StateObject(u, null), false))));
    }

    private bool AreTogether(StateObject user, StateObject used) => providerOf(user) == providerOf(used);

    private static List<string> Urns(IEnumerable<string> urns) => [.. urns.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
