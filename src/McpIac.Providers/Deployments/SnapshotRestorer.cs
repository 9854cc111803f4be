using McpIac.Providers.Changes;
using McpIac.Providers.Differences;
using McpIac.Providers.Handlers;
using McpIac.Providers.Resources;
using McpIac.Providers.Secrets;
using McpIac.Providers.Stores;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Deployments;

/// <summary><c>rollbackToSnapshot</c>: makes what is missing, changes back what was changed, deletes what is new; each resource gets its own outcome.</summary>
internal sealed class SnapshotRestorer(
    IReadOnlyDictionary<string, IResourceHandler> handlers, ProviderStore store, ResourceReader reader, BatchRunner batches)
{
    private static readonly ApplyOptions EachForItself = new(ContinueOnError: true);

    public async Task<(RollbackData? Data, WireError? Error)> RestoreAsync(RollbackArguments args, ChangeProgress progress, CancellationToken cancellation)
    {
        if (store.Snapshot(args.SnapshotId) is not { } snapshot) return (null, Failure.Of(ErrorCodes.NotFound, $"There is no snapshot {args.SnapshotId}."));
        var wanted = snapshot.Objects.Select(o => o.Urn).ToHashSet(StringComparer.Ordinal);
        var kept = snapshot.Objects.Select(o => o.Key).ToHashSet();
        var plans = new List<Restoring>();
        foreach (var then in snapshot.Objects) plans.Add(await PlanAsync(then, cancellation));
        plans.AddRange(store.Objects().Where(o => o.Deployment == snapshot.Deployment && (!wanted.Contains(o.Urn) || (o.Deposed && !kept.Contains(o.Key)))).Reverse().Select(Remove));
        if (args.Options?.DryRun != true) await RunAsync(plans, snapshot.Deployment, progress, cancellation);
        return (new RollbackData([.. plans.Select(p => p.Result())]), null);
    }

    private async Task RunAsync(List<Restoring> plans, string deployment, ChangeProgress progress, CancellationToken cancellation)
    {
        Task Send(IEnumerable<(Restoring Plan, WireChange? Change)> stage) => SendAsync(stage, deployment, progress, cancellation);
        var moved = new MovedObjects();

        // As in a plan: what must go first, what is made or changed after what it depends on, then deletions: not of what nothing came in the place of.
        await Send(plans.Select(p => (p, p.First)));
        foreach (var stage in Makings(plans))
        {
            Restoring[] following = [.. stage];
            foreach (var plan in following) await FollowAsync(plan, moved, Send, cancellation);
            await Send(following.Select(p => (p, p.Main)));
            foreach (var plan in following) Note(plan, moved);
        }

        foreach (var stage in Deletions([.. plans.Where(p => p.Results.All(Succeeded))])) await Send(stage);
    }

    private async Task SendAsync(IEnumerable<(Restoring Plan, WireChange? Change)> stage, string deployment, ChangeProgress progress, CancellationToken cancellation)
    {
        var byKey = new Dictionary<string, Restoring>(StringComparer.Ordinal);
        var changes = new List<WireChange>();
        foreach (var (plan, change) in stage)
        {
            if (change is null) continue;
            byKey[change.Key] = plan;
            changes.Add(change);
        }

        var results = await batches.RunAsync(changes, deployment, EachForItself, progress, cancellation);
        foreach (var result in results) byKey[result.Key].Results.Add(result);
    }

    // What it depends on may have been made anew meanwhile, under another id.
    private async Task FollowAsync(Restoring plan, MovedObjects moved, Func<IEnumerable<(Restoring, WireChange?)>, Task> send, CancellationToken cancellation)
    {
        if (plan.Then is not { } then || handlers.GetValueOrDefault(then.Type) is not { } handler || moved.Follow(then, handler.Type) is var properties && ReferenceEquals(properties, then.Properties)) return;
        var after = then with { Properties = properties };
        if (plan.Main is { Action: "create" } create)
        {
            plan.Become(new Restoring(then.Urn) { Then = after, First = plan.First, Main = create with { Properties = properties }, Last = plan.Last });
            return;
        }

        plan.Become(await PlanAsync(after, cancellation));
        await send([(plan, plan.First)]);
    }

    private void Note(Restoring plan, MovedObjects moved)
    {
        if (plan is { Then: { } then, Main: { Action: "create" } main } && plan.Results.FirstOrDefault(r => r.Key == main.Key && Succeeded(r))?.Resource is { } made && handlers.GetValueOrDefault(then.Type) is { } handler)
            moved.Note(then, handler.Type, made);
    }

    // A call's changes run side by side, so what refers to another is in a later one.
    private static IReadOnlyList<IReadOnlyList<Restoring>> Makings(List<Restoring> plans)
    {
        var made = plans.Where(p => p.Then is not null).ToLookup(p => p.Then);
        return [.. DeletionOrder.Of([.. made.Select(m => m.Key).OfType<StoredObject>()]).Reverse().Select(stage => (IReadOnlyList<Restoring>)[.. stage.SelectMany(o => made[o])])];
    }

    // Dependents before what they depend on: what is left over of a replacement may depend on what else is.
    private IEnumerable<IEnumerable<(Restoring, WireChange?)>> Deletions(List<Restoring> plans)
    {
        var last = plans.Where(p => p.Last is not null).ToDictionary(p => new ObjectKey(p.Last?.Type ?? "", p.Last?.Id ?? ""));
        return DeletionOrder.Of([.. store.Objects().Where(o => last.ContainsKey(o.Key))]).Select(stage => stage.Select(o => (last[o.Key], last[o.Key].Last)));
    }

    private async Task<Restoring> PlanAsync(StoredObject then, CancellationToken cancellation)
    {
        if (handlers.GetValueOrDefault(then.Type) is not { } handler) return Restoring.Impossible(then.Urn, $"the provider has no type {then.Type} any more");
        var now = store.FindUrn(then.Urn);
        var actual = now is null || now.Deposed ? null : await reader.ActualAsync(now, cancellation);
        if (actual is null) return Make(then, handler.Type);
        var diff = PropertyDiffer.Compare(handler.Type.Properties, actual.Properties, then.Properties);
        if (diff.Count == 0) return new Restoring(then.Urn) { Then = then };
        if (Markers.ContainsFingerprint(then.Properties)) return Restoring.Impossible(then.Urn, "it has secrets, which aren't kept");
        return diff.Any(d => d.ForcesReplacement) || !handler.Type.CanUpdate ? Replace(then, actual, handler.Type)
            : handler.Type.UndoUpdate == UndoKind.Irreversible ? Restoring.Impossible(then.Urn, "the provider can't take an update back")
            : new Restoring(then.Urn) { Then = then, Main = Change("update", then) with { Id = actual.Id } };
    }

    private static Restoring Make(StoredObject then, ResourceType type) =>
        type.UndoDelete == UndoKind.Irreversible ? Restoring.Impossible(then.Urn, "it was deleted and can't be made again")
        : Markers.ContainsFingerprint(then.Properties) ? Restoring.Impossible(then.Urn, "it has secrets, which aren't kept")
        : new Restoring(then.Urn) { Then = then, Main = Change("create", then) };

    private static Restoring Replace(StoredObject then, StoredObject actual, ResourceType type)
    {
        if (type.UndoDelete == UndoKind.Irreversible) return Restoring.Impossible(then.Urn, "it would have to be replaced, which the provider can't take back");
        var delete = DeploymentRunner.Delete(actual);
        return type.DeleteFirst
            ? new Restoring(then.Urn) { Then = then, First = delete, Main = Change("create", then) }
            : new Restoring(then.Urn) { Then = then, Main = Change("create", then) with { Prior = new WirePrior(actual.Properties, actual.Outputs) }, Last = delete };
    }

    private static bool Succeeded(WireChangeResult result) => result.Outcome is "applied" or "noop";

    private Restoring Remove(StoredObject added) => handlers.GetValueOrDefault(added.Type)?.Type.UndoCreate == UndoKind.Irreversible
        ? Restoring.Impossible(added.Urn, "the provider can't take its creation back")
        : new Restoring(added.Urn) { Last = DeploymentRunner.Delete(added) };

    private static WireChange Change(string action, StoredObject then) => new(
        Guid.CreateVersion7().ToString("N"), action, then.Type, then.Name, then.Urn, Properties: then.Properties, Dependencies: then.Dependencies);

    /// <summary>What is to be done for one resource, and what came of it.</summary>
    private sealed class Restoring(string urn, string? why = null)
    {
        public string Urn { get; } = urn;

        public string? Why { get; private set; } = why;

        /// <summary>As it was in the snapshot, with the ids that there are now.</summary>
        public StoredObject? Then { get; set; }

        public WireChange? First { get; set; }
        public WireChange? Main { get; set; }
        public WireChange? Last { get; set; }
        public List<WireChangeResult> Results { get; } = [];

        public static Restoring Impossible(string urn, string why) => new(urn, why);

        /// <summary>Takes over what is to be done instead.</summary>
        public void Become(Restoring other) => (Why, Then, First, Main, Last) = (other.Why, other.Then, other.First, other.Main, other.Last);

        public WireRollbackResult Result()
        {
            if (Why is not null) return new WireRollbackResult(Urn, "irreversible", Failure.Of(ErrorCodes.Unsupported, $"{Urn} can't be restored: {Why}.", resource: Urn));
            var bad = Results.FirstOrDefault(r => !Succeeded(r));
            return bad is null ? new WireRollbackResult(Urn, "restored") : new WireRollbackResult(Urn, bad.Outcome == "unknown" ? "unknown" : "failed", bad.Error);
        }
    }
}
