using McpIac.Conformance.Examples;
using McpIac.Conformance.Running;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Comparison;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Conformance.Checks;

/// <summary><c>planDeployment</c>: what it says is what applying does.</summary>
internal static class PlanChecks
{
    private const string Creating = "lifecycle.create";

    public static IReadOnlyList<Check> All { get; } =
    [
        Check.OfType("plan.create", "P2", 2, "What isn't there is planned to be created, with its properties", c =>
        {
            var planned = Planned(c, c.Life.Planned, "create");
            Demand.That(planned["key"]?.AsText() is { Length: > 0 }, "the planned change has no key");
            Demand.That(planned["properties"]?.Kind == DatumKind.Map, "the planned change has no properties");
        }),
        Check.OfType("plan.noEffects", "P1", 2, "Planning has no effect", c =>
        {
            Usable(c);
            Demand.Taken(c.Life.Planned, "planDeployment");
            Demand.Error(Demand.Taken(c.Life.ReadBefore, "getResource"), "reading what was only planned", ErrorCodes.NotFound);
        }),
        Check.OfType("plan.apply", "P4", 2, "Known values of the plan are what applying yields", AsPlanned),
        Check.OfType("plan.noop", "P2", 2, "What is as it should be is planned to stay so", c =>
        {
            LifecycleChecks.Made(c);
            Demand.That(Planned(c, c.Life.PlannedSame, "noop")["diff"]?.Items is not { Count: > 0 }, "nothing is to be done, and there are differences");
        }),
        Check.OfType("plan.update", "P2", 2, "A change in place is planned as an update, with what differs", c =>
        {
            LifecycleChecks.Made(c);
            if (!c.Type.CanUpdate) throw Demand.Exempt("the type has no updates");
            if (c.Life.Update is not { } update) throw new CheckSkipped("no change in place could be made up; give one with --examples");
            var planned = Planned(c, c.Life.PlannedUpdate, "update");
            Demand.That(planned["diff"]?.Items.Any(d => Under(d["path"]?.AsText(), update.Path)) == true, $"the differences don't name {update.Path}");
        }),
        Check.OfType("plan.updateHonest", "P3", 2, "What is planned as an update is one, and forces no replacement", c =>
        {
            LifecycleChecks.Made(c);
            if (c.Life.Update is null || !c.Type.CanUpdate) throw Demand.Exempt("nothing can be updated");
            var planned = PlannedChange(Demand.Taken(c.Life.PlannedUpdate, Creating));
            var forced = planned["diff"]?.Items.FirstOrDefault(d => d["forcesReplacement"]?.AsBoolean() == true);
            Demand.That((planned["action"]?.AsText() == "replace") == (forced is not null), $"the action is {planned["action"]?.AsText()}, and {(forced is null ? "nothing" : forced["path"]?.AsText())} forces a replacement");
            if (planned["action"]?.AsText() == "update" && c.Life.Updated is { Outcome: "applied" } updated) Demand.Same(Datum.Of(c.Life.Id ?? ""), updated.Resource?["id"], "the id after what was planned as an update");
        }),
        Check.OfType("plan.replace", "P3", 2, "What is immutable forces a replacement, and the plan says by which path", Replacement),
        Check.OfType("plan.deleteFirst", "P3", 2, "The plan says when the old object has to go first", c =>
        {
            LifecycleChecks.Made(c);
            if (c.Life.Replacement is null) throw Demand.Exempt("nothing forces a replacement");
            Demand.Same(Datum.Of(c.Type.DeleteFirst), PlannedChange(Demand.Taken(c.Life.PlannedReplacement, Creating))["deleteFirst"], "deleteFirst");
        }),
        Check.OfType("plan.destroysData", "P5", 2, "The plan says when data is destroyed", c =>
        {
            LifecycleChecks.Made(c);
            Demand.Same(Datum.Of(c.Type.Stateful), PlannedChange(Demand.Taken(c.Life.PlannedDeletion, Creating))["destroysData"], "destroysData of a delete");
        }),
        Check.OfType("plan.delete", "P2", 2, "A delete of an orchestrator is planned under its own key", c =>
        {
            var planned = Planned(c, c.Life.PlannedDeletion, "delete");
            var key = c.Life.PlannedDeletion?.Arguments["changes"]?.Items[0]["key"];
            Demand.Same(key, planned["key"], "the key");
        }),
        Check.OfType("plan.inverse", "P5", 3, "The plan says how far each change can be taken back, as the type does", c =>
        {
            LifecycleChecks.Made(c);
            Inverse(c.Type.UndoCreate, PlannedChange(Demand.Taken(c.Life.Planned, Creating)), "create");
            Inverse(c.Type.UndoDelete, PlannedChange(Demand.Taken(c.Life.PlannedDeletion, Creating)), "delete");
            if (c.Life.PlannedUpdate is { } update && PlannedChange(update)["action"]?.AsText() == "update") Inverse(c.Type.UndoUpdate, PlannedChange(update), "update");
        }),
        Check.OfType("plan.unknown", "P2", 2, "A value that isn't known yet stays unknown in the plan", UnknownAsync),
        Check.OfType("plan.invalid", "P2", 2, "A mistake is in the plan's diagnostics, by its path", InvalidAsync),
        Check.OfServer("plan.dryRun", "P6", 2, "A dry run remembers no plan, and another plan is remembered", DryRunAsync),
        Check.OfServer("plan.remembered", "A3", 2, "A remembered plan is applied as it is, and its digest is asked for", RememberedAsync),
        Check.OfServer("plan.forgotten", "A3", 2, "A plan that there isn't is notFound", async c => Demand.Error(
            await c.Bench.CallAsync("applyDeployment", new ApplyArguments(PlanId: NotFound.Plan), c.Cancellation), "applying a plan that there isn't", ErrorCodes.NotFound)),
        Check.OfServer("plan.outdated", "A3", 2, "A plan whose deployment has changed since is a conflict", OutdatedAsync),
    ];

