using McpIac.Providers.Changes;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Tools;

internal sealed partial class ToolCalls
{
    private async Task<ToolAnswer> PlanAsync(PlanArguments args, CancellationToken cancellation)
    {
        if (args is { Resources: null, Changes: null }) return Invalid("planDeployment needs resources or changes.");
        if (args.Resources?.Any(r => r?.Properties is not { Kind: DatumKind.Map } || string.IsNullOrEmpty(r.Name)) == true) return Invalid("Each resource needs a type, a name and properties.");
        if (args.Changes?.Any(c => string.IsNullOrEmpty(c?.Key) || string.IsNullOrEmpty(c.Urn) || c.Action is not ("create" or "update" or "delete")) == true)
        {
            return Invalid("Each change needs a key, a urn and the action create, update or delete.");
        }

        if ((args.Resources?.Count ?? 0) + (args.Changes?.Count ?? 0) > MaxBatch) return TooMany();
        var (data, error) = await services.Planner.PlanAsync(args, cancellation);
        return data is null ? ToolAnswer.Of(error ?? Failure.Of(ErrorCodes.Internal, "Nothing was planned.")) : ToolAnswer.Of(data, Summary(data));
    }

    private async Task<ToolAnswer> DestroyAsync(DestroyArguments args, ChangeProgress progress, CancellationToken cancellation) =>
        string.IsNullOrEmpty(args.DeploymentId) ? Invalid("destroyDeployment needs a deploymentId.")
            : Results(await services.Deployments.DestroyAsync(args, progress, cancellation));

    private ToolAnswer State(DeploymentStateArguments args) => services.Deployments.State(args.DeploymentId ?? "") is { } state
        ? ToolAnswer.Of(state, $"{state.Id} has {Count(state.Resources.Count, "resource")}.")
        : ToolAnswer.Of(Failure.Of(ErrorCodes.NotFound, $"There is no deployment {args.DeploymentId}."));

    private async Task<ToolAnswer> SnapshotAsync(CreateSnapshotArguments args, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(args.DeploymentId)) return Invalid("createSnapshot needs a deploymentId.");
        var (data, error) = await services.Snapshots.CreateAsync(args, cancellation);
        return data is null ? ToolAnswer.Of(error ?? Failure.Of(ErrorCodes.Internal, "No snapshot was made."))
            : ToolAnswer.Of(data, $"{Count(data.Resources, "resource")} recorded as {data.SnapshotId}, fidelity {data.Fidelity}.");
    }

    private async Task<ToolAnswer> RollbackAsync(RollbackArguments args, ChangeProgress progress, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(args.SnapshotId)) return Invalid("rollbackToSnapshot needs a snapshotId.");
        var (data, error) = await services.Restorer.RestoreAsync(args, progress, cancellation);
        if (data is null) return ToolAnswer.Of(error ?? Failure.Of(ErrorCodes.Internal, "Nothing was restored."));
        var bad = data.Results.Where(r => r.Outcome != "restored").ToArray();
        if (bad.Length == 0) return ToolAnswer.Of(data, $"{Count(data.Results.Count, "resource")} restored.");
        var sentence = $"{data.Results.Count - bad.Length} of {Count(data.Results.Count, "resource")} restored; {bad[0].Error?.Message}";
        return new ToolAnswer(data, Failure.Of(bad[0].Error?.Code ?? ErrorCodes.Internal, sentence, resource: bad[0].Urn, sideEffects: "possible"), sentence);
    }

    private static string Summary(PlanData data)
    {
        var counts = data.Changes.GroupBy(c => c.Action, StringComparer.Ordinal).Select(g => $"{g.Count()} to {g.Key}").ToArray();
        return counts.Length == 0 ? "Nothing to do." : string.Join(", ", counts) + ".";
    }
}
