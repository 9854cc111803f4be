using McpIac.Plans.Journals;
using McpIac.Plans.States;
using McpIac.State.Journals;

namespace McpIac.Engine.Execution;

/// <summary>
/// What a run writes into the journal. Entries are collected until something depends on their being durable, and then written in one transaction: so the results
/// of what has ended and the intents of what is sent next cost one write. Touched by the run's loop alone.
/// </summary>
internal sealed class RunRecord(IJournal journal)
{
    private readonly List<JournalEntry> unwritten = [];

    /// <summary>The state, with what isn't written yet.</summary>
    public DeploymentState State { get; private set; } = journal.Read();

    public void Add(params IEnumerable<JournalEntry> entries)
    {
        foreach (var entry in entries)
        {
            unwritten.Add(entry);
            State = Replay.Apply(State, entry);
        }
    }

    /// <summary>All that was added is durable when this returns.</summary>
    /// <exception cref="JournalException">It isn't.</exception>
    public void Write()
    {
        if (unwritten.Count == 0) return;
        JournalEntry[] entries = [.. unwritten];
        unwritten.Clear();
        journal.Append(entries);
    }
}
