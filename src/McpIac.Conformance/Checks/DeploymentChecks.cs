using McpIac.Conformance.Running;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Conformance.Checks;

/// <summary>Batches, and deployments as a whole.</summary>
internal static class DeploymentChecks
{
    private const int LargestTried = 20_000;

    public static IReadOnlyList<Check> All { get; } =
    [
        Check.OfServer("batch.results", "A1", 2, "Each change of a call has its result, in their order", async c =>
        {
            var changes = await SeveralAsync(c, "batch", 3);
            var answer = await ApplyAsync(c, "batch", changes);
            Demand.That(answer.Results.Count == changes.Count, $"{changes.Count} changes have {answer.Results.Count} results");
            Demand.That(answer.Results.Select(r => r["key"]?.AsText()).SequenceEqual(changes.Select(w => w.Key)), "the results' keys aren't the changes', in their order");
        }),
        Check.OfServer("batch.goesOn", "A2", 4, "With continueOnError the other changes are made", async c =>
        {
            var answer = await ApplyAsync(c, "goeson", await WithMistakeAsync(c, "goeson"), new ApplyOptions(1, ContinueOnError: true));
            Outcomes(answer, "applied", "failed", "applied");
        }),
        Check.OfServer("batch.stops", "A2", 4, "Without continueOnError what wasn't begun is skipped", async c =>
        {
            var answer = await ApplyAsync(c, "stops", await WithMistakeAsync(c, "stops"), new ApplyOptions(1));
            Outcomes(answer, "applied", "failed", "skipped");
        }),
        Check.OfServer("batch.limit", "M5", 4, "More changes than the limit says are invalid", async c =>
        {
            if (c.Bench.Subject.Extension?["limits"]?["maxBatch"]?.AsInteger() is not { } most) throw Demand.Exempt("no limits.maxBatch is announced");
            if (most > LargestTried) throw new CheckSkipped($"the limit of {most} is too large to be tried");
            var change = new WireChange("", "delete", c.Workhorse.Token, "none", NotFound.Urn, NotFound.Id);
            var many = Json.Of(new ApplyArguments(NotFound.Deployment, Changes: [.. Enumerable.Range(0, (int)most + 1).Select(i => change with { Key = $"{NotFound.Key}-{i}" })]));
            Demand.Error(await c.Bench.CallAsync("applyDeployment", many, c.Cancellation), $"{most + 1} changes at once", ErrorCodes.Invalid);
        }),
        Check.OfServer("deployment.state", "S1", 4, "A deployment's state names its resources and what they depend on", async c =>
        {
            var deployment = c.Bench.Deployment("state");
            var first = await c.Maker.MakeAsync(c.Workhorse, deployment, "first", c.Cancellation);
            var second = await c.Maker.MakeAsync(c.Workhorse, deployment, "second", c.Cancellation, dependencies: [first.Urn]);
            var state = await StateAsync(c, deployment);
            string[] missing = [.. new[] { first.Id, second.Id }.Where(id => state["resources"]?.Items.Any(r => r["id"]?.AsText() == id) != true)];
            Demand.That(missing.Length == 0, $"the state's resources don't have {string.Join(", ", missing)}");
            Demand.Same(Datum.ListOf([Datum.Of(first.Urn)]), state["dependencies"]?[second.Urn], $"dependencies of {second.Urn}");
        }),
        Check.OfServer("deployment.version", "S1", 4, "A deployment's version grows with every change", async c =>
        {
            var deployment = c.Bench.Deployment("version");
            await c.Maker.MakeAsync(c.Workhorse, deployment, "first", c.Cancellation);
            var before = (await StateAsync(c, deployment))["version"]?.AsInteger();
            await c.Maker.MakeAsync(c.Workhorse, deployment, "second", c.Cancellation);
            var after = (await StateAsync(c, deployment))["version"]?.AsInteger();
            Demand.That(before is not null && after > before, $"the version was {before}, and is {after} after a change");
        }),
        Check.OfServer("deployment.unknown", "S1", 4, "A deployment that never was is notFound", async c => Demand.Error(
            await c.Bench.CallAsync("getDeploymentState", new DeploymentStateArguments(NotFound.Deployment), c.Cancellation), "the state of a deployment that never was", ErrorCodes.NotFound)),
        Check.OfServer("deployment.fence", "A4", 4, "A fencing token lower than one seen is a conflict", async c =>
        {
            var deployment = c.Bench.Deployment("fence");
            var changes = await SeveralAsync(c, "fence", 2);
            Demand.Applied(await c.Bench.CallAsync("applyDeployment", new ApplyArguments(deployment, Changes: [changes[0]], FencingToken: 7), c.Cancellation), "a change under the fencing token 7");
            Demand.Error(await c.Bench.CallAsync("applyDeployment", new ApplyArguments(deployment, Changes: [changes[1]], FencingToken: 6), c.Cancellation), "a change under the fencing token 6, after 7", ErrorCodes.Conflict);
        }),
        Check.OfServer("deployment.plannedDelete", "P7", 4, "What a deployment has and its plan doesn't name is planned to be deleted", async c =>
        {
            var deployment = c.Bench.Deployment("rest");
            await c.Maker.MakeAsync(c.Workhorse, deployment, "rest", c.Cancellation);
            var plan = Demand.Data(await c.Bench.CallAsync("planDeployment", new PlanArguments(deployment, [], Options: new PlanOptions(true)), c.Cancellation), "planning a deployment of nothing");
            Demand.That(plan["changes"]?.Items is [var only] && only["action"]?.AsText() == "delete", $"the plan is {Demand.Shown(plan["changes"])}");
        }),
        Check.OfServer("deployment.destroy", "X1", 4, "Destroying a deployment deletes all of it, dependents first", async c =>
        {
            var deployment = c.Bench.Deployment("destroy");
            var first = await c.Maker.MakeAsync(c.Workhorse, deployment, "first", c.Cancellation);
            var second = await c.Maker.MakeAsync(c.Workhorse, deployment, "second", c.Cancellation, dependencies: [first.Urn]);
            var answer = await c.Bench.CallAsync("destroyDeployment", new DestroyArguments(deployment), c.Cancellation);
            Demand.That(answer.Succeeded && answer.Results.Count == 2, $"destroying two objects: {answer}");
            foreach (var made in (MadeObject[])[first, second])
                Demand.Same(Datum.Of("deleted"), Demand.Data(await c.Bench.GetAsync(new GetArguments(made.Id, made.Type.Token), c.Cancellation), "reading what was destroyed")["state"], "its state");
            Demand.That((await StateAsync(c, deployment))["resources"]?.Items is not { Count: > 0 }, "the state of what was destroyed has resources");
        }),
    ];

