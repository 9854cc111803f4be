using McpIac.Plans.Journals;
using McpIac.Plans.States;

namespace McpIac.State.Journals;

/// <summary>The durable record of one deployment. Thread-safe. Failures to write throw <see cref="JournalException"/>: going on without a record would lose resources.</summary>
public interface IJournal : IDisposable
{
    /// <summary>What all entries so far add up to.</summary>
    DeploymentState Read();

    /// <summary>All of them, durable on return, or none. O(1) an entry, whatever the deployment's size.</summary>
    void Append(params IReadOnlyList<JournalEntry> entries);

    /// <summary>The newest entries first.</summary>
    IReadOnlyList<RecordedEntry> History(int limit);
}
