namespace McpIac.Engine.Execution;

/// <summary>
/// About how long a run will still take: no less than the longest way of each phase, and no less than all that is left shared out over the slots. By what was measured; what wasn't is
/// taken to last as long as the mean of what was. Touched by the run's loop alone.
/// </summary>
internal sealed class Forecast(IReadOnlyList<StepNode> nodes, StepTimes times, int parallelism)
{
    private const int Growth = 4;

    private readonly double[] weights = new double[nodes.Count];
    private readonly int[] nexts = new int[3];
    private StepNode[][] ways = [];
    private double[] rests = [];
    private double open;
    private int ended, measureAt;
    private bool isKnown;

    /// <summary>The measures grow more precise while the run goes on, so they are taken anew whenever a few times as much is done.</summary>
    public void Ended(StepNode node)
    {
        open -= weights[node.Number];
        if (++ended >= measureAt) Measure();
    }

    /// <summary>Whether nothing that isn't done has a longer way to go than the node.</summary>
    public bool IsLongest(StepNode node) => First(node.Phase) is { } first && rests[node.Number] >= rests[first.Number];

    /// <summary>Null while nothing was measured.</summary>
    public TimeSpan? Left()
    {
        if (ways.Length == 0) Measure();
        if (!isKnown) return null;
        var longest = 0.0;
        foreach (var phase in Enum.GetValues<ApplyPhase>())
        {
            if (First(phase) is not { } first) continue;
            var done = first.Status == NodeStatus.Running ? TimeProvider.System.GetElapsedTime(first.StartedAt).TotalSeconds : 0;
            longest += rests[first.Number] - Math.Min(done, weights[first.Number]);
        }

        return TimeSpan.FromSeconds(Math.Max(0, Math.Max(longest, open / parallelism)));
    }

    private StepNode? First(ApplyPhase phase)
    {
        if (ways.Length == 0) Measure();
        var way = ways[(int)phase];
        ref var next = ref nexts[(int)phase];
        while (next < way.Length && !IsOpen(way[next])) next++;
        return next < way.Length ? way[next] : null;
    }

    private void Measure()
    {
        measureAt = Math.Max(1, ended * Growth);
        var mean = times.Mean;
        isKnown = mean is not null;
        foreach (var node in nodes) weights[node.Number] = node.Acts ? times.Find(node.Step.Type, node.Action ?? "") ?? mean ?? StepTimes.Unmeasured : 0;
        open = nodes.Where(IsOpen).Sum(n => weights[n.Number]);
        rests = CriticalPath.Rests(nodes, n => weights[n.Number]);
        ways = [.. Enum.GetValues<ApplyPhase>().Select(p => nodes.Where(n => n.Phase == p).OrderByDescending(n => rests[n.Number]).ToArray())];
        Array.Clear(nexts);
    }

    private static bool IsOpen(StepNode node) => node.Status is NodeStatus.Waiting or NodeStatus.Running;
}
