using McpIac.Engine.Events;
using McpIac.Plans.Journals;

namespace McpIac.Engine.Execution;

internal sealed partial class Run
{
    private readonly Dictionary<string, (ResourceFate Fate, string? Message)> fates = new(StringComparer.Ordinal);

    /// <summary>Takes back what this run did, the last first. Only what a provider confirmed counts as restored.</summary>
    private async Task<ApplyResult> RollBackAsync()
    {
        record.Add(new RollbackStarted(runId));
        for (var i = done.Count - 1; i >= 0; i--)
        {
            var (node, result) = done[i];
            node.StartedAt = TimeProvider.System.GetTimestamp();
            Report(node, StepPhase.RollingBack, null);
            var (fate, message) = await UndoAsync(node, result);
            fates[node.Step.Urn] = (fate, message);
            Report(node, fate == ResourceFate.Restored ? StepPhase.RolledBack : StepPhase.Failed, message);
        }

        var clean = fates.Values.All(f => f.Fate == ResourceFate.Restored) && graph.Nodes.All(n => n.Status != NodeStatus.Unknown);
        return clean ? End(ApplyOutcome.RolledBack, "rolledBack", fates) : End(ApplyOutcome.Failed, "failed", fates);
    }

    private async Task<(ResourceFate Fate, string? Message)> UndoAsync(StepNode node, OperationResult result)
    {
        var (operation, why) = InverseOf(node, result);
        if (operation is null) return (ResourceFate.Irreversible, why);
        (node.Key, node.ProviderUrn) = (operation.Key, operation.ProviderUrn);
        reporter.Sent(node, operation);
        if (node.OldHalf is not null && node.Prior is { } prior) record.Add(new DeposedRestored(node.Step.Urn, prior.Id));
        var undone = await runner.RunAsync(node.Step.Provider, operation);
        return undone.Outcome switch
        {
            OperationOutcome.Applied => (ResourceFate.Restored, null),
            OperationOutcome.Unknown => (ResourceFate.Unknown, undone.Message),
            _ => (ResourceFate.RollbackFailed, undone.Message),
        };
    }

    private (Operation? Operation, string? Why) InverseOf(StepNode node, OperationResult result)
    {
        if (Current(node.Step.Urn) is not { } current || result.Resource is not { } made) return (null, "what it was isn't known");
        if (node.Action != "create") return Inverse.OfUpdate(node.Step, TypeOf(node.Step.Type), current, node.Prior, result.Operation.Inputs);
        return node.OldHalf is not null && node.Prior?.Id == made.Id && node.Prior.Provider == node.Provider
            ? (null, Inverse.InPlace)
            : Inverse.OfCreate(node.Step, TypeOf(node.Step.Type), made.Id, OperationBuilder.PriorOf(current), current.Origin, replaced: node.OldHalf is not null);
    }
}
