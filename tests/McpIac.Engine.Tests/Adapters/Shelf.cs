using McpIac.Engine.Adapters;
using McpIac.Engine.Connections;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;
using McpIac.Schemas.Snapshots;

namespace McpIac.Engine.Tests.Adapters;

/// <summary>
/// A plain server in this process: books by their title (<c>book</c>), loans by an id that the server gives (<c>loan</c>). Tests take its tools' place to have it lie.
/// </summary>
internal sealed class Shelf : IProviderConnection
{
    private const string Tools = """
        { "tools": [
          { "name": "create_book", "inputSchema": { "type": "object", "properties": { "title": { "type": "string" }, "pages": { "type": "integer" }, "note": { "type": "string" }, "secretKey": { "type": "string" } }, "required": ["title", "pages"] } },
          { "name": "get_book", "annotations": { "readOnlyHint": true }, "inputSchema": { "type": "object", "properties": { "title": { "type": "string" } }, "required": ["title"] } },
          { "name": "update_book", "inputSchema": { "type": "object", "properties": { "title": { "type": "string" }, "pages": { "type": "integer" }, "note": { "type": "string" } }, "required": ["title"] } },
          { "name": "delete_book", "inputSchema": { "type": "object", "properties": { "title": { "type": "string" } }, "required": ["title"] } },
          { "name": "create_loan", "inputSchema": { "type": "object", "properties": { "reader": { "type": "string" } }, "required": ["reader"] } },
          { "name": "list_loans", "annotations": { "readOnlyHint": true }, "inputSchema": { "type": "object", "properties": {} } },
          { "name": "delete_loan", "inputSchema": { "type": "object", "properties": { "loanId": { "type": "integer" } }, "required": ["loanId"] } },
          { "name": "count_books", "annotations": { "readOnlyHint": true }, "inputSchema": { "type": "object", "properties": { "longer_than": { "type": "integer" }, "apiKey": { "type": "string" } } } },
          { "name": "send_reminder", "inputSchema": { "type": "object", "properties": { "reader": { "type": "string" } }, "required": ["reader"] } }
        ] }
        """;

    private int nextLoan = 41;

    public static Catalog Catalog { get; } = CatalogLoader.Load([new SnapshotSource("shelf.mcp.json", Tools)]).Catalog;

    public Dictionary<string, Datum> Books { get; } = new(StringComparer.Ordinal);

    public Dictionary<int, string> Loans { get; } = [];

    /// <summary>The tools that were called, in order.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>Answers in a tool's stead, or null to let it answer.</summary>
    public Func<string, Datum, ToolAnswer?> Instead { get; set; } = (_, _) => null;

    /// <summary>Answers after a tool did what it does.</summary>
    public Func<string, ToolAnswer, ToolAnswer> Afterwards { get; set; } = (_, answer) => answer;

    public string Name => "shelf";

    public AdaptedConnection Adapted(AdapterMemory? memory = null) => new(this, Catalog.Providers[0], memory ?? new AdapterMemory(), null, [TimeSpan.Zero]);

    /// <summary>The same where loans are listed in pages.</summary>
    public AdaptedConnection Paged(ToolPages pages) => With("shelf:loan", t => t with { Tools = [.. t.Tools.Select(u => u.Role == ToolRole.List ? u with { Pages = pages } : u)] });

    /// <summary>The same with a type that is otherwise.</summary>
    public AdaptedConnection With(string token, Func<ResourceType, ResourceType> change) =>
        new(this, Catalog.Providers[0] with { Types = [.. Catalog.Providers[0].Types.Select(t => t.Token == token ? change(t) : t)] }, new AdapterMemory(), null, [TimeSpan.Zero]);

    public static ToolAnswer Says(string text, bool isError = false) => new(isError, null, [text]);

    public Task<Envelope<T>> CallAsync<T>(string tool, object args, TimeSpan timeout, CancellationToken cancellation) => throw new InvalidOperationException("a plain server has no standard's tools");

    public Task<ToolAnswer> CallToolAsync(string tool, Datum args, TimeSpan timeout, CancellationToken cancellation)
    {
        Calls.Add(tool);
        return Task.FromResult(Instead(tool, args) ?? Afterwards(tool, Do(tool, args)));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private ToolAnswer Do(string tool, Datum args)
    {
        var title = args["title"]?.AsText() ?? "";
        switch (tool)
        {
            case "create_book":
                Books[title] = args.Without("secretKey");
                return Says($"Created the book:\n{args}\nEnjoy.");
            case "get_book":
                return Books.TryGetValue(title, out var book) ? Says(book.ToString()) : Says($"Book '{title}' not found", isError: true);
            case "update_book":
                Books[title] = args.Members.Aggregate(Books[title], (all, m) => all.With(m.Key, m.Value));
                return Says("ok");
            case "delete_book":
                return Books.Remove(title) ? Says("gone") : Says("no such book", isError: true);
            case "create_loan":
                Loans[++nextLoan] = args["reader"]?.AsText() ?? "";
                return Says($$"""{ "loan": { "id": {{nextLoan}}, "reader": "{{Loans[nextLoan]}}" } }""");
            case "list_loans":
                return Says(Datum.MapOf([new("loans", Datum.ListOf(Loans.Select(l => Datum.MapOf([new("id", Datum.Of(l.Key)), new("reader", Datum.Of(l.Value))]))))]).ToString());
            case "delete_loan":
                return Loans.Remove((int)(args["loanId"]?.AsInteger() ?? 0)) ? Says("returned") : Says("nothing to return");
            case "count_books":
                return Says($$"""{ "count": {{Books.Values.Count(b => b["pages"]?.AsInteger() > (args["longer_than"]?.AsInteger() ?? 0))}} }""");
            default:
                return Says($"did {tool}");
        }
    }
}
