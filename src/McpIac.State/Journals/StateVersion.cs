namespace McpIac.State.Journals;

/// <summary>What one run made of a state.</summary>
/// <param name="Serial">The state's, when it had ended.</param>
/// <param name="Kind">apply, destroy, or the command that changed the state alone.</param>
/// <param name="Ended">Null when it didn't come to its end, or is still running.</param>
/// <param name="Outcome">succeeded, failed, rolledBack or cancelled; unfinished when it didn't come to its end.</param>
/// <param name="Changes">How many resources' results it recorded.</param>
public sealed record StateVersion(long Serial, string RunId, string Kind, DateTimeOffset Started, DateTimeOffset? Ended, string Outcome, int Changes);
