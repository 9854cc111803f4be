using McpIac.Providers.Tests.Harness;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;
using static McpIac.Providers.Tests.Harness.Session;

namespace McpIac.Providers.Tests.Resources;

public sealed class ReadingTests
{
    private const string Item = "test:thing:item", Other = "test:thing:other";
    private readonly Reality reality = new();

    [Fact]
    public async Task GetResource_ReadsWhatReallyIs()
    {
        await using var session = await StartAsync(new ItemHandler(reality));
        var made = await session.MadeAsync(Create("a", Map(("size", 1), ("password", "pw"))));
        reality.Change(Item, made.Id, Map(("size", 8), ("password", "pw")));
        var read = (await session.GetAsync(new GetArguments(made.Id, Item))).Data!;
        Assert.Equal(Datum.Of(8), read.Properties["size"]);
        Assert.Equal(Map(("$iac", "secret")), read.Properties["password"]);
        Assert.Equal(("2", "created"), (read.Etag, read.State));
        reality.Remove(Item, made.Id);
        Assert.Equal("deleted", (await session.GetAsync(new GetArguments(Urn: made.Urn))).Data!.State);
    }

    [Fact]
    public async Task GetResource_KnowsDeletedOnes_Foreign_AndNeverSeenOnes()
    {
        await using var session = await StartAsync(new ItemHandler(reality));
        var made = await session.MadeAsync(Create("a", Map(("size", 1))));
        await session.ApplyOneAsync(Delete(made, "kd"));
        foreach (var args in new GetArguments[] { new(made.Id, Item), new(made.Id), new(Urn: made.Urn), new(Key: "kd") })
        {
            Assert.Equal("deleted", (await session.GetAsync(args)).Data!.State);
        }

        var foreign = reality.Add(Item, Map(("size", 2), ("password", "theirs")));
        var read = (await session.GetAsync(new GetArguments(foreign.Id, Item))).Data!;
        Assert.Equal((null, Map(("$iac", "secret"))), (read.Urn, read.Properties["password"]));
        foreach (var args in new GetArguments[] { new("i-99", Item), new("i-99"), new(Urn: "x"), new(Key: "x") })
        {
            Assert.Equal("notFound", (await session.GetAsync(args)).Error!.Code);
        }
    }

    [Fact]
    public async Task ListResources_GivesEverythingOnce_PageByPage()
    {
        await using var session = await StartAsync([new ItemHandler(reality), new ItemHandler(reality, Other)]);
        for (var i = 0; i < 7; i++) await session.MadeAsync(Create($"n{i}", Map(("size", 1 + i)), type: i % 2 == 0 ? Item : Other));
        reality.Add(Item, Map(("size", 50)));
        Assert.Equal(8, (await AllAsync(session, new ListArguments(Limit: 3))).Count);
        Assert.Equal(7, (await AllAsync(session, new ListArguments(Managed: true, Limit: 2))).Count);
        Assert.Equal(Datum.Of(50), Assert.Single(await AllAsync(session, new ListArguments(Managed: false))).Properties["size"]);
        Assert.Equal(3, (await AllAsync(session, new ListArguments(Other))).Count);
        var filtered = await AllAsync(session, new ListArguments(Filter: new Dictionary<string, Datum> { ["size"] = Datum.Of(3), ["name"] = Datum.Of("n2") }));
        Assert.Equal("n2", Assert.Single(filtered).Name);
    }

    [Fact]
    public async Task ValidateConfig_ReportsEverything_AndAcceptsUnknowns()
    {
        await using var session = await StartAsync(new ItemHandler(reality));
        var answer = await session.CallAsync<ValidateData>("validateConfig", new ValidateArguments([
            new(Item, "fine", Map(("bigness", Map(("$iac", "unknown"))))),
            new(Item, "bad", Map(("size", 500), ("colour", "red"))),
            new(Item, "twice", Map(("size", 1), ("bigness", 2))),
            new(Item, "unlucky", Map(("size", 13))),
            new("no:such:type", "none", Map())]));
        Assert.True(answer.Success);
        Assert.False(answer.Data!.Valid);
        Assert.Equal(
            [("range", "/size", "bad"), ("unknownMember", "/colour", "bad"), ("duplicate", "/bigness", "twice"), ("unlucky", "/size", "unlucky"), ("type", null, "none")],
            answer.Data.Diagnostics.Select(d => (d.Code, d.Path, d.Resource)));
    }

    private static async Task<IReadOnlyList<WireResource>> AllAsync(Session session, ListArguments args)
    {
        var all = new List<WireResource>();
        do
        {
            var page = (await session.CallAsync<ListData>("listResources", args)).Data!;
            Assert.True(page.Resources.Count <= (args.Limit ?? 100));
            all.AddRange(page.Resources);
            args = args with { Cursor = page.NextCursor };
        }
        while (args.Cursor is not null);
        Assert.Equal(all.Count, all.Select(r => (r.Type, r.Id)).Distinct().Count());
        return all;
    }
}
