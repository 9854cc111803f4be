using McpIac.Plans.Journals;

namespace McpIac.Plans.Timelines;

/// <summary>When a run did what, by the times of its journal entries.</summary>
/// <param name="Kind">apply or destroy.</param>
/// <param name="Outcome">succeeded, failed, rolledBack or cancelled; unfinished when the run didn't come to its end.</param>
/// <param name="Ended">Of a run without an end, its last entry's time.</param>
/// <param name="Steps">In the order of their starts.</param>
public sealed record Timeline(string Deployment, string RunId, string Kind, string Outcome, DateTimeOffset Started, DateTimeOffset Ended, IReadOnlyList<TimelineStep> Steps)
{
    /// <summary>The steps that the run's length comes from, in their order: the one that ended last, what it waited for longest, and so on.</summary>
    public IEnumerable<TimelineStep> CriticalPath => Steps.Where(s => s.IsCritical);

    /// <param name="entries">Of one run, from its <see cref="RunStarted"/> on, oldest first.</param>
    public static Timeline Of(string deployment, IReadOnlyList<(DateTimeOffset At, JournalEntry Entry)> entries)
    {
        var run = entries.Select(e => e.Entry).OfType<RunStarted>().FirstOrDefault() ?? new RunStarted("", "");
        var (started, ended) = entries.Count == 0 ? (default, default) : (entries[0].At, entries[^1].At);
        var ends = Ends(entries);
        var outcome = entries.Select(e => e.Entry).OfType<RunEnded>().LastOrDefault()?.Outcome ?? "unfinished";
        var (steps, awaited) = (new List<TimelineStep>(), new List<int?>());
        var latest = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (at, entry) in entries)
        {
            if (entry is not IntentRecorded intent) continue;
            var end = ends.TryGetValue(intent.Key, out var known) ? known : (At: ended, Result: StepResult.Open);
            var last = intent.Dependencies.Where(latest.ContainsKey).Select(d => (int?)latest[d]).MaxBy(n => steps[n ?? 0].Ended);

            // A delete doesn't say what it waited for, so nothing is said of that.
            var ready = intent.Action == "delete" ? at : last is { } number ? steps[number].Ended : started;
            latest[intent.Urn] = steps.Count;
            awaited.Add(last);
            steps.Add(new TimelineStep(intent.Urn, intent.Name, intent.Type, intent.Provider, intent.Action, ready < at ? ready : at, at, end.At, end.Result));
        }

        var way = Way(steps, awaited);
        return new Timeline(deployment, run.RunId, run.Kind, outcome, started, ended, [.. steps.Select((s, n) => way.Contains(n) ? s with { IsCritical = true } : s)]);
    }

    private static HashSet<int> Way(List<TimelineStep> steps, List<int?> awaited)
    {
        var way = new HashSet<int>();
        int? at = steps.Count == 0 ? null : Enumerable.Range(0, steps.Count).MaxBy(n => steps[n].Ended);
        for (; at is { } number; at = awaited[number]) way.Add(number);
        return way;
    }

    private static Dictionary<string, (DateTimeOffset At, StepResult Result)> Ends(IReadOnlyList<(DateTimeOffset At, JournalEntry Entry)> entries)
    {
        var ends = new Dictionary<string, (DateTimeOffset, StepResult)>(StringComparer.Ordinal);
        foreach (var (at, entry) in entries)
        {
            switch (entry)
            {
                case ResourceConfirmed confirmed: ends[confirmed.Key] = (at, confirmed.Resource.Incomplete ? StepResult.Partial : StepResult.Done); break;
                case ResourceGone gone: ends[gone.Key] = (at, StepResult.Done); break;
                case IntentFailed failed: ends[failed.Key] = (at, failed.Code == "skipped" ? StepResult.Skipped : StepResult.Failed); break;
            }
        }

        return ends;
    }
}
