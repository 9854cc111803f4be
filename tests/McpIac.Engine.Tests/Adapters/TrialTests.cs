using McpIac.Engine.Adapters;
using McpIac.Schemas.Data;

namespace McpIac.Engine.Tests.Adapters;

/// <summary>A trial says what a type's tools really do, and leaves nothing behind.</summary>
public sealed class TrialTests
{
    private readonly Shelf shelf = new();

    [Fact]
    public async Task ABook_ReachesLevelOne_AndIsGoneAfterwards()
    {
        var result = await TryAsync("shelf:book", """{ "secretKey": "hush" }""");
        Assert.Equal("create ok, read ok, update ok, delete ok", Steps(result));
        Assert.Equal((1, null, "secretKey"), (result.Level, result.Left, string.Join(' ', result.Untold)));
        Assert.Empty(shelf.Books);
        Assert.All(result.Seen, s => Assert.StartsWith("mciacctry", s["title"]!.AsText(), StringComparison.Ordinal));
        Assert.NotEmpty(result.Seen);
    }

    [Fact]
    public async Task ALoan_WithAnIdOfTheServer_ReachesLevelOne()
    {
        var result = await TryAsync("shelf:loan");
        Assert.Equal(("create ok, read ok, delete ok", 1), (Steps(result), result.Level));
        Assert.Empty(shelf.Loans);
    }

    [Fact]
    public async Task AnUpdateThatDoesNothing_IsFound_AndWhatWasMadeIsDeleted()
    {
        shelf.Instead = (tool, _) => tool == "update_book" ? Shelf.Says("Updated.") : null;
        var result = await TryAsync("shelf:book");
        Assert.Equal(("create ok, read ok, update failed, delete ok", null), (Steps(result), result.Level));
        Assert.Contains("is as before", result.Steps[2].Message, StringComparison.Ordinal);
        Assert.Empty(shelf.Books);
    }

    [Fact]
    public async Task ACreateThatAnswersWithoutAnId_AndCanNotBeFound_IsSaid()
    {
        shelf.Instead = (tool, _) => tool switch { "create_loan" => Shelf.Says("Done!"), "list_loans" => Shelf.Says("[]"), _ => null };
        var result = await TryAsync("shelf:loan");
        Assert.Equal("create failed", Steps(result));
        Assert.Equal("create_loan of shelf answered without the loanId of what it made. It may be there: look, and import it. It said: Done!.", result.Steps[0].Message);
    }

    [Theory]
    [InlineData("{}", 0)]
    [InlineData("""{ "title": "Emma" }""", 1)]
    public async Task WhatACreateThatFailedMadeAllTheSame_IsDeleted_ButNothingOfAnotherName(string given, int left)
    {
        shelf.Instead = (tool, _) => tool is "get_book" or "list_books" && shelf.Calls.All(c => !c.StartsWith("delete", StringComparison.Ordinal)) ? Shelf.Says("There is no such book.", isError: true) : null;
        var result = await TryAsync("shelf:book", given);
        Assert.StartsWith("create failed", Steps(result), StringComparison.Ordinal);
        Assert.Equal((null, left), (result.Level, shelf.Books.Count));
    }

    [Fact]
    public async Task AnIdentityThatSeveralHave_IsSaid()
    {
        shelf.Instead = (tool, _) => tool == "list_loans" && shelf.Calls.Count > 1 ? Shelf.Says("""[ { "id": 42, "reader": "a" }, { "id": 42, "reader": "b" } ]""") : null;
        var result = await TryAsync("shelf:loan");
        Assert.Contains("tells of 2 objects with the same loanId", result.Steps[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatCanNotBeDeleted_IsTold()
    {
        shelf.Instead = (tool, _) => tool == "delete_book" ? Shelf.Says("no", isError: true) : null;
        var result = await TryAsync("shelf:book");
        Assert.Equal((null, shelf.Books.Keys.Single()), (result.Level, result.Left));
    }

    private async Task<TrialResult> TryAsync(string type, string given = "{}")
    {
        await using var provider = shelf.Adapted();
        return await new Trial(provider, Shelf.Catalog.Find(type)!, TimeSpan.FromMinutes(1)).RunAsync(DatumReader.Read(given).Value!, TestContext.Current.CancellationToken);
    }

    private static string Steps(TrialResult result) => string.Join(", ", result.Steps.Select(s => $"{s.Verb} {s.Outcome}"));
}
