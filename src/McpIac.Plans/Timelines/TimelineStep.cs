namespace McpIac.Plans.Timelines;

/// <summary>One change of a run. Changes that travelled together have the times of their batch.</summary>
/// <param name="Action">create, update or delete; a replacement has two.</param>
/// <param name="Ready">When the last of what it refers to was there: from then on it waited for a place.</param>
/// <param name="Started">When it was sent.</param>
public sealed record TimelineStep(
    string Urn, string Name, string Type, string Provider, string Action, DateTimeOffset Ready, DateTimeOffset Started, DateTimeOffset Ended, StepResult Result)
{
    /// <summary>The run's length comes from it, among others.</summary>
    public bool IsCritical { get; init; }

    public TimeSpan Waited => Started - Ready;
    public TimeSpan Ran => Ended - Started;
}
