using McpIac.Plans.Binding;
using McpIac.Plans.States;
using McpIac.Schemas.Data;

namespace McpIac.Plans.Planning;

/// <summary>What planning has found out about one resource; its inputs are in the clear and never leave the planner.</summary>
internal sealed record PlannedResource(
    BoundResource Resource, ResourceState? Prior, StepAction Action, Datum Inputs, IReadOnlySet<string> SecretMembers,
    IReadOnlyList<PropertyChange> Diff)
{
    public bool Changes(string property) => Diff.Any(c => c.Path == property || c.Path.StartsWith(property + "/", StringComparison.Ordinal));
}
