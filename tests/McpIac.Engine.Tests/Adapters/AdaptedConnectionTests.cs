using McpIac.Engine.Adapters;
using McpIac.Engine.Connections;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Engine.Tests.Adapters;

/// <summary>A plain server does what the engine asks of a provider, and what it can't tell isn't made up.</summary>
public sealed class AdaptedConnectionTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly Shelf shelf = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ABook_IsMade_Read_Changed_AndDeleted()
    {
        await using var provider = shelf.Adapted();
        var made = await ApplyAsync(provider, Create("k1", """{ "title": "Emma", "pages": 400, "secretKey": "hush" }"""));
        Assert.Equal(("applied", "Emma", """{"title":"Emma","pages":400}"""), (made.Outcome, made.Resource!.Id, $"{made.Resource.Properties}"));
        Assert.Equal("Emma", made.Resource.Outputs["id"]!.AsText());

        Assert.Equal("400", $"{(await ReadAsync(provider, "Emma")).Data!.Properties["pages"]}");

        var changed = await ApplyAsync(provider, Update("k2", "Emma", """{ "title": "Emma", "pages": 400 }""", """{ "title": "Emma", "pages": 410 }"""));
        Assert.Equal(("applied", "410"), (changed.Outcome, $"{changed.Resource!.Properties["pages"]}"));

        Assert.Equal("applied", (await ApplyAsync(provider, Delete("k3", "Emma"))).Outcome);
        Assert.Equal(ErrorCodes.NotFound, (await ReadAsync(provider, "Emma")).Error!.Code);
    }

    [Fact]
    public async Task WhatIsThereAlready_IsNotTakenOver()
    {
        shelf.Books["Emma"] = Map("""{ "title": "Emma", "pages": 400 }""");
        await using var provider = shelf.Adapted();
        var refused = await ApplyAsync(provider, Create("k", """{ "title": "Emma", "pages": 400 }"""));
        Assert.Equal(("failed", ErrorCodes.AlreadyExists), (refused.Outcome, refused.Error!.Code));
        Assert.DoesNotContain("create_book", shelf.Calls);
    }

    [Fact]
    public async Task AKey_HasOneEffect_AndOneAnswer()
    {
        var memory = new AdapterMemory();
        await using var provider = shelf.Adapted(memory);
        var change = Create("k", """{ "reader": "ann" }""", "shelf:loan");
        var first = await ApplyAsync(provider, change);
        await using var another = shelf.Adapted(memory);
        Assert.Equal(first, await ApplyAsync(another, change));
        Assert.Equal("42", first.Resource!.Id);
        Assert.Single(shelf.Loans);
        Assert.Equal(first.Resource, (await another.GetAsync(new GetArguments(Key: "k"), Patience, Cancellation)).Data);
    }

    [Fact]
    public async Task ACreateWhoseAnswerWasLost_IsFoundByWhatItMade()
    {
        var memory = new AdapterMemory();
        var change = Create("k", """{ "title": "Emma", "pages": 400 }""");
        shelf.Afterwards = (tool, answer) => tool == "create_book" ? ToolAnswer.None("it went away", maybeDone: true) : answer;
        await using (var provider = shelf.Adapted(memory))
        {
            var lost = await provider.ApplyAsync(new ApplyArguments("d", Changes: [change]), Patience, Cancellation);
            Assert.Equal((ErrorCodes.Unknown, "possible"), (lost.Error!.Code, lost.Error.Details!.SideEffects));
        }

        await using var next = shelf.Adapted(memory);
        Assert.Equal(ErrorCodes.Unsupported, (await next.GetAsync(new GetArguments(Key: "k"), Patience, Cancellation)).Error!.Code);
        Assert.Equal(("applied", 1), ((await ApplyAsync(next, change)).Outcome, shelf.Calls.Count(c => c == "create_book")));
    }

    [Fact]
    public async Task ACreateOfAnEarlierRun_IsOnlyTaken_WhenItIsAsItWasToBe()
    {
        shelf.Books["Emma"] = Map("""{ "title": "Emma", "pages": 400 }""");
        await using var provider = shelf.Adapted();
        await provider.GetAsync(new GetArguments(Key: "k1"), Patience, Cancellation);
        await provider.GetAsync(new GetArguments(Key: "k2"), Patience, Cancellation);
        Assert.Equal("unknown", (await ApplyAsync(provider, Create("k1", """{ "title": "Emma", "pages": 1 }"""))).Outcome);
        Assert.Equal("applied", (await ApplyAsync(provider, Create("k2", """{ "title": "Emma", "pages": 400 }"""))).Outcome);
    }

    [Fact]
    public async Task AnIdThatOnlyTheServerKnows_IsNeverGuessedAfterACrash()
    {
        await using var provider = shelf.Adapted();
        await provider.GetAsync(new GetArguments(Key: "k"), Patience, Cancellation);
        Assert.Equal("unknown", (await ApplyAsync(provider, Create("k", """{ "reader": "ann" }""", "shelf:loan"))).Outcome);
        Assert.Empty(shelf.Loans);
    }

    [Fact]
    public async Task ACreateThatGivesNoId_IsFoundAmongWhatIsNew()
    {
        shelf.Loans[7] = "ann";
        shelf.Afterwards = (tool, answer) => tool == "create_loan" ? Shelf.Says("Done!") : answer;
        await using var provider = shelf.Adapted();
        var made = await ApplyAsync(provider, Create("k", """{ "reader": "ann" }""", "shelf:loan"));
        Assert.Equal(("applied", "42", "42"), (made.Outcome, made.Resource!.Id, $"{made.Resource.Outputs["loanId"]}"));
    }

    [Fact]
    public async Task ObjectsAreListed_AndFoundAmongThose()
    {
        shelf.Loans[7] = "ann";
        await using var provider = shelf.Adapted();
        var listed = await provider.ListAsync(new ListArguments("shelf:loan", Managed: false), Patience, Cancellation);
        Assert.Equal("""7 {"reader":"ann"}""", string.Join(' ', listed.Data!.Resources.Select(r => $"{r.Id} {r.Properties}")));
        Assert.Equal(ErrorCodes.Unsupported, (await provider.ListAsync(new ListArguments(Managed: true), Patience, Cancellation)).Error!.Code);
        Assert.Equal("ann", (await provider.GetAsync(new GetArguments("7", "shelf:loan"), Patience, Cancellation)).Data!.Properties["reader"]!.AsText());
        Assert.Equal(ErrorCodes.NotFound, (await provider.GetAsync(new GetArguments("8", "shelf:loan"), Patience, Cancellation)).Error!.Code);
    }

    [Theory]
    [InlineData("""{ "loans": [ { "id": 7, "reader": "ann" } ], "nextCursor": "abc" }""", ErrorCodes.Unavailable)]
    [InlineData("""{ "loans": [ { "id": 7, "reader": "ann" } ], "pagination": { "has_more": true } }""", ErrorCodes.Unavailable)]
    [InlineData("""{ "loans": [ { "id": 7, "reader": "ann" } ], "nextCursor": null, "hasMore": false }""", ErrorCodes.NotFound)]
    public async Task WhatIsNotOnAPage_MayBeOnTheNext(string page, string code)
    {
        shelf.Instead = (tool, _) => tool == "list_loans" ? Shelf.Says(page) : null;
        await using var provider = shelf.Adapted();
        Assert.Equal(code, (await provider.GetAsync(new GetArguments("8", "shelf:loan"), Patience, Cancellation)).Error!.Code);
        Assert.Equal("ann", (await provider.GetAsync(new GetArguments("7", "shelf:loan"), Patience, Cancellation)).Data!.Properties["reader"]!.AsText());
    }

    [Fact]
    public async Task WhatAPlainServerHasNot_IsUnsupported() => Assert.Equal(
        ErrorCodes.Unsupported, (await shelf.Adapted().PlanAsync(new PlanArguments("d"), Patience, Cancellation)).Error!.Code);

    internal static Datum Map(string json) => DatumReader.Read(json).Value!;

    internal static WireChange Create(string key, string properties, string type = "shelf:book") => new(key, "create", type, "n", $"d/{type}/n", Properties: Map(properties), Secrets: ["/secretKey"]);

    internal static WireChange Update(string key, string id, string before, string after) =>
        new(key, "update", "shelf:book", "n", "d/shelf:book/n", id, new WirePrior(Map(before), Map("{}")), Map(after));

    internal static WireChange Delete(string key, string id, string type = "shelf:book") => new(key, "delete", type, "n", $"d/{type}/n", id);

    internal static async Task<WireChangeResult> ApplyAsync(AdaptedConnection provider, WireChange change) =>
        Assert.Single((await provider.ApplyAsync(new ApplyArguments("d", Changes: [change]), Patience, Cancellation)).Data!.Results);

    private static Task<Envelope<WireResource>> ReadAsync(AdaptedConnection provider, string id) => provider.GetAsync(new GetArguments(id, "shelf:book"), Patience, Cancellation);
}
