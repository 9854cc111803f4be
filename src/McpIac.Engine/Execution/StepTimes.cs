using McpIac.Plans.Journals;
using McpIac.State.Journals;

namespace McpIac.Engine.Execution;

/// <summary>How long a change takes, by its type and action, as far as that was measured: in earlier runs, and in this one. Not thread-safe.</summary>
internal sealed class StepTimes
{
    /// <summary>How many of the journal's newest entries are looked at: enough for a few hundred changes, whatever the journal's length.</summary>
    public const int Entries = 1_000;

    /// <summary>What a change that nobody has measured is taken to last, in seconds. Only the order depends on it.</summary>
    public const double Unmeasured = 1;

    private readonly Dictionary<string, double> seconds = new(StringComparer.Ordinal);

    /// <param name="history">The newest entries first.</param>
    public static StepTimes Of(IReadOnlyList<RecordedEntry> history)
    {
        var times = new StepTimes();
        var intents = new Dictionary<string, (IntentRecorded Intent, DateTimeOffset At, List<string> Batch)>(StringComparer.Ordinal);
        var batch = new List<string>();
        for (var i = history.Count - 1; i >= 0; i--)
        {
            if (history[i].Entry is IntentRecorded intent)
            {
                batch.Add(intent.Key);
                intents[intent.Key] = (intent, history[i].At, batch);
                continue;
            }

            batch = [];
            if (Settled(history[i].Entry) is not { } key || !intents.Remove(key, out var sent)) continue;
            times.Measure(sent.Intent.Type, sent.Intent.Action, Each(sent.Batch.Count, ApplyOptions.Default.Slots, history[i].At - sent.At));
        }

        return times;
    }

    /// <summary>What one of several changes took that were sent together.</summary>
    /// <param name="slots">How many of them ran at once.</param>
    public static double Each(int count, int slots, TimeSpan elapsed) => Math.Max(0, elapsed.TotalSeconds) / Math.Ceiling((double)count / slots);

    /// <summary>Over all that was measured, in seconds; null when nothing was.</summary>
    public double? Mean
    {
        get
        {
            // Not Average, which is compiled anew in each process.
            var all = 0.0;
            foreach (var one in seconds.Values) all += one;
            return seconds.Count == 0 ? null : all / seconds.Count;
        }
    }

    /// <summary>In seconds; null when it was never measured.</summary>
    public double? Find(string type, string action) => seconds.TryGetValue(Key(type, action), out var known) ? known : null;

    /// <summary>The newer counts as much as all before.</summary>
    public void Measure(string type, string action, double took)
    {
        var key = Key(type, action);
        seconds[key] = seconds.TryGetValue(key, out var known) ? (known + took) / 2 : took;
    }

    private static string Key(string type, string action) => $"{action} {type}";

    private static string? Settled(JournalEntry entry) => entry switch
    {
        ResourceConfirmed confirmed => confirmed.Key,
        ResourceGone gone => gone.Key,
        _ => null,
    };
}
