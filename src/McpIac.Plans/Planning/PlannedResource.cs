using McpIac.Plans.Binding;
using McpIac.Plans.States;
using McpIac.Schemas.Data;

namespace McpIac.Plans.Planning;

/// <summary>What planning has found out about one resource; its inputs are in the clear and never leave the planner.</summary>
internal sealed record PlannedResource(
    BoundResource Resource, ResourceState? Prior, StepAction Action, Datum Inputs, IReadOnlySet<string> SecretMembers,
    IReadOnlyList<PropertyChange> Diff)
{
    /// <summary>For a read: what there is; null while its id isn't known.</summary>
    public ExistingObject? Found { get; init; }

    /// <summary>Of what is made anew: what its provider says that it will fill in.</summary>
    public Datum Filled { get; init; } = Datum.EmptyMap;

    /// <summary>What it yields isn't going to be another.</summary>
    public bool IsSettled => Action == StepAction.NoOp || Found is not null;

    public bool Changes(string property) => Diff.Any(c => c.Path == property || c.Path.StartsWith(property + "/", StringComparison.Ordinal));
}
