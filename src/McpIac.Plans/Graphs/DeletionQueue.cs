namespace McpIac.Plans.Graphs;

/// <summary>
/// Yields objects after their dependents. In a circle the possible dependents are overridden first, and should that not be enough, the first object
/// in the given order goes: nothing may stay undeleted for being in a circle.
/// </summary>
internal sealed class DeletionQueue
{
    private readonly Dictionary<StateObject, (int Certain, int Possible)> waits = [];
    private readonly Dictionary<StateObject, List<(StateObject On, bool Certain)>> needs = [];
    private readonly Queue<StateObject> ready = new();
    private readonly Queue<StateObject> certainlyReady = new();
    private readonly Queue<StateObject> all;
    private readonly HashSet<StateObject> gone = [];

    public DeletionQueue(
        IReadOnlyList<StateObject> objects, Dictionary<StateObject, HashSet<StateObject>> certain, Dictionary<StateObject, HashSet<StateObject>> possible)
    {
        all = new Queue<StateObject>(objects);
        foreach (var item in objects)
        {
            waits[item] = (Count(certain, item, true), Count(possible, item, false));
            Offer(item);
        }
    }

    public StateObject? Next()
    {
        StateObject? item;
        do
        {
            if (!ready.TryDequeue(out item) && !certainlyReady.TryDequeue(out item) && !all.TryDequeue(out item)) return null;
        }
        while (!gone.Add(item));

        foreach (var (on, certain) in needs.TryGetValue(item, out var list) ? list : [])
        {
            var (c, p) = waits[on];
            waits[on] = certain ? (c - 1, p) : (c, p - 1);
            Offer(on);
        }

        return item;
    }

    private int Count(Dictionary<StateObject, HashSet<StateObject>> edges, StateObject item, bool certain)
    {
        if (!edges.TryGetValue(item, out var dependents)) return 0;
        foreach (var dependent in dependents)
        {
            if (!needs.TryGetValue(dependent, out var list)) needs[dependent] = list = [];
            list.Add((item, certain));
        }

        return dependents.Count;
    }

    private void Offer(StateObject item)
    {
        var (certain, possible) = waits[item];
        if (certain > 0) return;
        (possible == 0 ? ready : certainlyReady).Enqueue(item);
    }
}
