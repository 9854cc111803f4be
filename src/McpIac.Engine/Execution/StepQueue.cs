namespace McpIac.Engine.Execution;

/// <summary>
/// The steps that may start, and which of them travel together. What has the longest way to go is taken first. A batch's results come when its slowest change
/// is done, and until then nobody sees progress and nothing that waits for the others can start. So only changes that are known to be quick share a large batch; the others
/// travel with their like, and no more of them than the provider works on at once.
/// </summary>
/// <param name="times">What is known of how long changes take; learns from what is measured.</param>
internal sealed class StepQueue(StepTimes times)
{
    /// <summary>Changes that take no longer than this, in seconds, are quick: a batch of <see cref="ApplyOptions.MaxBatch"/> then lasts about a second.</summary>
    private const double Quick = 0.1;

    private readonly Dictionary<string, Lane> lanes = new(StringComparer.Ordinal);
    private int turns;

    private sealed class Lane(string provider, string type, string action)
    {
        public string Provider => provider;
        public string Type => type;
        public string Action => action;
        public PriorityQueue<StepNode, StepNode> Nodes { get; } = new(FarthestFirst.Instance);

        /// <summary>When it was last taken from.</summary>
        public int Turn { get; set; }
    }

    public void Add(StepNode node)
    {
        var key = $"{node.Provider} {node.Action} {node.Step.Type}";
        if (!lanes.TryGetValue(key, out var lane)) lanes[key] = lane = new Lane(node.Provider, node.Step.Type, node.Action ?? "");
        lane.Nodes.Enqueue(node, node);
    }

    /// <summary>The next batch, all of one provider and at least one; empty when nothing waits. Of lanes that are equally urgent each gets its turn.</summary>
    /// <param name="slots">How many more changes a provider may work on at once; 0 leaves its steps where they are.</param>
    /// <param name="most">How many of a provider's changes may travel together.</param>
    public IReadOnlyList<StepNode> Take(Func<string, int> slots, Func<string, int> most)
    {
        if (Next(slots) is not { } lane) return [];
        var limit = most(lane.Provider);
        lane.Turn = ++turns;
        var batch = new List<StepNode>();
        Move(lane, batch, IsQuick(lane) ? limit : Math.Min(limit, slots(lane.Provider)));
        if (!IsQuick(lane)) return batch;
        foreach (var other in lanes.Values)
        {
            if (other.Provider == lane.Provider && IsQuick(other)) Move(other, batch, limit);
        }

        return batch;
    }

    /// <summary>Learns from a batch how long such changes take.</summary>
    public void Measure(IReadOnlyList<StepNode> batch, int slots, TimeSpan elapsed)
    {
        var seconds = StepTimes.Each(batch.Count, slots, elapsed);
        foreach (var node in batch.DistinctBy(n => $"{n.Action} {n.Step.Type}")) times.Measure(node.Step.Type, node.Action ?? "", seconds);
    }

    private bool IsQuick(Lane lane) => times.Find(lane.Type, lane.Action) <= Quick;

    private Lane? Next(Func<string, int> slots)
    {
        Lane? next = null;
        foreach (var lane in lanes.Values)
        {
            Drop(lane);
            if (lane.Nodes.Count == 0 || slots(lane.Provider) == 0) continue;
            var order = next is null ? -1 : next.Nodes.Peek().Rest.CompareTo(lane.Nodes.Peek().Rest);
            if (order < 0 || (order == 0 && next is not null && lane.Turn < next.Turn)) next = lane;
        }

        return next;
    }

    private static void Move(Lane lane, List<StepNode> batch, int limit)
    {
        for (Drop(lane); batch.Count < limit && lane.Nodes.Count > 0; Drop(lane))
        {
            // What has a much shorter way to go would only delay the first.
            if (batch.Count > 0 && lane.Nodes.Peek().Rest * 2 < batch[0].Rest) return;
            batch.Add(lane.Nodes.Dequeue());
        }
    }

    // What was given up meanwhile.
    private static void Drop(Lane lane)
    {
        while (lane.Nodes.TryPeek(out var node, out _) && node.Status != NodeStatus.Waiting) lane.Nodes.Dequeue();
    }

    private sealed class FarthestFirst : IComparer<StepNode>
    {
        public static FarthestFirst Instance { get; } = new();

        public int Compare(StepNode? x, StepNode? y) => (x, y) switch
        {
            ({ } a, { } b) when a.Rest != b.Rest => b.Rest.CompareTo(a.Rest),
            ({ } a, { } b) => a.Number.CompareTo(b.Number),
            _ => 0,
        };
    }
}
