using McpIac.Schemas.Data;

namespace McpIac.Engine.Adapters;

/// <param name="Level">What the type reached: 0 it is made and deleted, 1 it is seen as well; null when not even that.</param>
/// <param name="Left">The id of what was made and couldn't be deleted again; null when nothing is left.</param>
/// <param name="Untold">Properties that were sent and that no tool tells, so that nobody sees when they change.</param>
/// <param name="Row">The object as the server told it; null when it didn't.</param>
public sealed record TrialResult(IReadOnlyList<TrialStep> Steps, int? Level, string? Left, IReadOnlyList<string> Untold, Datum? Row);
