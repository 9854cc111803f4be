using System.Globalization;
using McpIac.Conformance.Running;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Conformance.Checks;

/// <summary>What a server still knows after it was killed and started again.</summary>
internal static class CrashChecks
{
    private const int Several = 8;

    public static IReadOnlyList<Check> All { get; } =
    [
        Check.OfServer("crash.object", "C3", 2, "What was made is there after a crash", async c =>
        {
            var made = await MadeAsync(c, "object");
            await RestartAsync(c);
            var read = Demand.Data(await c.Bench.GetAsync(new GetArguments(Urn: made.Urn), c.Cancellation), "reading its urn after a crash");
            Demand.Same(Datum.Of(made.Id), read["id"], "the id after a crash");
            Demand.Same(Datum.Of("created"), read["state"], "its state after a crash");
        }),
        Check.OfServer("crash.key", "C2", 2, "A key sent again after a crash gives its first result", async c =>
        {
            var made = await MadeAsync(c, "key");
            await RestartAsync(c);
            var change = new WireChange(made.Key, "create", made.Type.Token, made.Name, made.Urn, Properties: made.Properties);
            var again = Demand.Applied(await c.Bench.ApplyAsync(change, c.Cancellation), "a create sent again after a crash");
            Demand.Same(Datum.Of(made.Id), again["id"], "the id that is answered after a crash");
        }),
        Check.OfServer("crash.askedKey", "G4", 2, "A key can be asked about after a crash", async c =>
        {
            var made = await MadeAsync(c, "asked");
            await RestartAsync(c);
            Demand.Same(Datum.Of(made.Id), Demand.Data(await c.Bench.GetAsync(new GetArguments(Key: made.Key), c.Cancellation), "asking for a key after a crash")["id"], "the id of its object");
        }),
        Check.OfServer("crash.interrupted", "C3", 2, "What a crash interrupted happens once when it is sent again", InterruptedAsync),
        Check.OfServer("crash.schema", "D6", 1, "After a restart the types have the same digest", async c =>
        {
            var before = c.Bench.Subject.Extension?["schemaDigest"];
            await RestartAsync(c);
            Demand.Same(before, c.Bench.Peer.Extension?["schemaDigest"], "the schemaDigest after a restart");
        }),
    ];

    private static Task<MadeObject> MadeAsync(CheckContext context, string part)
    {
        if (context.Bench.CantRestart is { } why) throw new CheckSkipped(why);
        return context.Maker.MakeAsync(context.Workhorse, context.Bench.Deployment("crash"), part, context.Cancellation);
    }

    private static async Task RestartAsync(CheckContext context)
    {
        if (context.Bench.CantRestart is { } why) throw new CheckSkipped(why);
        var problem = await context.Bench.RestartAsync(context.Cancellation);
        Demand.That(problem is null, $"the server doesn't come up after a crash: {problem?.Message}");
    }

    private static async Task InterruptedAsync(CheckContext context)
    {
        if (context.Bench.CantRestart is { } why) throw new CheckSkipped(why);
        var (type, deployment) = (context.Workhorse, context.Bench.Deployment("interrupted"));
        var changes = new List<WireChange>();
        for (var i = 0; i < Several; i++)
        {
            var name = "interrupted" + i.ToString(CultureInfo.InvariantCulture);
            changes.Add(new WireChange(context.Bench.Token(), "create", type.Token, name, Bench.Urn(deployment, type, name), Properties: await context.Maker.PropertiesAsync(type, context.Cancellation)));
        }

        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Hear(Datum note)
        {
            if (Equals(note["progressToken"], Datum.Of(changes[0].Key))) begun.TrySetResult();
        }

        context.Bench.Peer.Progressed += Hear;
        var call = context.Bench.CallAsync("applyDeployment", Json.Of(new ApplyArguments(deployment, Changes: changes, Options: new ApplyOptions(1))), context.Cancellation, progressToken: changes[0].Key);
        await Task.WhenAny(begun.Task, call, Task.Delay(TimeSpan.FromSeconds(1), context.Cancellation));
        await RestartAsync(context);
        await call;
        foreach (var change in changes)
        {
            var resource = Demand.Applied(await context.Bench.ApplyAsync(change, context.Cancellation), "a change that a crash interrupted, sent again");
            var (items, problem) = context.Bench.Lists(type) ? await Listing.AllAsync(context.Bench, new ListArguments(type.Token), context.Cancellation) : ([], null);
            Demand.That(problem is null, problem ?? "");
            Demand.That(!context.Bench.Lists(type) || items.Count(i => i["urn"]?.AsText() == change.Urn) == 1, $"after a crash {change.Name} is there {items.Count(i => i["urn"]?.AsText() == change.Urn)} times");
            Demand.Same(resource["id"], Demand.Data(await context.Bench.GetAsync(new GetArguments(Urn: change.Urn), context.Cancellation), "reading it")["id"], "the id of its urn");
        }
    }
}
