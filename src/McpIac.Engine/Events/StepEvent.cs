using McpIac.Plans.Planning;

namespace McpIac.Engine.Events;

/// <summary>Something that happens to one step.</summary>
/// <param name="Elapsed">Since the step, or its taking back, was started.</param>
/// <param name="Message">Why it failed or is sent again, or what the provider is at.</param>
public sealed record StepEvent(string Urn, string Name, string Type, string Provider, StepAction Action, StepPhase Phase, TimeSpan Elapsed, string? Message) : RunEvent
{
    /// <summary>The idempotency key that it is sent under; null for what isn't a change.</summary>
    public string? Key { get; init; }

    /// <summary>For a start: nothing that isn't done yet has a longer way to go.</summary>
    public bool IsCritical { get; init; }

    /// <summary>For a start and an end: about how long the run will take from now on, by what was measured; null when nothing was.</summary>
    public TimeSpan? Left { get; init; }
}