    private static void Usable(CheckContext context)
    {
        if (context.Life.Unusable is { } why) throw new CheckSkipped(why);
    }

    private static Datum PlannedChange(Answer answer) =>
        Demand.Data(answer, "planning")["changes"]?.Items is [var only, ..] ? only : throw new CheckFailure("the plan has no changes");

    private static Datum Planned(CheckContext context, Answer? answer, string action)
    {
        Usable(context);
        var planned = PlannedChange(Demand.Taken(answer, "planDeployment"));
        Demand.Same(Datum.Of(action), planned["action"], "the planned action");
        return planned;
    }

    private static void AsPlanned(CheckContext context)
    {
        var made = LifecycleChecks.Made(context);
        var planned = PlannedChange(Demand.Taken(context.Life.Planned, "planDeployment"))["properties"] ?? Datum.EmptyMap;
        foreach (var (name, value) in planned.Members)
        {
            var actual = made["properties"]?[name];
            Demand.That(actual is not null && Equivalence.Same(context.Type.Properties.Member(name)?.Shape, value, actual, (before, _) => before["$iac"]?.AsText() == "unknown" ? true : null),
                $"the property {name} was planned as {Demand.Shown(value)}, and became {Demand.Shown(actual)}");
        }
    }

    private static void Replacement(CheckContext context)
    {
        LifecycleChecks.Made(context);
        if (context.Life.Replacement is not { } replacement) throw Demand.Exempt("nothing forces a replacement");
        var planned = Planned(context, context.Life.PlannedReplacement, "replace");
        if (!context.Type.CanUpdate && context.Type.Properties.Member(replacement.Path[1..])?.Shape.Immutable != true) return;
        Demand.That(planned["diff"]?.Items.Any(d => d["forcesReplacement"]?.AsBoolean() == true && Under(d["path"]?.AsText(), replacement.Path)) == true,
            $"the differences don't say that {replacement.Path} forces the replacement");
    }

    private static bool Under(string? path, string parent) => path == parent || path?.StartsWith(parent + "/", StringComparison.Ordinal) == true;

    private static void Inverse(UndoKind declared, Datum planned, string action)
    {
        var word = declared.ToString().ToLowerInvariant();
        Demand.Same(Datum.Of(word), planned["inverse"]?["kind"], $"the inverse of a {action}");
    }

    private static Task<Answer> PlanAsync(CheckContext context, ResourceType type, string name, Datum properties, string deployment, bool dryRun = true) =>
        context.Bench.CallAsync("planDeployment", new PlanArguments(deployment, [new WireResourceDeclaration(type.Token, name, properties, Bench.Urn(deployment, type, name))], Options: new PlanOptions(dryRun)), context.Cancellation);

