using McpIac.Plans.Planning;

namespace McpIac.Engine.Execution;

/// <summary>What became of one resource.</summary>
public sealed record ResourceOutcome(string Urn, string Name, string Type, StepAction Action, ResourceFate Fate, string? Message = null);