    private static async Task<IReadOnlyList<WireChange>> SeveralAsync(CheckContext context, string part, int count)
    {
        var changes = new List<WireChange>();
        for (var i = 0; i < count; i++)
        {
            var properties = await context.Maker.PropertiesAsync(context.Workhorse, context.Cancellation);
            changes.Add(new WireChange(context.Bench.Token(), "create", context.Workhorse.Token, $"{part}{i}", Bench.Urn(context.Bench.Deployment(part), context.Workhorse, $"{part}{i}"), Properties: properties));
        }

        return changes;
    }

    private static async Task<IReadOnlyList<WireChange>> WithMistakeAsync(CheckContext context, string part)
    {
        var changes = await SeveralAsync(context, part, 3);
        return [changes[0], changes[1] with { Action = "update", Id = null }, changes[2]];
    }

    private static Task<Answer> ApplyAsync(CheckContext context, string part, IReadOnlyList<WireChange> changes, ApplyOptions? options = null) =>
        context.Bench.CallAsync("applyDeployment", new ApplyArguments(context.Bench.Deployment(part), Changes: changes, Options: options), context.Cancellation);

    private static void Outcomes(Answer answer, params string[] expected)
    {
        var actual = answer.Results.Select(r => r["outcome"]?.AsText()).ToArray();
        Demand.That(actual.SequenceEqual(expected), $"the outcomes are {string.Join(", ", actual)}, not {string.Join(", ", expected)}");
    }

    private static async Task<Datum> StateAsync(CheckContext context, string deployment) =>
        Demand.Data(await context.Bench.CallAsync("getDeploymentState", new DeploymentStateArguments(deployment), context.Cancellation), "asking for a deployment's state");
}
