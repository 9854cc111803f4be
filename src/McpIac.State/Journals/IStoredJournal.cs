using McpIac.Plans.Journals;
using McpIac.Plans.States;

namespace McpIac.State.Journals;

/// <summary>A journal with all that was ever recorded in it.</summary>
public interface IStoredJournal : IJournal
{
    /// <summary>The newest first.</summary>
    IReadOnlyList<StateVersion> Versions(int limit);

    /// <summary>Entries of snapshots, the newest first: see <see cref="SnapshotTaken"/>.</summary>
    IReadOnlyList<RecordedEntry> Snapshots(int limit);

    /// <summary>The state as it was after the entry of a serial; null when there is no such entry yet. 0 is the empty state.</summary>
    DeploymentState? ReadAt(long serial);
}
