using McpIac.Plans.Planning;

namespace McpIac.Engine.Execution;

/// <summary>Progress of one step.</summary>
public sealed record StepEvent(string Urn, string Name, string Type, string Provider, StepAction Action, StepPhase Phase, TimeSpan Elapsed, string? Message);
