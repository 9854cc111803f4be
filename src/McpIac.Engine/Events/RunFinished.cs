using McpIac.Engine.Execution;

namespace McpIac.Engine.Events;

/// <param name="RunId">As in the journal.</param>
public sealed record RunFinished(string RunId, ApplyOutcome Outcome, TimeSpan Elapsed) : RunEvent;
