using McpIac.Schemas.Data;

namespace McpIac.Engine.Adapters;

/// <param name="Level">What the type reached: 0 it is made and deleted, 1 it is seen as well; null when not even that.</param>
/// <param name="Left">The id of what was made and couldn't be deleted again; null when nothing is left.</param>
/// <param name="Untold">Properties that were sent and that no tool tells, so that nobody sees when they change.</param>
/// <param name="Seen">Objects of the type as the server told them, this one and others, in the order they were told; outputs that the type declares stand by their names too. Foreign words.</param>
public sealed record TrialResult(IReadOnlyList<TrialStep> Steps, int? Level, string? Left, IReadOnlyList<string> Untold, IReadOnlyList<Datum> Seen)
{
    /// <summary>A text that is in all names which the trial made up, and in nothing else.</summary>
    public string Mark { get; init; } = "";
}
