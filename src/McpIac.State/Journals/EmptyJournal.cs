using McpIac.Plans.Journals;
using McpIac.Plans.States;

namespace McpIac.State.Journals;

/// <summary>What a state file that doesn't exist yet reads as.</summary>
internal sealed class EmptyJournal(string deployment) : IJournal
{
    public DeploymentState Read() => DeploymentState.Empty(deployment);
    public void Append(params IReadOnlyList<JournalEntry> entries) => throw new InvalidOperationException("This journal was opened for reading.");
    public IReadOnlyList<RecordedEntry> History(int limit) => [];
    public void Dispose() { }
}
