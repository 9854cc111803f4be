using McpIac.Conformance.Running;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Conformance.Checks;

/// <summary><c>listResources</c> and its pages.</summary>
internal static class ListChecks
{
    private const int Objects = 4;

    public static IReadOnlyList<Check> All { get; } =
    [
        Check.OfServer("list.pages", "LS2", 1, "Pages together hold each object once, and none holds more than its limit", PagesAsync),
        Check.OfServer("list.cursor", "LS2", 1, "A cursor stays good while objects come and go", CursorAsync),
        Check.OfServer("list.badCursor", "LS2", 2, "A cursor that the server didn't give is invalid", async c => Demand.Error(
            await c.Bench.CallAsync("listResources", new ListArguments(Cursor: NotFound.Cursor), c.Cancellation), "a cursor that was never given", ErrorCodes.Invalid)),
        Check.OfServer("list.badLimit", "LS2", 2, "A limit of nothing is invalid", async c => Demand.Error(
            await c.Bench.CallAsync("listResources", new ListArguments(Limit: 0), c.Cancellation), "the limit 0", ErrorCodes.Invalid)),
        Check.OfServer("list.unknownType", "LS1", 2, "A type that there isn't is invalid", async c => Demand.Error(
            await c.Bench.CallAsync("listResources", new ListArguments(c.Bench.Subject.Provider + ":conformance:none"), c.Cancellation), "a type that there isn't", ErrorCodes.Invalid)),
        Check.OfServer("list.filter", "LS3", 2, "A filter leaves what is equal", async c =>
        {
            var made = await c.Maker.MakeAsync(Listable(c), c.Bench.Deployment("filter"), "filtered", c.Cancellation);
            await c.Maker.MakeAsync(Listable(c), c.Bench.Deployment("filter"), "other", c.Cancellation);
            var (items, problem) = await Listing.AllAsync(c.Bench, new ListArguments(made.Type.Token, new Dictionary<string, Datum> { ["urn"] = Datum.Of(made.Urn) }), c.Cancellation);
            Demand.That(problem is null, problem ?? "");
            Demand.That(items.Count == 1 && items[0]["id"]?.AsText() == made.Id, $"the filter for one urn leaves {items.Count} objects");
        }),
        Check.OfServer("list.managed", "LS3", 2, "What the server manages is told from what it doesn't", async c =>
        {
            var made = await c.Maker.MakeAsync(Listable(c), c.Bench.Deployment("managed"), "managed", c.Cancellation);
            Demand.That(await HasAsync(c, new ListArguments(made.Type.Token, Managed: true), made), "what was made isn't among what is managed");
            Demand.That(!await HasAsync(c, new ListArguments(made.Type.Token, Managed: false), made), "what was made is among what isn't managed");
        }),
    ];

    private static Schemas.Catalogs.ResourceType Listable(CheckContext context) =>
        context.Bench.Lists(context.Workhorse) ? context.Workhorse : throw Demand.Exempt($"objects of {context.Workhorse.Token} can't be listed");

    private static async Task<bool> HasAsync(CheckContext context, ListArguments arguments, MadeObject made)
    {
        var (items, problem) = await Listing.AllAsync(context.Bench, arguments, context.Cancellation);
        Demand.That(problem is null, problem ?? "");
        return items.Any(i => i["id"]?.AsText() == made.Id);
    }

    private static async Task<IReadOnlyList<MadeObject>> SeveralAsync(CheckContext context, string part)
    {
        var made = new List<MadeObject>();
        for (var i = 0; i < Objects; i++) made.Add(await context.Maker.MakeAsync(Listable(context), context.Bench.Deployment(part), $"page{i}", context.Cancellation));
        return made;
    }

    private static async Task PagesAsync(CheckContext context)
    {
        var made = await SeveralAsync(context, "pages");
        var largest = 0;
        var before = 0;
        var (items, problem) = await Listing.AllAsync(context.Bench, new ListArguments(context.Workhorse.Token, Limit: 2), context.Cancellation, all =>
        {
            (largest, before) = (Math.Max(largest, all.Count - before), all.Count);
            return Task.CompletedTask;
        });
        Demand.That(problem is null, problem ?? "");
        Demand.That(largest is > 0 and <= 2, $"with the limit 2, {(largest == 0 ? "there was one page only" : $"a page held {largest}")}");
        EachOnce(made, items);
    }

    private static async Task CursorAsync(CheckContext context)
    {
        var made = (await SeveralAsync(context, "cursor")).ToList();
        MadeObject? gone = null;
        var (items, problem) = await Listing.AllAsync(context.Bench, new ListArguments(context.Workhorse.Token, Limit: 1), context.Cancellation, async all =>
        {
            if (gone is not null || made.FirstOrDefault(m => all.Any(i => i["id"]?.AsText() == m.Id)) is not { } seen) return;
            gone = seen;
            await context.Bench.ApplyAsync(new WireChange(context.Bench.Token(), "delete", seen.Type.Token, seen.Name, seen.Urn, seen.Id), context.Cancellation);
            await context.Maker.MakeAsync(context.Workhorse, context.Bench.Deployment("cursor"), "meanwhile", context.Cancellation);
        });
        Demand.That(problem is null, $"after an object was deleted between two pages: {problem}");
        EachOnce(made, items);
    }

    private static void EachOnce(IEnumerable<MadeObject> made, IReadOnlyList<Datum> items)
    {
        foreach (var item in made)
        {
            var times = items.Count(i => i["id"]?.AsText() == item.Id && i["type"]?.AsText() == item.Type.Token);
            Demand.That(times == 1, $"{item.Id} is on the pages {times} times");
        }
    }
}
