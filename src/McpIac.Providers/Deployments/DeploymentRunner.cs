using McpIac.Providers.Changes;
using McpIac.Providers.Planning;
using McpIac.Providers.Stores;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Deployments;

/// <summary>Whole deployments: applying a remembered plan, destroying, telling what is recorded.</summary>
internal sealed class DeploymentRunner(ProviderStore store, BatchRunner batches, PlanMemory memory)
{
    public async Task<(IReadOnlyList<WireChangeResult>? Results, WireError? Error)> ApplyPlanAsync(
        ApplyArguments args, ChangeProgress progress, CancellationToken cancellation)
    {
        if (memory.Find(args.PlanId ?? "") is not { } plan) return (null, Failure.Of(ErrorCodes.NotFound, "There is no such plan any more; plan again."));
        if (args.PlanDigest is { } digest && digest != plan.Digest) return (null, Failure.Of(ErrorCodes.Conflict, "The plan isn't the one that the digest is of."));
        if (args.DeploymentId is { } deployment && deployment != plan.Deployment) return (null, Failure.Of(ErrorCodes.Conflict, $"The plan is of the deployment {plan.Deployment}."));
        if (plan.Problem is { } problem) return (null, Failure.Of(ErrorCodes.Invalid, problem));
        if (!memory.IsStarted(plan.Id) && store.Version(plan.Deployment) != plan.Version)
        {
            return (null, Failure.Of(ErrorCodes.Conflict, "The deployment has changed since it was planned; plan again."));
        }

        memory.Start(plan.Id);
        return (await RunAsync(plan.Stages, plan.Deployment, args.Options ?? new ApplyOptions(), progress, cancellation), null);
    }

    public async Task<IReadOnlyList<WireChangeResult>> DestroyAsync(DestroyArguments args, ChangeProgress progress, CancellationToken cancellation)
    {
        var stages = DeletionOrder.Of([.. store.Objects().Where(o => o.Deployment == args.DeploymentId)])
            .Select(stage => (IReadOnlyList<WireChange>)[.. stage.Select(Delete)]).ToArray();
        return await RunAsync(stages, args.DeploymentId, args.Options ?? new ApplyOptions(), progress, cancellation);
    }

    public DeploymentStateData? State(string deployment)
    {
        StoredObject[] objects = [.. store.Objects().Where(o => o.Deployment == deployment)];
        var snapshots = store.Snapshots(deployment);
        var pending = store.Undecided(deployment);
        if (objects.Length == 0 && snapshots.Count == 0 && pending.Count == 0 && store.Version(deployment) == 0) return null;
        return new DeploymentStateData(deployment, deployment, store.Version(deployment), [.. objects.Select(o => Answers.Of(o))],
            objects.GroupBy(o => o.Urn, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Last().Dependencies, StringComparer.Ordinal),
            [.. snapshots.Select(s => s.Id)], [.. pending.Select(p => p.Key)]);
    }

    public static WireChange Delete(StoredObject stored) =>
        new(Guid.CreateVersion7().ToString("N"), "delete", stored.Type, stored.Name, stored.Urn, stored.Id);

    private async Task<IReadOnlyList<WireChangeResult>> RunAsync(
        IEnumerable<IReadOnlyList<WireChange>> stages, string deployment, ApplyOptions options, ChangeProgress progress, CancellationToken cancellation)
    {
        var results = new List<WireChangeResult>();
        var stopped = false;
        foreach (var stage in stages)
        {
            if (stopped) results.AddRange(stage.Select(c => BatchRunner.Skipped(c, cancellation.IsCancellationRequested)));
            else results.AddRange(await batches.RunAsync(stage, deployment, options, progress, cancellation));
            stopped |= !options.ContinueOnError && results.Any(r => r.Outcome is not ("applied" or "noop"));
        }

        return results;
    }
}
