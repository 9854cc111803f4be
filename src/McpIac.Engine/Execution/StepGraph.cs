using McpIac.Plans.Graphs;
using McpIac.Plans.Planning;
using McpIac.Plans.States;

namespace McpIac.Engine.Execution;

/// <summary>
/// The plan's steps as nodes. Acyclic: creates and updates wait for one another along the program's graph (and for updates that give a natural key free, where the planner found no circle), and for
/// deletes that make room; those wait for one another, along the state's deletion order, and for the updates that let go of what they delete, where the planner found no circle; the other deletes wait for anything.
/// </summary>
internal sealed class StepGraph
{
    private readonly DeploymentState state;
    private readonly DeletionOrder order;
    private readonly Dictionary<string, StepNode> expand = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StepNode> old = new(StringComparer.Ordinal);
    private readonly Dictionary<StateObject, StepNode> leftovers = [];
    private readonly List<StepNode> ending = [];

    private StepGraph(DeploymentState state) => (this.state, order) = (state, DeletionOrder.Of(state));

    public List<StepNode> Nodes { get; } = [];

    public static StepGraph Build(Plan plan, DeploymentState state)
    {
        var graph = new StepGraph(state);
        foreach (var step in plan.Steps) graph.Add(step);
        foreach (var node in graph.expand.Values) graph.ConnectExpand(node);
        foreach (var node in graph.expand.Values) graph.ConnectRoom(node);
        foreach (var (urn, node) in graph.old) graph.ConnectOld(new StateObject(urn, null), node, node.Step);
        foreach (var (item, node) in graph.leftovers) graph.ConnectOld(item, node, node.Step);
        foreach (var node in graph.ending) graph.ConnectEnding(node);
        graph.FindRoomMaking();
        return graph;
    }

    private void Add(PlanStep step)
    {
        var prior = state.Resources.TryGetValue(step.Urn, out var known) && known.Id.Length > 0 ? known : null;
        switch (step.Action)
        {
            case StepAction.NoOp: expand[step.Urn] = New(new StepNode(step, null, prior)); break;
            case StepAction.Create: expand[step.Urn] = New(new StepNode(step, "create", null)); break;
            case StepAction.Import: expand[step.Urn] = New(new StepNode(step, step.Diff.Count > 0 ? "update" : null, prior)); break;
            case StepAction.Run when step.Hook?.On == "delete": ending.Add(New(new StepNode(step, "run", null))); break;
            case StepAction.Run: expand[step.Urn] = New(new StepNode(step, "run", null)); break;
            case StepAction.Read: expand[step.Urn] = New(new StepNode(step, "read", null)); break;
            case StepAction.Update: expand[step.Urn] = New(new StepNode(step, "update", prior)); break;
            case StepAction.Replace when step.DeleteFirst:
                old[step.Urn] = New(new StepNode(step, "delete", prior) { Phase = ApplyPhase.MakeRoom });
                expand[step.Urn] = New(new StepNode(step, "create", null));
                expand[step.Urn].After(old[step.Urn]);
                break;
            case StepAction.Replace:
                expand[step.Urn] = New(new StepNode(step, "create", prior));
                old[step.Urn] = New(new StepNode(step, step.Options.Retain ? "forget" : "delete", prior) { Phase = ApplyPhase.Contract, DeposedId = prior?.Id });
                expand[step.Urn].OldHalf = old[step.Urn];
                old[step.Urn].After(expand[step.Urn]);
                break;
            case StepAction.Delete when step.DeposedId is { } id:
                leftovers[new StateObject(step.Urn, id)] = New(new StepNode(step, "delete", prior) { Phase = step.DeleteFirst ? ApplyPhase.MakeRoom : ApplyPhase.Contract, DeposedId = id });
                break;
            case StepAction.Forget: old[step.Urn] = New(new StepNode(step, "forget", prior) { Phase = ApplyPhase.Contract }); break;
            default:
                old[step.Urn] = New(new StepNode(step, "delete", prior) { Phase = step.DeleteFirst ? ApplyPhase.MakeRoom : ApplyPhase.Contract });
                break;
        }
    }

    private void ConnectExpand(StepNode node)
    {
        foreach (var urn in node.Step.DependsOn)
        {
            if (expand.TryGetValue(urn, out var other)) node.After(other);
            else if (old.TryGetValue(urn, out var gone) && gone.Phase == ApplyPhase.MakeRoom) node.After(gone);
        }
    }

    private void ConnectRoom(StepNode node)
    {
        foreach (var item in node.Step.Room)
        {
            var holder = item.DeposedId is not null ? leftovers.GetValueOrDefault(item)
                : old.TryGetValue(item.Urn, out var gone) && gone.Phase == ApplyPhase.MakeRoom ? gone : expand.GetValueOrDefault(item.Urn);
            if (holder is not null && holder != node) node.After(holder);
        }
    }

    private void ConnectOld(StateObject item, StepNode node, PlanStep step)
    {
        foreach (var urn in step.ReleasedBy)
        {
            if (node.Phase == ApplyPhase.MakeRoom && expand.TryGetValue(urn, out var update)) node.After(update);
        }

        foreach (var dependent in order.DependentsOf(item))
        {
            var current = dependent.DeposedId is null;
            if (current && node.Phase == ApplyPhase.Contract && expand.TryGetValue(dependent.Urn, out var kept)) node.After(kept);
            if (!order.Precedes(dependent, item)) continue;
            var gone = current ? old.GetValueOrDefault(dependent.Urn) : leftovers.GetValueOrDefault(dependent);
            if (gone is not null && gone.Phase <= node.Phase) node.After(gone);
        }
    }

    // A hook of a delete: what waits for the same as the delete, or for the delete.
    private void ConnectEnding(StepNode hook)
    {
        if (hook.Step.Hook is not { } said || !old.TryGetValue(said.Of, out var gone)) return;
        hook.Phase = gone.Phase;
        if (!said.Before)
        {
            hook.After(gone);
            return;
        }

        ConnectOld(new StateObject(said.Of, null), hook, gone.Step);
        if (expand.TryGetValue(said.Of, out var made) && gone.Phase == ApplyPhase.Contract) hook.After(made);
        gone.After(hook);
    }

    // What makes room goes as late as it can, so everything that doesn't wait for it is done before.
    private void FindRoomMaking()
    {
        var queue = new Queue<StepNode>(Nodes.Where(n => n.Phase == ApplyPhase.MakeRoom));
        while (queue.TryDequeue(out var node))
        {
            foreach (var dependent in node.Dependents.Where(d => d.Phase == ApplyPhase.Expand))
            {
                dependent.Phase = ApplyPhase.MakeRoom;
                queue.Enqueue(dependent);
            }
        }
    }

    private StepNode New(StepNode node)
    {
        node.Number = Nodes.Count;
        Nodes.Add(node);
        return node;
    }
}
