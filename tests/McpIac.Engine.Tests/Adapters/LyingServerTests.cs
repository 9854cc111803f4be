using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Protocol;
using static McpIac.Engine.Tests.Adapters.AdaptedConnectionTests;

namespace McpIac.Engine.Tests.Adapters;

/// <summary>Servers whose tools say what isn't so: what they say is compared with what there is.</summary>
public sealed class LyingServerTests
{
    private readonly Shelf shelf = new();

    [Fact]
    public async Task ACreateWithoutEffect_HasFailed()
    {
        shelf.Instead = (tool, _) => tool == "create_book" ? Shelf.Says("Created.") : null;
        var result = await ApplyAsync(shelf.Adapted(), Create("k", """{ "title": "Emma", "pages": 400 }"""));
        Assert.Equal(("failed", "create_book of shelf says that it made Emma, but it isn't there. It said: Created."), (result.Outcome, result.Error!.Message));
    }

    [Fact]
    public async Task AnUpdateWithoutEffect_HasFailed()
    {
        shelf.Books["Emma"] = Map("""{ "title": "Emma", "pages": 400 }""");
        shelf.Instead = (tool, _) => tool == "update_book" ? Shelf.Says("Updated.") : null;
        var result = await ApplyAsync(shelf.Adapted(), Update("k", "Emma", """{ "title": "Emma", "pages": 400 }""", """{ "title": "Emma", "pages": 410 }"""));
        Assert.Equal(("failed", "update_book of shelf says that it changed Emma, but its pages is as before."), (result.Outcome, result.Error!.Message));
    }

    [Fact]
    public async Task AnUpdateOfAPart_IsPartial()
    {
        shelf.Books["Emma"] = Map("""{ "title": "Emma", "pages": 400, "note": "a" }""");
        shelf.Instead = (tool, args) =>
        {
            if (tool == "update_book") shelf.Books["Emma"] = shelf.Books["Emma"].With("note", args["note"]!);
            return tool == "update_book" ? Shelf.Says("Updated.") : null;
        };
        var result = await ApplyAsync(shelf.Adapted(), Update("k", "Emma", """{ "title": "Emma", "pages": 400, "note": "a" }""", """{ "title": "Emma", "pages": 410, "note": "b" }"""));
        Assert.Equal(("partial", "update_book of shelf left pages of Emma as it was."), (result.Outcome, result.Error!.Message));
    }

    [Fact]
    public async Task ADeleteWithoutEffect_HasFailed()
    {
        shelf.Books["Emma"] = Map("""{ "title": "Emma", "pages": 400 }""");
        shelf.Instead = (tool, _) => tool == "delete_book" ? Shelf.Says("Deleted.") : null;
        var result = await ApplyAsync(shelf.Adapted(), Delete("k", "Emma"));
        Assert.Equal(("failed", "delete_book of shelf says that it deleted Emma, but it is still there."), (result.Outcome, result.Error!.Message));
    }

