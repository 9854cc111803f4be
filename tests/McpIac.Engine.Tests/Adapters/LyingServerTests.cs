using McpIac.Schemas.Data;
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
        Assert.Equal(("failed", "create_book of shelf says that it made Emma, but it isn't there."), (result.Outcome, result.Error!.Message));
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
