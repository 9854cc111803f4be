using McpIac.Engine.Events;
using McpIac.Engine.Retry;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Engine.Execution;

internal sealed partial class Run
{
    /// <summary>Runs a hook, now that its arguments are known. Nothing of it is recorded: a run that is killed meanwhile doesn't know whether it ran.</summary>
    private void RunHook(StepNode node)
    {
        node.StartedAt = TimeProvider.System.GetTimestamp();
        var (operation, problem) = builder.BuildRun(node.Step);
        if (operation is null)
        {
            Fail(node, NodeStatus.Failed, problem ?? "it can't be run");
            return;
        }

        node.Status = NodeStatus.Running;
        Report(node, StepPhase.Started, null);
        Occupy(node.Provider, 1);
        inFlight.Add(Task.Run(async () => new Sent([node], 1, [], TimeSpan.Zero) { Hook = (true, await MakeAsync(node.Provider, operation)) }));
    }

    // What was made for it goes at once; but an action that can be taken back was not run to be.
    private async Task<string?> MakeAsync(string provider, Operation operation)
    {
        var made = (await sender.SendAsync(provider, [operation], 1, false, reporter.Retrying))[0];
        if (made is not { Outcome: OperationOutcome.Applied, Resource: { } resource }) return made.Message ?? "its outcome isn't known";
        if (operation.Type?.Tools.Any(t => t.Role == ToolRole.Delete) == true) return null;
        var prior = new Schemas.Protocol.WirePrior(resource.Properties, resource.Outputs ?? Datum.EmptyMap, resource.Etag, resource.Private);
        var gone = (await sender.SendAsync(provider, [new Operation("delete", operation.Step, operation.Type) { Id = resource.Id, Prior = prior, Origin = operation.Origin }], 1, false, reporter.Retrying))[0];
        return gone.Outcome == OperationOutcome.Applied ? null : $"it ran, and what it left can't be cleared: {gone.Message ?? "its outcome isn't known"}";
    }
}
