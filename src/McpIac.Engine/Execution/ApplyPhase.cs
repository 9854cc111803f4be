namespace McpIac.Engine.Execution;

/// <summary>
/// What can be taken back goes first; then what has to make room, and what waits for it; then all other deletes. So a failure in the first phase,
/// where most happen, finds nothing that is lost.
/// </summary>
internal enum ApplyPhase { Expand, MakeRoom, Contract }
