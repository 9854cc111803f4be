using McpIac.Plans.Planning;
using McpIac.Plans.States;

namespace McpIac.Engine.Execution;

/// <summary>
/// The plan's steps as nodes in three layers that keep it acyclic: early deletes (what has to make room) wait only for one another; creates and
/// updates for one another and for early deletes; the other deletes for anything.
/// </summary>
internal sealed class StepGraph
{
    private readonly DeploymentState state;
    private readonly Dictionary<string, StepNode> expand = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StepNode> old = new(StringComparer.Ordinal);
    private readonly HashSet<string> early = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> dependents = new(StringComparer.Ordinal);

    private StepGraph(DeploymentState state) => this.state = state;

    public List<StepNode> Nodes { get; } = [];

    public static StepGraph Build(Plan plan, DeploymentState state)
    {
        var graph = new StepGraph(state);
        graph.FindDependents();
        graph.FindEarly(plan);
        foreach (var step in plan.Steps) graph.Add(step);
        foreach (var node in graph.expand.Values) graph.ConnectExpand(node);
        foreach (var node in graph.old.Values) graph.ConnectOld(node);
        return graph;
    }

    private void FindDependents()
    {
        foreach (var resource in state.Resources.Values)
        {
            foreach (var dependency in resource.Dependencies)
            {
                if (!dependents.TryGetValue(dependency, out var list)) dependents[dependency] = list = [];
                list.Add(resource.Urn);
            }
        }
    }

    private void FindEarly(Plan plan)
    {
        var canGoEarly = plan.Steps.Where(s => s.DeposedId is null && (s.Action == StepAction.Delete || (s.Action == StepAction.Replace && s.DeleteFirst)))
            .ToDictionary(s => s.Urn, StringComparer.Ordinal);
        var needed = plan.Steps.Where(s => s.Action is StepAction.Create or StepAction.Replace)
            .SelectMany(s => s.DependsOn.Where(d => canGoEarly.TryGetValue(d, out var step) && step.Action == StepAction.Delete))
            .Concat(canGoEarly.Values.Where(s => s.DeleteFirst).Select(s => s.Urn));
        var queue = new Queue<string>(needed);
        while (queue.TryDequeue(out var urn))
        {
            if (!early.Add(urn)) continue;
            foreach (var dependent in DependentsOf(urn).Where(canGoEarly.ContainsKey)) queue.Enqueue(dependent);
        }
    }

    private void Add(PlanStep step)
    {
        var prior = state.Resources.TryGetValue(step.Urn, out var known) && known.Id.Length > 0 ? known : null;
        switch (step.Action)
        {
            case StepAction.NoOp: expand[step.Urn] = New(new StepNode(step, null, prior, false)); break;
            case StepAction.Create: expand[step.Urn] = New(new StepNode(step, "create", null, false)); break;
            case StepAction.Update: expand[step.Urn] = New(new StepNode(step, "update", prior, false)); break;
            case StepAction.Replace when step.DeleteFirst:
                old[step.Urn] = New(new StepNode(step, "delete", prior, false));
                expand[step.Urn] = New(new StepNode(step, "create", null, false));
                expand[step.Urn].After(old[step.Urn]);
                break;
            case StepAction.Replace:
                expand[step.Urn] = New(new StepNode(step, "create", prior, false) { DeposePrior = true });
                old[step.Urn] = New(new StepNode(step, "delete", prior, true) { DeposedId = prior?.Id });
                old[step.Urn].After(expand[step.Urn]);
                break;
            case StepAction.Delete when step.DeposedId is { } id: New(new StepNode(step, "delete", prior, true) { DeposedId = id }); break;
            default: old[step.Urn] = New(new StepNode(step, "delete", prior, !early.Contains(step.Urn))); break;
        }
    }

    private void ConnectExpand(StepNode node)
    {
        foreach (var urn in node.Step.DependsOn)
        {
            if (expand.TryGetValue(urn, out var other)) node.After(other);
            else if (early.Contains(urn) && old.TryGetValue(urn, out var gone)) node.After(gone);
        }
    }

    private void ConnectOld(StepNode node)
    {
        foreach (var urn in DependentsOf(node.Step.Urn).Concat(node.Step.Action == StepAction.Delete ? node.Step.DependsOn : []).Distinct(StringComparer.Ordinal))
        {
            if (old.TryGetValue(urn, out var other) && (node.Contract || !other.Contract)) node.After(other);
            if (node.Contract && expand.TryGetValue(urn, out var kept)) node.After(kept);
        }
    }

    private IEnumerable<string> DependentsOf(string urn) => dependents.TryGetValue(urn, out var list) ? list : [];

    private StepNode New(StepNode node)
    {
        Nodes.Add(node);
        return node;
    }
}
