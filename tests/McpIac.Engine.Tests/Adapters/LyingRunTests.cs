using McpIac.Dsl.Expressions;
using McpIac.Engine.Execution;
using McpIac.Schemas.Data;

namespace McpIac.Engine.Tests.Adapters;

/// <summary>A run over a server that lies: what isn't so doesn't get into the state, and the rest is taken back.</summary>
public sealed class LyingRunTests
{
    private readonly ShelfRun run = new();

    [Fact]
    public async Task ACreateWithoutEffect_TakesTheRunBack()
    {
        run.Shelf.Instead = (tool, args) => tool == "create_book" && args["title"]?.AsText() == "Persuasion" ? Shelf.Says("Created.") : null;
        var result = await run.ApplyAsync(ShelfRun.Program([Book("emma", "Emma", 400), Book("persuasion", "Persuasion", 250) with { Dependencies = ["d/shelf:book/emma"] }]));
        Assert.Equal(ApplyOutcome.RolledBack, result.Outcome);
        Assert.Empty(run.State.Resources);
        Assert.Empty(run.State.Pending);
        Assert.Empty(run.Shelf.Books);
    }

    [Fact]
    public async Task AnUpdateWithoutEffect_LeavesStateAsItWas()
    {
        await run.ApplyAsync(ShelfRun.Program([Book("emma", "Emma", 400)]));
        run.Shelf.Instead = (tool, _) => tool == "update_book" ? Shelf.Says("Updated.") : null;
        var result = await run.ApplyAsync(ShelfRun.Program([Book("emma", "Emma", 410)]));
        Assert.Equal(ApplyOutcome.RolledBack, result.Outcome);
        Assert.Equal("400", $"{run.State.Resources["d/shelf:book/emma"].Inputs["pages"]}");
    }

    [Fact]
    public async Task ADeleteWithoutEffect_KeepsTheResourceInTheState()
    {
        await run.ApplyAsync(ShelfRun.Program([Book("emma", "Emma", 400)]));
        run.Shelf.Instead = (tool, _) => tool == "delete_book" ? Shelf.Says("Deleted.") : null;
        Assert.Equal(ApplyOutcome.Failed, (await run.ApplyAsync(ShelfRun.Program([]))).Outcome);
        Assert.Equal(["d/shelf:book/emma"], run.State.Resources.Keys);
    }

    private static McpIac.Plans.Binding.BoundResource Book(string name, string title, int pages) =>
        ShelfRun.Resource("book", name, ("title", new Literal(Datum.Of(title))), ("pages", new Literal(Datum.Of(pages))));
}
