using System.Collections.Concurrent;
using System.Globalization;
using McpIac.Conformance.Peers;
using McpIac.Conformance.Running;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Conformance.Checks;

/// <summary>Etags, deadlines, progress and cancellation.</summary>
internal static class SafetyChecks
{
    private const int Cancelled = 12;

    public static IReadOnlyList<Check> All { get; } =
    [
        Check.OfType("etag.stale", "C5", 3, "An update of an object that was changed since is a conflict, and changes nothing", c =>
        {
            Stale(c);
            Demand.Refused(Demand.Taken(c.Life.Stale, "lifecycle.readById"), "an update with another etag", ErrorCodes.Conflict);
            Demand.Same(c.Life.ReadById?.Data, Demand.Data(Demand.Taken(c.Life.ReadAfterStale, "lifecycle.readById"), "reading after it"), "the object after the refusal");
        }),
        Check.OfType("etag.changes", "C5", 3, "An update gives the object another etag", c =>
        {
            var before = Stale(c);
            var after = Demand.Data(Demand.Taken(c.Life.ReadUpdated, "lifecycle.update"), "reading after the update")["etag"];
            Demand.That(after is not null && !Equals(before, after), $"the etag is {Demand.Shown(after)}, before and after an update");
        }),
        Check.OfServer("deadline.past", "C8", 3, "A change whose deadline has passed isn't begun", async c =>
        {
            var (type, properties) = (c.Workhorse, await c.Maker.PropertiesAsync(c.Workhorse, c.Cancellation));
            var urn = Bench.Urn(c.Bench.Deployment("late"), type, "late");
            var answer = await c.Bench.ApplyAsync(new WireChange(c.Bench.Token(), "create", type.Token, "late", urn, Properties: properties, Deadline: "2001-01-01T00:00:00Z"), c.Cancellation);
            Demand.Refused(answer, "a change whose deadline has passed", ErrorCodes.Timeout);
            Demand.Error(await c.Bench.GetAsync(new GetArguments(Urn: urn), c.Cancellation), "asking for what wasn't begun", ErrorCodes.NotFound);
        }),
        Check.OfServer("deadline.form", "C8", 3, "A deadline that is no time is invalid", async c =>
        {
            var properties = await c.Maker.PropertiesAsync(c.Workhorse, c.Cancellation);
            var change = new WireChange(c.Bench.Token(), "create", c.Workhorse.Token, "never", Bench.Urn(c.Bench.Deployment("never"), c.Workhorse, "never"), Properties: properties, Deadline: "soon");
            Demand.Refused(await c.Bench.ApplyAsync(change, c.Cancellation), "a change with the deadline 'soon'", ErrorCodes.Invalid);
        }),
        Check.OfServer("progress.phases", "N1", 3, "Who asks is told of a change's phases", async c =>
        {
            var (notes, made) = await NotedAsync(c, "phases");
            Demand.That(notes.Any(n => n["_meta"]?[Wire.ResourceKey]?.AsText() == made.Urn && n["_meta"]?[Wire.PhaseKey]?.AsText() is { Length: > 0 }), $"none of {notes.Count} notifications tells the urn and a phase");
        }),
        Check.OfServer("progress.identity", "N1", 3, "Progress tells the id as soon as it is known", async c =>
        {
            var (notes, made) = await NotedAsync(c, "identity");
            var identity = notes.Select(n => n["_meta"]?[Wire.IdentityKey]).FirstOrDefault(i => i is not null);
            Demand.That(identity is not null, $"none of {notes.Count} notifications tells the identity");
            Demand.Same(Datum.Of(made.Id), identity["id"], "the identity's id");
            Demand.Same(Datum.Of(made.Type.Token), identity["type"], "the identity's type");
        }),
        Check.OfServer("cancellation.keys", "N2", 3, "After a cancelled call each of its keys can be asked about", async c =>
        {
            foreach (var change in await CancelAsync(c, "asked"))
            {
                var answer = await c.Bench.GetAsync(new GetArguments(Key: change.Key), c.Cancellation);
                Demand.That(answer.Data?["state"] is not null || answer.Code is ErrorCodes.NotFound or ErrorCodes.Unknown, $"asking for a key of a cancelled call: {answer}");
            }
        }),
        Check.OfServer("cancellation.again", "N2", 3, "Sent again after a cancelled call, each change happens once", async c =>
        {
            foreach (var change in await CancelAsync(c, "again"))
            {
                var resource = Demand.Applied(await SettledAsync(c, change), "a change of a cancelled call, sent again");
                Demand.Same(resource["id"], Demand.Data(await c.Bench.GetAsync(new GetArguments(Urn: change.Urn), c.Cancellation), "reading it")["id"], "the id of its urn");
            }
        }),
    ];

