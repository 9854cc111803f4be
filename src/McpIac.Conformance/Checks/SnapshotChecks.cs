using McpIac.Conformance.Running;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Comparison;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Conformance.Checks;

/// <summary>Snapshots, and going back to them.</summary>
internal static class SnapshotChecks
{
    public static IReadOnlyList<Check> All { get; } =
    [
        Check.OfServer("snapshot.create", "SN1", 4, "A snapshot counts its resources, and says how exact it is", async c =>
        {
            var made = await MakeAsync(c, "count");
            var data = await SnapshotAsync(c, made.Deployment);
            Demand.That(data["snapshotId"]?.AsText() is { Length: > 0 }, "a snapshot has no id");
            Demand.Same(Datum.Of(1), data["resources"], "the number of resources");
            Demand.That(data["fidelity"]?.AsText() is "exact" or "partial", $"the fidelity is {Demand.Shown(data["fidelity"])}");
            Demand.That(data["fidelity"]?.AsText() == "exact" || data["excludes"]?.Items is { Count: > 0 }, "the fidelity is partial, and nothing is excluded");
        }),
        Check.OfServer("snapshot.listed", "S1", 4, "A deployment's state names its snapshots", async c =>
        {
            var made = await MakeAsync(c, "checkpoints");
            var data = await SnapshotAsync(c, made.Deployment);
            var state = Demand.Data(await c.Bench.CallAsync("getDeploymentState", new DeploymentStateArguments(made.Deployment), c.Cancellation), "asking for a deployment's state");
            Demand.That(state["checkpoints"]?.Items.Contains(data["snapshotId"]) == true, "the state's checkpoints don't have it");
        }),
        Check.OfServer("snapshot.changed", "SN2", 4, "What was changed since is changed back", ChangedAsync),
        Check.OfServer("snapshot.missing", "SN2", 4, "What was deleted since is made again, or said to be irreversible", MissingAsync),
        Check.OfServer("snapshot.new", "SN2", 4, "What was made since is deleted", async c =>
        {
            var made = await MakeAsync(c, "new");
            var data = await SnapshotAsync(c, made.Deployment);
            var added = await c.Maker.MakeAsync(made.Type, made.Deployment, "added", c.Cancellation);
            var outcome = Outcome(await RollbackAsync(c, data), added.Urn);
            if (made.Type.UndoCreate == UndoKind.Irreversible && outcome == "irreversible") return;
            Demand.That(outcome == "restored", $"for what was made since, the outcome is {outcome}");
            Demand.Same(Datum.Of("deleted"), Demand.Data(await c.Bench.GetAsync(new GetArguments(added.Id, added.Type.Token), c.Cancellation), "reading it")["state"], "its state");
        }),
        Check.OfServer("snapshot.dryRun", "SN2", 4, "A dry run of going back changes nothing", async c =>
        {
            var made = await MakeAsync(c, "dry");
            var data = await SnapshotAsync(c, made.Deployment);
            var added = await c.Maker.MakeAsync(made.Type, made.Deployment, "added", c.Cancellation);
            await RollbackAsync(c, data, dryRun: true);
            Demand.Same(Datum.Of("created"), Demand.Data(await c.Bench.GetAsync(new GetArguments(added.Id, added.Type.Token), c.Cancellation), "reading what was made since")["state"], "its state after a dry run");
        }),
        Check.OfServer("snapshot.unknown", "SN2", 4, "A snapshot that never was is notFound", async c => Demand.Error(
            await c.Bench.CallAsync("rollbackToSnapshot", new RollbackArguments(NotFound.Snapshot), c.Cancellation), "going back to a snapshot that never was", ErrorCodes.NotFound)),
    ];

    private static Task<MadeObject> MakeAsync(CheckContext context, string part) =>
        context.Maker.MakeAsync(context.Workhorse, context.Bench.Deployment("snapshot" + part), "kept", context.Cancellation);

    private static async Task<Datum> SnapshotAsync(CheckContext context, string deployment) => Demand.Data(
        await context.Bench.CallAsync("createSnapshot", new CreateSnapshotArguments(deployment, "of the conformance kit"), context.Cancellation), "taking a snapshot");

    private static Task<Answer> RollbackAsync(CheckContext context, Datum snapshot, bool dryRun = false) => context.Bench.CallAsync(
        "rollbackToSnapshot", new RollbackArguments(snapshot["snapshotId"]?.AsText() ?? "", dryRun ? new RollbackOptions(true) : null), context.Cancellation);

    private static string Outcome(Answer answer, string urn)
    {
        Demand.That(answer.Data is not null, $"going back: {answer}");
        return answer.Results.FirstOrDefault(r => r["urn"]?.AsText() == urn)?["outcome"]?.AsText() ?? "not said";
    }

    // Secrets aren't kept, so what has some may not come back; then the snapshot says so.
    private static bool IsExcluded(MadeObject made, Datum snapshot) => snapshot["excludes"]?.Items is { Count: > 0 }
        && made.Properties.Members.Any(m => made.Type.Properties.Member(m.Key)?.Shape is { Sensitive: true } or { WriteOnly: true });

    private static async Task ChangedAsync(CheckContext context)
    {
        var made = await MakeAsync(context, "changed");
        if (context.Maker.Changed(made.Type, made.Properties) is not { } change) throw Demand.Exempt($"{made.Type.Token} has no updates");
        var data = await SnapshotAsync(context, made.Deployment);
        var update = new WireChange(context.Bench.Token(), "update", made.Type.Token, made.Name, made.Urn, made.Id, Properties: change.Properties);
        Demand.Applied(await context.Bench.ApplyAsync(update, context.Cancellation), "an update");
        var outcome = Outcome(await RollbackAsync(context, data), made.Urn);
        if (outcome == "irreversible" && (made.Type.UndoUpdate == UndoKind.Irreversible || IsExcluded(made, data))) return;
        Demand.That(outcome == "restored", $"for what was changed since, the outcome is {outcome}");
        var member = change.Path[1..];
        var read = Demand.Data(await context.Bench.GetAsync(new GetArguments(Urn: made.Urn), context.Cancellation), "reading it")["properties"]?[member];
        var shape = made.Type.Properties.Member(member)?.Shape;
        Demand.That(Equivalence.Same(shape, made.Properties[member] ?? shape?.Default ?? Datum.Null, read ?? shape?.Default ?? Datum.Null), $"the property {member} is {Demand.Shown(read)}, and was {Demand.Shown(made.Properties[member])} in the snapshot");
    }

    private static async Task MissingAsync(CheckContext context)
    {
        var made = await MakeAsync(context, "missing");
        var data = await SnapshotAsync(context, made.Deployment);
        Demand.Applied(await context.Bench.ApplyAsync(new WireChange(context.Bench.Token(), "delete", made.Type.Token, made.Name, made.Urn, made.Id), context.Cancellation), "a delete");
        var outcome = Outcome(await RollbackAsync(context, data), made.Urn);
        var maybe = made.Type.UndoDelete == UndoKind.Irreversible || IsExcluded(made, data);
        Demand.That(outcome == "restored" || (outcome == "irreversible" && maybe), $"for what was deleted since, the outcome is {outcome}");
        if (outcome != "restored") return;
        Demand.Same(Datum.Of("created"), Demand.Data(await context.Bench.GetAsync(new GetArguments(Urn: made.Urn), context.Cancellation), "reading it")["state"], "its state");
    }
}
