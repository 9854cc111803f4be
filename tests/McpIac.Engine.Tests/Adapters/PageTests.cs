using McpIac.Engine.Adapters;
using McpIac.Engine.Connections;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;
using static McpIac.Engine.Tests.Adapters.AdaptedConnectionTests;

namespace McpIac.Engine.Tests.Adapters;

/// <summary>A list in pages is read to its end; where that can't be, nothing is said to be absent.</summary>
public sealed class PageTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly Shelf shelf = new();

    public static TheoryData<string> Styles => ["cursor", "told", "told elsewhere", "pages", "pages of a size", "pages that end with an error", "pages that say when they end", "rows"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Styles))]
    public async Task AllPages_AreOneList(string style)
    {
        for (var i = 1; i <= 7; i++) shelf.Loans[i] = $"reader {i}";
        var (pages, answer) = Server(style);
        shelf.Instead = (tool, args) => tool == "list_loans" ? answer(args) : null;
        await using var provider = shelf.Paged(pages);
        var listed = await provider.ListAsync(new ListArguments("shelf:loan", Managed: false), Patience, Cancellation);
        Assert.Equal("1 2 3 4 5 6 7", string.Join(' ', listed.Data!.Resources.Select(r => r.Id)));
        Assert.Equal("reader 7", (await ReadAsync(provider, "7")).Data!.Properties["reader"]!.AsText());
        Assert.Equal(ErrorCodes.NotFound, (await ReadAsync(provider, "8")).Error!.Code);

        // One that the create says nothing of is found among what is new, wherever that is.
        shelf.Afterwards = (tool, said) => tool == "create_loan" ? Shelf.Says("Done!") : said;
        Assert.Equal("42", (await ApplyAsync(provider, Create("k", """{ "reader": "ann" }""", "shelf:loan"))).Resource!.Id);
        Assert.Equal("applied", (await ApplyAsync(provider, Delete("d", "42", "shelf:loan"))).Outcome);
    }

    [Fact]
    public async Task MoreThanMayBeRead_IsAnError_AndNotAbsence()
    {
        for (var i = 1; i <= 7; i++) shelf.Loans[i] = "ann";
        var (pages, answer) = Server("pages");
        shelf.Instead = (tool, args) => tool == "list_loans" ? answer(args) : null;
        await using var provider = shelf.Paged(pages with { Most = 4 });
        var read = await ReadAsync(provider, "8");
        Assert.Equal((ErrorCodes.Unavailable, "list_loans of shelf tells of more than 6 objects (2 pages), so that what isn't among them can't be told. How many it may read, its mapping says: page: { most: … }."), (read.Error!.Code, read.Error.Message));
        Assert.Equal(ErrorCodes.Unavailable, (await ReadAsync(provider, "1")).Error!.Code);
        Assert.Contains("more than 6 objects", (await provider.ListAsync(new ListArguments("shelf:loan", Managed: false), Patience, Cancellation)).Error!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "loans": [{ "id": 1, "reader": "a" }], "nextCursor": "x" }""", null, "answers with the same again, whatever its cursor is")]
    [InlineData("""{ "loans": [{ "id": 1, "reader": "a" }] }""", 1L, "answers with the same again, whatever its cursor is")]
    [InlineData("""{ "loans": [{ "id": 1, "reader": "a" }], "hasMore": true }""", null, "says that its list goes on, but not by which cursor")]
    [InlineData("""{ "loans": [{ "id": 1, "reader": "a" }], "next": "https://example.com/?page=2" }""", null, "says that its list goes on, but not by which cursor")]
    public async Task PagesThatDoNotEnd_AreAnError(string always, long? start, string message)
    {
        shelf.Instead = (tool, _) => tool == "list_loans" ? Shelf.Says(always) : null;
        await using var provider = shelf.Paged(new ToolPages("cursor") { Start = start });
        Assert.Contains(message, (await ReadAsync(provider, "8")).Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task APageThatFails_IsAnError()
    {
        var (pages, answer) = Server("cursor");
        for (var i = 1; i <= 7; i++) shelf.Loans[i] = "ann";
        shelf.Instead = (tool, args) => tool != "list_loans" ? null : args["cursor"]?.AsText() == "after 6" ? Shelf.Says("database is locked", isError: true) : answer(args);
        await using var provider = shelf.Paged(pages);
        Assert.Equal("list_loans of shelf failed: database is locked.", (await ReadAsync(provider, "8")).Error!.Message);
    }

    [Fact]
    public async Task OnlyTheFirstPage_IsNoList()
    {
        shelf.Instead = (tool, _) => tool == "list_loans" ? Shelf.Says("""{ "loans": [{ "id": 1, "reader": "a" }], "nextCursor": "x" }""") : null;
        await using var provider = shelf.Adapted();
        Assert.Equal("list_loans of shelf tells of a part only.", (await provider.ListAsync(new ListArguments("shelf:loan", Managed: false), Patience, Cancellation)).Error!.Message);
    }

    // Pages of three.
    private (ToolPages Pages, Func<Datum, ToolAnswer> Answer) Server(string style) => style switch
    {
        "cursor" => (new ToolPages("cursor"), args => Page(After(args), ("nextCursor", After(args) + 3 < shelf.Loans.Count ? Datum.Of($"after {After(args) + 3}") : Datum.Null))),
        "told" => (new ToolPages("cursor") { From = "/more/at" }, args => Page(After(args), ("more", Datum.MapOf([new("at", After(args) + 3 < shelf.Loans.Count ? Datum.Of($"after {After(args) + 3}") : Datum.Of(""))])))),
        "told elsewhere" => (new ToolPages("page") { Start = 1, From = "/next_page" }, args => Page(((int)args["page"]!.AsInteger()! - 1) * 3, ("next_page", args["page"]!.AsInteger() * 3 < shelf.Loans.Count ? Datum.Of((long)args["page"]!.AsInteger()! + 1) : Datum.Null))),
        "pages" => (new ToolPages("page") { Start = 1 }, args => Page(((int)args["page"]!.AsInteger()! - 1) * 3)),
        "pages of a size" => (new ToolPages("page") { Start = 0, Size = 3 }, args => Page((int)args["page"]!.AsInteger()! * 3)),
        "pages that end with an error" => (new ToolPages("page") { Start = 1 }, args => args["page"]!.AsInteger() > (shelf.Loans.Count + 2) / 3 ? Shelf.Says("page not found", isError: true) : Page(((int)args["page"]!.AsInteger()! - 1) * 3)),
        "pages that say when they end" => (new ToolPages("page") { Start = 1 }, args => Page(((int)args["page"]!.AsInteger()! - 1) * 3, ("has_more", Datum.Of(args["page"]!.AsInteger() * 3 < shelf.Loans.Count)))),
        _ => (new ToolPages("offset") { Start = 0, CountsRows = true }, args => Page((int)args["offset"]!.AsInteger()!)),
    };

    private static int After(Datum args) => args["cursor"]?.AsText() is { } text ? int.Parse(text.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture) : 0;

    private ToolAnswer Page(int from, params (string Name, Datum Value)[] more) => Shelf.Says(Datum.MapOf(
    [
        new("loans", Datum.ListOf(shelf.Loans.OrderBy(l => l.Key).Skip(from).Take(3).Select(l => Datum.MapOf([new("id", Datum.Of(l.Key)), new("reader", Datum.Of(l.Value))])))),
        .. more.Select(m => KeyValuePair.Create(m.Name, m.Value)),
    ]).ToString());

    private static Task<Envelope<WireResource>> ReadAsync(AdaptedConnection provider, string id) => provider.GetAsync(new GetArguments(id, "shelf:loan"), Patience, Cancellation);
}