    [Fact]
    public async Task AReadOfAnotherObject_IsNoRead()
    {
        shelf.Books["Emma"] = Map("""{ "title": "Emma", "pages": 400 }""");
        shelf.Instead = (tool, _) => tool == "get_book" ? Shelf.Says("""{ "title": "Persuasion", "pages": 250 }""") : null;
        var read = await shelf.Adapted().CallAsync<WireResource>("getResource", new GetArguments("Emma", "shelf:book"), TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        Assert.Equal((ErrorCodes.Unavailable, "get_book of shelf told of another object than it was asked for."), (read.Error!.Code, read.Error.Message));
    }

    [Theory]
    [InlineData("""[{ "title": "Emma", "pages": 400 }]""", "applied", "")]
    [InlineData("""["Persuasion", "Emma"]""", "applied", "")]
    [InlineData("""{ "book": { "pages": 400 } }""", "applied", "")]
    [InlineData("Title: Emma\nPages: 400", "applied", "")]
    [InlineData("""[{ "title": "Persuasion", "pages": 1 }]""", "failed", "it isn't there")]
    [InlineData("""["Persuasion"]""", "failed", "it isn't there")]
    [InlineData("""{ "error": "Book not found" }""", "failed", "it isn't there")]
    [InlineData("""{ "status": "not_found" }""", "failed", "it isn't there")]
    [InlineData("""{ "book": null }""", "failed", "it isn't there")]
    [InlineData("""{ "data": { "book": { "title": "Persuasion", "pages": 1 } } }""", "failed", "told of another object")]
    [InlineData("""{ "book": { "name": "Persuasion", "pages": 1 } }""", "failed", "it is another one's")]
    [InlineData("""{ "Title": 5, "pages": "four" }""", "failed", "told of another object")]
    [InlineData("""{ "success": false, "error": "no book of that title" }""", "failed", "told nothing of what it was asked for")]
    [InlineData("""{ "success": true }""", "failed", "told nothing of what it was asked for")]
    [InlineData("Nothing under that title.", "failed", "told nothing of what it was asked for")]
    [InlineData("{ broken", "failed", "told nothing of what it was asked for")]
    [InlineData("true", "failed", "told nothing of what it was asked for")]
    public async Task WhatIsReadAfterACreate_HasToTellOfIt(string read, string outcome, string why)
    {
        shelf.Instead = (tool, _) => tool == "get_book" && shelf.Books.Count > 0 ? Shelf.Says(read) : null;
        var result = await ApplyAsync(shelf.Adapted(), Create("k", """{ "title": "Emma", "pages": 400 }"""));
        Assert.Equal(outcome, result.Outcome);
        Assert.Contains(why, result.Error?.Message ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/books", null, """{ "books": [{ "title": "Persuasion" }, { "title": "Emma" }] }""", null)]
    [InlineData("/books", null, """{ "books": [{ "title": "Persuasion" }] }""", "There is no book Emma.")]
    [InlineData("/boks", null, """{ "books": [] }""", "There is no book Emma.")]
    [InlineData("/boks", null, """{ "books": [{ "title": "Persuasion" }, { "title": "Emma" }] }""", "tells of it, but not at '/boks', where its mapping has it: at /books.")]
    [InlineData("/all", null, """{ "all": [], "shelves": { "a": [{ "title": "Emma" }] } }""", "where its mapping has it: at /shelves/a.")]
    [InlineData("/books", "/name", """{ "books": [{ "title": "Persuasion" }, { "title": "Emma" }] }""", "tells of 2 objects, but of none the title.")]
    [InlineData(null, null, """[{ "label": "Persuasion" }, { "label": "Emma" }]""", "tells of 2 objects, but of none the title.")]
    [InlineData("/books", null, """{ "books": [{ "title": "Emma" }, { "title": "Emma" }] }""", "tells of 2 objects with the same title.")]
    public async Task AWrongPlaceInAMapping_IsSaid_AndIsNotAbsence(string? rows, string? title, string read, string? why)
    {
        shelf.Instead = (tool, _) => tool == "get_book" ? Shelf.Says(read) : null;
        var result = new ToolResult { Rows = rows, Members = title is null ? [] : [new("title", title)] };
        await using var provider = shelf.With("shelf:book", t => t with { Tools = [.. t.Tools.Select(u => u.Role == ToolRole.Read ? u with { Result = result } : u)] });
        var told = await provider.CallAsync<WireResource>("getResource", new GetArguments("Emma", "shelf:book"), TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        if (why is null) Assert.NotNull(told.Data);
        else Assert.Contains(why, told.Error!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/data/pages", """{ "data": { "title": "Persuasion", "pages": 400 } }""", "told of another object")]
    [InlineData("/data/size/pages", """{ "data": { "size": { "pages": 400, "title": "Persuasion" } } }""", "told of another object")]
    [InlineData("/data/pages", """{ "data": { "title": "Emma", "pages": 400 } }""", null)]
    [InlineData("/data/pagez", """{ "data": { "title": "Emma", "pages": 400 } }""", "told nothing of what it was asked for")]
    public async Task WhatAMappingPointsAt_IsOfTheObjectThatWasAskedFor(string pointer, string read, string? why)
    {
        shelf.Instead = (tool, _) => tool == "get_book" ? Shelf.Says(read) : null;
        await using var provider = shelf.With("shelf:book", t => t with { Tools = [.. t.Tools.Select(u => u.Role == ToolRole.Read ? u with { Result = new ToolResult { Members = [new("pages", pointer)] } } : u)] });
        var told = await provider.CallAsync<WireResource>("getResource", new GetArguments("Emma", "shelf:book"), TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        if (why is null) Assert.Equal("400", $"{told.Data!.Properties["pages"]}");
        else Assert.Contains(why, told.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ACreateThatAnswersWithAnothersObject_HasFailed_AlsoWhereNothingCouldBeListedBefore()
    {
        shelf.Loans[7] = "bob";
        shelf.Instead = (tool, _) => tool switch
        {
            "list_loans" when !shelf.Calls.Contains("create_loan") => Shelf.Says("no", isError: true),
            "create_loan" => Shelf.Says("""{ "id": 7 }"""),
            _ => null,
        };
        var result = await ApplyAsync(shelf.Adapted(), Create("k", """{ "reader": "ann" }""", "shelf:loan"));
        Assert.Equal(("failed", ErrorCodes.Conflict), (result.Outcome, result.Error!.Code));
    }

    [Fact]
    public async Task ACreateThatAnswersWithAnObjectThatWasThere_HasFailed()
    {
        shelf.Loans[7] = "bob";
        shelf.Instead = (tool, _) => tool == "create_loan" ? Shelf.Says("""{ "id": 7, "reader": "ann" }""") : null;
        var result = await ApplyAsync(shelf.Adapted(), Create("k", """{ "reader": "ann" }""", "shelf:loan"));
        Assert.Equal(("failed", ErrorCodes.Conflict), (result.Outcome, result.Error!.Code));
    }

    [Fact]
    public async Task ATooLongStory_IsNoAnswer()
    {
        shelf.Instead = (tool, _) => tool == "get_book" ? Shelf.Says(new string('x', 5 * 1024 * 1024)) : null;
        var read = await shelf.Adapted().CallAsync<WireResource>("getResource", new GetArguments("Emma", "shelf:book"), TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        Assert.Equal((ErrorCodes.Unknown, "shelf answered get_book with more than 4 MiB of text."), (read.Error!.Code, read.Error.Message));
    }

    [Fact]
    public async Task AnErrorWithAnEffect_IsPartial()
    {
        shelf.Afterwards = (tool, answer) => tool == "create_book" ? Shelf.Says("I/O error", isError: true) : answer;
        var result = await ApplyAsync(shelf.Adapted(), Create("k", """{ "title": "Emma", "pages": 400 }"""));
        Assert.Equal(("partial", "Emma", "create_book of shelf failed: I/O error."), (result.Outcome, result.Resource!.Id, result.Error!.Message));
    }
}
