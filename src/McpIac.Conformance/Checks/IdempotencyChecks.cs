using McpIac.Conformance.Running;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Conformance.Checks;

/// <summary>What is sent again, and what is sent at once.</summary>
internal static class IdempotencyChecks
{
    private const int AtOnce = 8;

    public static IReadOnlyList<Check> All { get; } =
    [
        Check.OfType("idempotency.create", "C2", 2, "A create sent again gives its first result", c => Same(c, c.Life.Created, c.Life.Replayed, "lifecycle.create")),
        Check.OfType("idempotency.unimportant", "C2", 2, "Another deadline and other dependencies make no other change", c => Same(c, c.Life.Created, c.Life.ReplayedLater, "lifecycle.create")),
        Check.OfType("idempotency.otherPayload", "C2", 2, "A key with another payload is a conflict", c =>
            Demand.Refused(Demand.Taken(c.Life.OtherPayload, "lifecycle.create"), "the key of the create with another urn", ErrorCodes.Conflict)),
        Check.OfType("idempotency.update", "C2", 2, "An update sent again gives its first result", c =>
        {
            if (LifecycleChecks.Unchanging(c) is { } why) throw Demand.Exempt(why);
            Same(c, c.Life.Updated, c.Life.UpdateReplayed, "lifecycle.update");
        }),
        Check.OfType("idempotency.delete", "C2", 2, "A delete sent again gives its first result", c =>
            Demand.Applied(Demand.Taken(c.Life.DeleteReplayed, "lifecycle.delete"), "a delete sent again")),
        Check.OfServer("concurrency.sameKey", "C2", 2, "A change that is sent several times at once happens once", SameKeyAsync),
        Check.OfServer("concurrency.sameUrn", "C4", 2, "Of several creates for one urn at once exactly one is made", SameUrnAsync),
        Check.OfServer("concurrency.calls", "A2", 1, "Calls that overlap each get their own answer", CallsAsync),
    ];

    private static void Same(CheckContext context, Answer? first, Answer? again, string step)
    {
        LifecycleChecks.Made(context);
        var (before, after) = (Demand.Taken(first, step), Demand.Taken(again, step));
        Demand.Applied(after, "sent again");
        Demand.Same(before.Resource?["id"], after.Resource?["id"], "the id that is answered again");
        Demand.Same(before.Resource, after.Resource, "the resource that is answered again");
    }

    private static WireChange Create(CheckContext context, string name, Datum properties)
    {
        var type = context.Workhorse;
        return new WireChange(context.Bench.Token(), "create", type.Token, name, Bench.Urn(context.Bench.Deployment("concurrent"), type, name), Properties: properties);
    }

    private static async Task SameKeyAsync(CheckContext context)
    {
        var change = Create(context, "samekey", await context.Maker.PropertiesAsync(context.Workhorse, context.Cancellation));
        var answers = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => context.Bench.ApplyAsync(change, context.Cancellation)));
        foreach (var answer in answers) Demand.Applied(answer, "one of several creates under one key at once");
        var ids = answers.Select(a => a.Resource?["id"]?.AsText()).Distinct().ToArray();
        Demand.That(ids.Length == 1, $"one key at once made {string.Join(" and ", ids)}");
    }

    private static async Task SameUrnAsync(CheckContext context)
    {
        var properties = await context.Maker.PropertiesAsync(context.Workhorse, context.Cancellation);
        var answers = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => context.Bench.ApplyAsync(Create(context, "sameurn", properties), context.Cancellation)));
        var applied = answers.Count(a => a.Outcome == "applied");
        Demand.That(applied == 1, $"of {AtOnce} creates for one urn at once {applied} were applied");
        foreach (var answer in answers.Where(a => a.Outcome != "applied")) Demand.Refused(answer, "another create for the urn", ErrorCodes.AlreadyExists);
    }

    private static async Task CallsAsync(CheckContext context)
    {
        var changes = new List<WireChange>();
        for (var i = 0; i < AtOnce; i++) changes.Add(Create(context, $"overlap{i}", await context.Maker.PropertiesAsync(context.Workhorse, context.Cancellation)));
        var answers = await Task.WhenAll(changes.Select(async c => (Change: c, Made: await context.Bench.ApplyAsync(c, context.Cancellation), Read: await context.Bench.GetAsync(new GetArguments(Urn: c.Urn), context.Cancellation))));
        foreach (var (change, made, read) in answers)
        {
            Demand.Same(Datum.Of(change.Key), made.First?["key"], "the key in the answer of one of several calls at once");
            Demand.Same(Demand.Applied(made, "one of several creates at once")["id"], Demand.Data(read, "reading one of several at once")["id"], "its id");
        }
    }
}
