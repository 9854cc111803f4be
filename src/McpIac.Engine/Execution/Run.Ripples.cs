using McpIac.Engine.Events;
using McpIac.Plans.Journals;
using McpIac.Plans.Planning;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Engine.Execution;

internal sealed partial class Run
{
    /// <summary>Lets an unchanged resource be, unless what it refers to has come back different: then it is updated in this run, not in the next.</summary>
    private void Pass(StepNode node)
    {
        if (node.Action == "forget")
        {
            Forget(node);
            return;
        }

        var changes = !node.Step.IsLeft && node.Step.DependsOn.Any(altered.Contains) ? builder.Ripples(node) : [];
        if (changes.Count == 0) Finish(node, NodeStatus.Done, null);
        else Ripple(node, changes);
    }

    private void Ripple(StepNode node, IReadOnlyList<PropertyChange> changes)
    {
        var (who, what) = ($"{node.Step.Name} ({node.Step.Type})", string.Join(", ", changes.Select(c => c.Path)));
        if (TypeOf(node.Step.Type)?.CanUpdate != true || changes.Any(c => c.ForcesReplacement))
        {
            diagnostics.Add(Diagnostic.Warning("MCI4007", $"{who} has to be replaced, which the plan didn't foresee: its {what} came out different.", null, "Apply again."));
            Finish(node, NodeStatus.Done, null);
            return;
        }

        node.Ripple();
        if (options.Atomic && builder.NotUndone(node) is { } why && !Reversal.IsAllowed(node.Step.Urn, options.AllowIrreversible))
        {
            (node.StartedAt, failed) = (TimeProvider.System.GetTimestamp(), true);
            diagnostics.Add(Diagnostic.Error("MCI4072",
                $"The apply isn't atomic: {who} has to be updated too, because its {what} came out different from what was planned, and that can't be taken back exactly: {why}.", null,
                $"If it may be done all the same, add --allow-irreversible {node.Step.Name}; or leave out --atomic."));
            Finish(node, NodeStatus.Failed, $"it wasn't sent, because it can't be taken back exactly: {why}");
            return;
        }

        diagnostics.Add(new Diagnostic("MCI4006", Severity.Info, $"{who} is updated too: its {what} came out different from what was planned."));
        ready.Add(node);
    }

    // Nothing is asked of the provider, so this is done as soon as it is written down.
    private void Forget(StepNode node)
    {
        (node.StartedAt, node.Status) = (TimeProvider.System.GetTimestamp(), NodeStatus.Running);
        Report(node, StepPhase.Started, null);
        record.Add(new ResourceGone("forget", node.Step.Urn, node.DeposedId));
        Finish(node, NodeStatus.Done, null);
    }
}