    private static async Task UnknownAsync(CheckContext context)
    {
        Usable(context);
        if (ValidationChecks.Unknown(context) is not { } unknown) throw Demand.Exempt("no property can be unknown");
        var path = unknown.Members.First(m => m.Value["$iac"] is not null).Key;
        var planned = PlannedChange(await PlanAsync(context, context.Type, "unknown", unknown, context.Bench.Deployment("unknown")));
        Demand.That(planned["diagnostics"]?.Items.Any(d => d["severity"]?.AsText() == "error") != true, $"a value that isn't known yet is an error: {Demand.Shown(planned["diagnostics"])}");
        var marker = planned["properties"]?[path]?["$iac"]?.AsText();
        Demand.That(marker is "unknown" or "secret", $"the property {path} is planned as {Demand.Shown(planned["properties"]?[path])}, though it isn't known yet");
    }

    private static async Task InvalidAsync(CheckContext context)
    {
        Usable(context);
        var mistake = Mistakes.Missing(context.Type, context.Life.Properties) ?? Mistakes.WrongKind(context.Type, context.Life.Properties)
            ?? Mistakes.Unknown(context.Type, context.Life.Properties) ?? throw Demand.Exempt("the schema allows for no mistake");
        var planned = PlannedChange(await PlanAsync(context, context.Type, "mistaken", mistake.Properties, context.Bench.Deployment("mistaken")));
        Demand.That(planned["diagnostics"]?.Items.Any(d => d["path"]?.AsText() == mistake.Path && d["severity"]?.AsText() == "error") == true, $"a mistake at {mistake.Path} isn't in the diagnostics: {Demand.Shown(planned["diagnostics"])}");
    }

    private static async Task DryRunAsync(CheckContext context)
    {
        var properties = await context.Maker.PropertiesAsync(context.Workhorse, context.Cancellation);
        var dry = Demand.Data(await PlanAsync(context, context.Workhorse, "dry", properties, context.Bench.Deployment("dry")), "a dry run");
        Demand.Same(Datum.Of(""), dry["planId"], "the planId of a dry run");
        var kept = Demand.Data(await PlanAsync(context, context.Workhorse, "dry", properties, context.Bench.Deployment("dry"), dryRun: false), "planning");
        Demand.That(kept["planId"]?.AsText() is { Length: > 0 } && kept["planDigest"]?.AsText() is { Length: > 0 }, "a plan that is no dry run has no planId or no planDigest");
    }

    private static async Task RememberedAsync(CheckContext context)
    {
        var deployment = context.Bench.Deployment("remembered");
        var properties = await context.Maker.PropertiesAsync(context.Workhorse, context.Cancellation);
        var plan = Demand.Data(await PlanAsync(context, context.Workhorse, "remembered", properties, deployment, dryRun: false), "planning");
        var (id, digest) = (plan["planId"]?.AsText(), plan["planDigest"]?.AsText());
        Demand.Error(await context.Bench.CallAsync("applyDeployment", new ApplyArguments(deployment, id, digest + "0"), context.Cancellation), "applying a plan under another digest", ErrorCodes.Conflict);
        var applied = Demand.Applied(await context.Bench.CallAsync("applyDeployment", new ApplyArguments(deployment, id, digest), context.Cancellation), "applying a remembered plan");
        Demand.Same(Datum.Of(Bench.Urn(deployment, context.Workhorse, "remembered")), applied["urn"], "the urn of what was made");
    }

    private static async Task OutdatedAsync(CheckContext context)
    {
        var deployment = context.Bench.Deployment("outdated");
        var properties = await context.Maker.PropertiesAsync(context.Workhorse, context.Cancellation);
        var plan = Demand.Data(await PlanAsync(context, context.Workhorse, "planned", properties, deployment, dryRun: false), "planning");
        await context.Maker.MakeAsync(context.Workhorse, deployment, "meanwhile", context.Cancellation);
        Demand.Error(await context.Bench.CallAsync("applyDeployment", new ApplyArguments(deployment, plan["planId"]?.AsText(), plan["planDigest"]?.AsText()), context.Cancellation),
            "applying a plan whose deployment has changed", ErrorCodes.Conflict);
    }
}