    /// <summary>The etag that the type's object had when it was made.</summary>
    private static Datum Stale(CheckContext context)
    {
        LifecycleChecks.Made(context);
        if (!context.Type.CanUpdate || context.Life.Update is null) throw Demand.Exempt("nothing can be updated");
        return context.Life.ReadById?.Data?["etag"] ?? throw Demand.Exempt("objects of the type have no etags");
    }

    private static async Task<(IReadOnlyCollection<Datum> Notes, MadeObject Made)> NotedAsync(CheckContext context, string name)
    {
        var (type, properties) = (context.Workhorse, await context.Maker.PropertiesAsync(context.Workhorse, context.Cancellation));
        var deployment = context.Bench.Deployment("progress");
        var change = new WireChange(context.Bench.Token(), "create", type.Token, name, Bench.Urn(deployment, type, name), Properties: properties);
        var notes = new ConcurrentQueue<Datum>();
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Hear(Datum note)
        {
            if (note["progressToken"]?.AsText() != change.Key) return;
            notes.Enqueue(note);
            if (note["_meta"]?[Wire.IdentityKey] is not null) told.TrySetResult();
        }

        context.Bench.Peer.Progressed += Hear;
        try
        {
            var arguments = Json.Of(new ApplyArguments(deployment, Changes: [change]));
            var answer = await context.Bench.CallAsync("applyDeployment", arguments, context.Cancellation, progressToken: change.Key);
            var resource = Demand.Applied(answer, "a create");

            // The last notification may come after the answer.
            await Task.WhenAny(told.Task, Task.Delay(TimeSpan.FromSeconds(2), context.Cancellation));
            return (notes, new MadeObject(type, change.Key, name, change.Urn, resource["id"]?.AsText() ?? "", properties, resource));
        }
        finally
        {
            context.Bench.Peer.Progressed -= Hear;
        }
    }

    /// <summary>Cancels a call of several creates when the first of them is told of, or shortly after it was sent.</summary>
    private static async Task<IReadOnlyList<WireChange>> CancelAsync(CheckContext context, string part)
    {
        var (type, deployment) = (context.Workhorse, context.Bench.Deployment("cancelled" + part));
        var changes = new List<WireChange>();
        for (var i = 0; i < Cancelled; i++)
        {
            var name = "cancelled" + i.ToString(CultureInfo.InvariantCulture);
            changes.Add(new WireChange(context.Bench.Token(), "create", type.Token, name, Bench.Urn(deployment, type, name), Properties: await context.Maker.PropertiesAsync(type, context.Cancellation)));
        }

        using var cancelling = CancellationTokenSource.CreateLinkedTokenSource(context.Cancellation);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Hear(Datum note)
        {
            if (Equals(note["progressToken"], Datum.Of(changes[0].Key))) begun.TrySetResult();
        }

        context.Bench.Peer.Progressed += Hear;
        try
        {
            var arguments = Json.Of(new ApplyArguments(deployment, Changes: changes, Options: new ApplyOptions(Parallelism: 1)));
            var call = context.Bench.CallAsync("applyDeployment", arguments, cancelling.Token, progressToken: changes[0].Key);
            await Task.WhenAny(begun.Task, call, Task.Delay(TimeSpan.FromSeconds(1), context.Cancellation));
            Cancelling.Now(cancelling);
            await call;
        }
        catch (OperationCanceledException) when (!context.Cancellation.IsCancellationRequested)
        {
            // As it should end; a server that was quicker has answered.
        }
        finally
        {
            context.Bench.Peer.Progressed -= Hear;
        }

        return changes;
    }

    // A change that is being stopped may answer once that it was, or that the server doesn't know; sent again then it is decided.
    private static async Task<Answer> SettledAsync(CheckContext context, WireChange change)
    {
        for (var attempt = 0; ; attempt++)
        {
            var answer = await context.Bench.ApplyAsync(change, context.Cancellation);
            if (answer.Outcome is "applied" || attempt == 5) return answer;
            await Task.Delay(TimeSpan.FromMilliseconds(100 << attempt), context.Cancellation);
        }
    }
}
