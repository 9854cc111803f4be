using McpIac.Plans.Journals;
using McpIac.Plans.States;

namespace McpIac.State.Journals;

/// <summary>What a state that doesn't exist yet reads as.</summary>
internal sealed class EmptyJournal(string deployment) : IStoredJournal
{
    public DeploymentState Read() => DeploymentState.Empty(deployment);
    public void Append(params IReadOnlyList<JournalEntry> entries) => throw new InvalidOperationException("This journal was opened for reading.");
    public IReadOnlyList<RecordedEntry> History(int limit) => [];
    public IReadOnlyList<StateVersion> Versions(int limit) => [];
    public IReadOnlyList<RecordedEntry> Snapshots(int limit) => [];
    public DeploymentState? ReadAt(long serial) => serial == 0 ? Read() : null;
    public void Dispose() { }
}
