using McpIac.Plans.Planning;
using McpIac.Plans.States;

namespace McpIac.Engine.Execution;

/// <summary>A piece of a step that is sent on its own; a replacement has two. Mutable, touched by the executor's loop alone.</summary>
internal sealed class StepNode(PlanStep step, string? action, ResourceState? prior)
{
    public PlanStep Step { get; } = step;

    /// <summary>create, update, delete, read, run, forget, which nobody is told of, or null for a step that does nothing.</summary>
    public string? Action { get; private set; } = action;
    public ResourceState? Prior { get; } = prior;

    /// <summary>Something is sent to a provider.</summary>
    public bool Acts => Action is not (null or "forget");

    /// <summary>What it was sent under, and the urn that the provider knows; null before.</summary>
    public string? Key { get; set; }
    public string? ProviderUrn { get; set; }

    /// <summary>Whose server it is sent to: the old half of a replacement to that of the old object.</summary>
    public string Provider => Step.Action == StepAction.Replace && Action == "delete" && Prior is { } old ? old.Provider : Step.Provider;

    /// <summary>Waits until all nodes of earlier phases are over.</summary>
    public ApplyPhase Phase { get; set; }

    /// <summary>For a delete: the deposed object it is about.</summary>
    public string? DeposedId { get; init; }

    /// <summary>For the create of a replacement: the delete of the prior object, which stays, deposed, until then.</summary>
    public StepNode? OldHalf { get; set; }
    public NodeStatus Status { get; set; } = NodeStatus.Waiting;
    public string? Message { get; set; }
    public long StartedAt { get; set; }
    public int WaitsFor { get; private set; }

    /// <summary>Its place among the nodes of its graph.</summary>
    public int Number { get; set; }

    /// <summary>How long it and what waits for it in its phase take, in seconds, along the longest way: see <see cref="CriticalPath"/>.</summary>
    public double Rest { get; set; }
    public List<StepNode> Dependents { get; } = [];

    public void After(StepNode other)
    {
        if (ReferenceEquals(this, other)) return;
        WaitsFor++;
        other.Dependents.Add(this);
    }

    /// <summary>One dependency less; true when it was the last.</summary>
    public bool Release() => --WaitsFor == 0;

    /// <summary>An unchanged resource has to be updated after all: what it refers to came back different.</summary>
    public void Ripple() => Action = "update";
}
