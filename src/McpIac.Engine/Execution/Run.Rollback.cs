using McpIac.Engine.Events;
using McpIac.Plans.Journals;
using McpIac.Plans.Secrets;
using McpIac.Plans.States;
using McpIac.Schemas.Catalogs;

namespace McpIac.Engine.Execution;

internal sealed partial class Run
{
    private readonly Dictionary<string, (ResourceFate Fate, string? Message)> fates = new(StringComparer.Ordinal);

    /// <summary>Takes back what this run did, the last first. Only what a provider confirmed counts as restored.</summary>
    private async Task<ApplyResult> RollBackAsync()
    {
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
        var (operation, why) = Inverse(node, result);
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

    private (Operation? Operation, string? Why) Inverse(StepNode node, OperationResult result)
    {
        var type = TypeOf(node.Step.Type);
        var current = Current(node.Step.Urn);
        if (current is null || result.Resource is not { } made) return (null, "what it was isn't known");
        if (node.Action == "create")
        {
            if (node.OldHalf is not null && node.Prior?.Id == made.Id && node.Prior.Provider == node.Provider) return (null, "the provider made the new object in the old one's place");
            return type?.UndoCreate == UndoKind.Irreversible
                ? (null, "the provider can't take its creation back")
                : (new Operation("delete", node.Step, type) { Id = made.Id, Prior = OperationBuilder.PriorOf(current), Deposed = node.OldHalf is not null, Origin = current.Origin }, null);
        }

        if (node.Prior is not { } prior || type?.UndoUpdate == UndoKind.Irreversible) return (null, "the provider can't take its update back");
        if (Fingerprints.ContainsAny(prior.Inputs)) return (null, "state keeps no secrets, so the former ones can't be sent again");
        return (new Operation("update", node.Step, type)
        {
            Id = current.Id, Prior = OperationBuilder.PriorOf(current), Inputs = prior.Inputs, Dependencies = prior.Dependencies, At = prior.At, WasIncomplete = prior.Incomplete,
            Kept = prior.Options, Origin = current.Origin,
        }, null);
    }
}
