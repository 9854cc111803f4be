using McpIac.Plans.Journals;

namespace McpIac.State.Journals;

/// <summary>An entry with its place and time in the journal.</summary>
public sealed record RecordedEntry(long Serial, DateTimeOffset At, JournalEntry Entry);
