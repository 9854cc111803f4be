namespace McpIac.Engine.Execution;

/// <summary>
/// The steps that may start, and which of them travel together. A batch's results come when its slowest change is done, and until then nobody sees
/// progress and nothing that waits for the others can start. So only changes that are known to be quick share a large batch; the others travel with
/// their like, and no more of them than the provider works on at once.
/// </summary>
internal sealed class StepQueue
{
    /// <summary>Changes that take no longer than this, in seconds, are quick: a batch of <see cref="ApplyOptions.MaxBatch"/> then lasts about a second.</summary>
    private const double Quick = 0.1;

    private readonly Dictionary<(string Provider, string Type, string Action), Lane> lanes = [];
    private readonly Queue<Lane> turns = new();
    private readonly Dictionary<(string Type, string Action), double> pace = [];

    private sealed record Lane(string Provider, string Type, string Action)
    {
        public Queue<StepNode> Nodes { get; } = new();
        public bool Queued { get; set; }
    }

    public void Add(StepNode node)
    {
        var key = (node.Provider, node.Step.Type, node.Action ?? "");
        if (!lanes.TryGetValue(key, out var lane)) lanes[key] = lane = new Lane(key.Provider, key.Type, key.Item3);
        lane.Nodes.Enqueue(node);
        TakeTurn(lane);
    }

    /// <summary>The next batch, all of one provider and at least one; empty when nothing waits. Lanes take turns, so that a wide one doesn't starve the others.</summary>
    /// <param name="slots">How many changes may run at once.</param>
    public IReadOnlyList<StepNode> Take(int slots)
    {
        while (turns.TryDequeue(out var lane))
        {
            lane.Queued = false;
            var batch = new List<StepNode>();
            Move(lane, batch, IsQuick(lane) ? ApplyOptions.MaxBatch : slots);
            if (batch.Count > 0 && IsQuick(lane))
            {
                foreach (var other in lanes.Values.Where(l => l.Provider == lane.Provider && IsQuick(l))) Move(other, batch, ApplyOptions.MaxBatch);
            }

            TakeTurn(lane);
            if (batch.Count > 0) return batch;
        }

        return [];
    }

    /// <summary>Learns from a batch how long such changes take.</summary>
    public void Measure(IReadOnlyList<StepNode> batch, int slots, TimeSpan elapsed)
    {
        var seconds = elapsed.TotalSeconds / Math.Ceiling((double)batch.Count / slots);
        foreach (var key in batch.Select(n => (n.Step.Type, n.Action ?? "")).Distinct())
        {
            pace[key] = pace.TryGetValue(key, out var known) ? (known + seconds) / 2 : seconds;
        }
    }

    private bool IsQuick(Lane lane) => pace.TryGetValue((lane.Type, lane.Action), out var seconds) && seconds <= Quick;

    private void TakeTurn(Lane lane)
    {
        if (lane.Queued || lane.Nodes.Count == 0) return;
        lane.Queued = true;
        turns.Enqueue(lane);
    }

    // Nodes that were given up meanwhile are dropped here.
    private static void Move(Lane lane, List<StepNode> batch, int limit)
    {
        while (batch.Count < limit && lane.Nodes.TryDequeue(out var node))
        {
            if (node.Status == NodeStatus.Waiting) batch.Add(node);
        }
    }
}
