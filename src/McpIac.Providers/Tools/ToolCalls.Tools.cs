using McpIac.Providers.Changes;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Tools;

internal sealed partial class ToolCalls
{
    private Task<ToolAnswer> AnswerAsync(string tool, ToolRequest request, CancellationToken cancellation) => tool switch
    {
        "validateConfig" => Task.FromResult(Validate(request.Read<ValidateArguments>(), cancellation)),
        "planDeployment" => PlanAsync(request.Read<PlanArguments>(), cancellation),
        "applyDeployment" => ApplyAsync(request.Read<ApplyArguments>(), request.Progress, cancellation),
        "listResources" => ListAsync(request.Read<ListArguments>(), cancellation),
        "getResource" => GetAsync(request.Read<GetArguments>(), cancellation),
        "destroyDeployment" => DestroyAsync(request.Read<DestroyArguments>(), request.Progress, cancellation),
        "getDeploymentState" => Task.FromResult(State(request.Read<DeploymentStateArguments>())),
        "createSnapshot" => SnapshotAsync(request.Read<CreateSnapshotArguments>(), cancellation),
        "rollbackToSnapshot" => RollbackAsync(request.Read<RollbackArguments>(), request.Progress, cancellation),
        _ => Task.FromResult(ToolAnswer.Of(Failure.Of(ErrorCodes.Unsupported, $"There is no tool '{tool}'."))),
    };

    private ToolAnswer Validate(ValidateArguments args, CancellationToken cancellation)
    {
        if (args.Resources is not { } resources || resources.Any(r => r?.Properties is not { Kind: DatumKind.Map }))
        {
            return Invalid("validateConfig needs resources, each with a type, a name and properties.");
        }

        if (resources.Count > MaxBatch) return TooMany();
        var data = services.Validator.Validate(resources, cancellation);
        return ToolAnswer.Of(data, data.Valid ? $"{Count(resources.Count, "resource")}, all valid." : $"{Count(data.Diagnostics.Count(d => d.Severity == "error"), "error")} found.");
    }

    private async Task<ToolAnswer> ApplyAsync(ApplyArguments args, ChangeProgress progress, CancellationToken cancellation)
    {
        if (await FencedOffAsync(args, cancellation) is { } fenced) return ToolAnswer.Of(fenced);
        if (args is { PlanId: not null, Changes: null })
        {
            var (planned, error) = await services.Deployments.ApplyPlanAsync(args, progress, cancellation);
            return planned is null ? ToolAnswer.Of(error ?? Failure.Of(ErrorCodes.Internal, "Nothing was applied.")) : Results(planned);
        }

        if (args.PlanId is not null || args.Changes is not { } changes || changes.Any(c => c is null)) return Invalid("applyDeployment needs either changes or a planId.");
        if (changes.Count > MaxBatch) return TooMany();
        var results = await services.Batches.RunAsync(changes, args.DeploymentId ?? "", args.Options ?? new ApplyOptions(), progress, cancellation);
        return Results(results);
    }

    // A run that lost its lease may still be sending: its token is lower than the one that came after it.
    private async Task<WireError?> FencedOffAsync(ApplyArguments args, CancellationToken cancellation)
    {
        if (args.FencingToken is not { } token) return null;
        await services.Store.PrepareAsync(cancellation);
        return await services.Store.FenceAsync(args.DeploymentId ?? "", token) ? null
            : Failure.Of(ErrorCodes.Conflict, $"A later run of the deployment {args.DeploymentId} has begun; this one's fencing token {token} is out of date.");
    }

    private async Task<ToolAnswer> ListAsync(ListArguments args, CancellationToken cancellation)
    {
        var (data, error) = await services.Lister.ListAsync(args, cancellation);
        return data is null ? ToolAnswer.Of(error ?? Failure.Of(ErrorCodes.Internal, "Nothing was listed."))
            : ToolAnswer.Of(data, $"{Count(data.Resources.Count, "resource")}{(data.NextCursor is null ? "" : ", and there are more")}.");
    }

    private async Task<ToolAnswer> GetAsync(GetArguments args, CancellationToken cancellation)
    {
        var (resource, error) = await services.Reader.GetAsync(args, cancellation);
        return resource is null ? ToolAnswer.Of(error ?? Failure.Of(ErrorCodes.NotFound, "There is no such resource."))
            : ToolAnswer.Of(resource, $"{resource.Name} ({resource.Type}) is {resource.State}.");
    }

    // Data and error together: the results say what became of each change, the error that not all is well.
    private static ToolAnswer Results(IReadOnlyList<WireChangeResult> results)
    {
        var data = new ApplyData(results);
        var bad = results.Where(r => r.Outcome is not ("applied" or "noop")).ToArray();
        if (bad.Length == 0) return ToolAnswer.Of(data, $"{Count(results.Count, "change")} applied.");
        var first = bad.FirstOrDefault(r => r.Outcome != "skipped") ?? bad[0];
        var sentence = $"{results.Count - bad.Length} of {Count(results.Count, "change")} applied; {first.Error?.Message ?? "the rest was skipped"}";
        var effects = results.Any(r => r.Error is not null && Failure.HasEffects(r.Error)) ? "possible" : bad.Length < results.Count ? "confirmed" : "none";
        return new ToolAnswer(data, Failure.Of(first.Error?.Code ?? ErrorCodes.Internal, sentence, first.Error?.Details?.Path, first.Error?.Details?.Resource,
            first.Error?.Details?.Retryable == true, effects), sentence);
    }

    private static ToolAnswer Invalid(string message) => ToolAnswer.Of(Failure.Of(ErrorCodes.Invalid, message));

    private static ToolAnswer TooMany() => Invalid($"At most {MaxBatch} at once.");

    private static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";
}
