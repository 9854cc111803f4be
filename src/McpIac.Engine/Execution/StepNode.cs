using McpIac.Plans.Planning;
using McpIac.Plans.States;

namespace McpIac.Engine.Execution;

/// <summary>A piece of a step that is sent on its own; a replacement has two. Mutable, touched by the executor's loop alone.</summary>
internal sealed class StepNode(PlanStep step, string? action, ResourceState? prior, bool contract)
{
    public PlanStep Step { get; } = step;
    /// <summary>create, update, delete, or null for a step that does nothing.</summary>
    public string? Action { get; } = action;
    public ResourceState? Prior { get; } = prior;
    /// <summary>Waits until everything that creates or updates is over.</summary>
    public bool Contract { get; } = contract;

    /// <summary>For a delete: the deposed object it is about.</summary>
    public string? DeposedId { get; init; }

    /// <summary>For a create: the prior object stays, deposed, until the contract phase.</summary>
    public bool DeposePrior { get; init; }
    public NodeStatus Status { get; set; } = NodeStatus.Waiting;
    public string? Message { get; set; }
    public long StartedAt { get; set; }
    public int WaitsFor { get; private set; }
    public List<StepNode> Dependents { get; } = [];

    public void After(StepNode other)
    {
        if (ReferenceEquals(this, other)) return;
        WaitsFor++;
        other.Dependents.Add(this);
    }

    /// <summary>One dependency less; true when it was the last.</summary>
    public bool Release() => --WaitsFor == 0;
}
