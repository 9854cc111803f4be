using McpIac.Dsl.Expressions;
using McpIac.Engine.Adapters;
using McpIac.Engine.Connections;
using McpIac.Engine.Execution;
using McpIac.Engine.Orchestration;
using McpIac.Engine.Tests.Worlds;
using McpIac.Plans.Binding;
using McpIac.Plans.Planning;
using McpIac.Schemas.Data;
using ApplyOptions = McpIac.Engine.Execution.ApplyOptions;

namespace McpIac.Engine.Tests.Adapters;

/// <summary>Data sources are asked while planning, and once what they depend on is done; actions run once for each change of their arguments.</summary>
public sealed class CallTests
{
    private readonly ShelfRun run = new();


    [Fact]
    public async Task ADataSource_IsKnownInThePlan_AndAskedOnce()
    {
        run.Shelf.Books["Emma"] = DatumReader.Read("""{ "title": "Emma", "pages": 400 }""").Value!;
        var program = ShelfRun.Program([ShelfRun.Resource("data:count_books", "many", ("longer_than", new Literal(Datum.Of(100))))], ("total", ShelfRun.Of("data:count_books", "many", "result")));
        var plan = await run.PlanAsync(program);
        Assert.Equal("""{"count":1}""", $"{plan.Outputs[0].After}");
        Assert.Equal(StepAction.Read, plan.Steps[0].Action);

        run.Shelf.Calls.Clear();
        Assert.Equal(ApplyOutcome.Succeeded, (await run.ApplyAsync(program)).Outcome);
        Assert.Equal(["count_books"], run.Shelf.Calls);
        Assert.Equal("""{"count":1}""", $"{run.State.Outputs["total"]}");
        Assert.Empty(run.State.Resources);
    }

    [Fact]
    public async Task ADataSource_WaitsForWhatItDependsOn()
    {
        var program = ShelfRun.Program(
            [
                ShelfRun.Resource("book", "emma", ("title", new Literal(Datum.Of("Emma"))), ("pages", new Literal(Datum.Of(400)))),
                ShelfRun.Resource("data:count_books", "many", ("longer_than", new Literal(Datum.Of(100)))) with { Dependencies = ["d/shelf:book/emma"] },
            ], ("total", ShelfRun.Of("data:count_books", "many", "result")));
        Assert.Contains("unknown", $"{(await run.PlanAsync(program)).Outputs[0].After}", StringComparison.Ordinal);
        var applied = await run.ApplyAsync(program);
        Assert.Equal(ApplyOutcome.Succeeded, applied.Outcome);
        Assert.Empty(applied.Diagnostics);
        Assert.Equal("""{"count":1}""", $"{run.State.Outputs["total"]}");
        Assert.Equal("""{"count":1}""", $"{(await run.PlanAsync(program)).Outputs[0].After}");
    }

    [Fact]
    public async Task AnAction_RunsOnce_AndAgainWhenItsArgumentsChange_AndWhatItDidStays()
    {
        BoundDeployment Reminding(string reader) => ShelfRun.Program([ShelfRun.Resource("actions:send_reminder", "remind", ("reader", new Literal(Datum.Of(reader))))], ("said", ShelfRun.Of("actions:send_reminder", "remind", "result")));
        Assert.Equal(ApplyOutcome.Succeeded, (await run.ApplyAsync(Reminding("ann"))).Outcome);
        Assert.Equal("\"did send_reminder\"", $"{run.State.Outputs["said"]}");
        await run.ApplyAsync(Reminding("ann"));
        Assert.Single(run.Shelf.Calls);

        var again = await run.PlanAsync(Reminding("bob"));
        Assert.Equal((StepAction.Update, McpIac.Schemas.Catalogs.UndoKind.Irreversible), (again.Steps[0].Action, again.Steps[0].Undo));
        await run.ApplyAsync(Reminding("bob"));
        Assert.Equal(2, run.Shelf.Calls.Count);

        var gone = await run.PlanAsync(ShelfRun.Program([]));
        Assert.Equal((StepAction.Forget, "no longer in the program; what it did stays"), (gone.Steps[0].Action, gone.Steps[0].Reason));
        await run.ApplyAsync(ShelfRun.Program([]));
        Assert.Empty(run.State.Resources);
        Assert.Equal(2, run.Shelf.Calls.Count);
    }

    [Fact]
    public async Task AnActionThatMayHaveRun_IsNotRunAgain()
    {
        run.Shelf.Afterwards = (tool, answer) => tool == "send_reminder" ? ToolAnswer.None("it went away", maybeDone: true) : answer;
        var result = await run.ApplyAsync(ShelfRun.Program([ShelfRun.Resource("actions:send_reminder", "remind", ("reader", new Literal(Datum.Of("ann"))))]));
        Assert.Equal(ApplyOutcome.Failed, result.Outcome);
        Assert.Single(run.Shelf.Calls);
        Assert.Single(run.State.Pending);
    }

    [Fact]
    public async Task ADataSourceThatFails_StopsThePlan()
    {
        run.Shelf.Instead = (_, _) => Shelf.Says("boom", isError: true);
        Assert.Equal("MCI3021", Assert.Single((await run.ApplyAsync(ShelfRun.Program([ShelfRun.Resource("data:count_books", "many")]))).Diagnostics).Id);
    }

    [Fact]
    public async Task AComplaint_DoesNotRepeatASecret()
    {
        run.Shelf.Instead = (_, args) => Shelf.Says($"the key {args["apiKey"]!.AsText()} isn't valid", isError: true);
        var refused = await run.ApplyAsync(ShelfRun.Program([ShelfRun.Resource("data:count_books", "many", ("apiKey", new Literal(Datum.Of("hush-hush"))))]));
        Assert.DoesNotContain("hush", Assert.Single(refused.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnActionWithAnUndo_IsTakenBack_WhenItLeavesTheProgram_AndWhenTheRunFails()
    {
        var type = Shelf.Catalog.Find("shelf:actions:send_reminder")!;
        var undone = type with
        {
            UndoCreate = McpIac.Schemas.Catalogs.UndoKind.Exact,
            CanUpdate = false,
            Tools = [.. type.Tools, new McpIac.Schemas.Catalogs.TypeTool(McpIac.Schemas.Catalogs.ToolRole.Delete, "delete_book", null, false, [new McpIac.Schemas.Catalogs.ToolArgument("title", "reader", false)])],
        };
        run.Types = [undone];
        var remind = ShelfRun.Resource("actions:send_reminder", "remind", ("reader", new Literal(Datum.Of("ann")))) with { Type = undone };
        Assert.Equal(ApplyOutcome.Succeeded, (await run.ApplyAsync(ShelfRun.Program([remind]))).Outcome);
        Assert.Equal(ApplyOutcome.Succeeded, (await run.ApplyAsync(ShelfRun.Program([]))).Outcome);
        Assert.Equal(["send_reminder", "delete_book"], run.Shelf.Calls);

        run.Shelf.Calls.Clear();
        run.Shelf.Instead = (tool, _) => tool == "create_book" ? Shelf.Says("no", isError: true) : null;
        var book = ShelfRun.Resource("book", "emma", ("title", new Literal(Datum.Of("Emma"))), ("pages", new Literal(Datum.Of(1)))) with { Dependencies = ["d/shelf:actions:send_reminder/remind"] };
        Assert.Equal(ApplyOutcome.RolledBack, (await run.ApplyAsync(ShelfRun.Program([remind, book]))).Outcome);
        Assert.Equal("delete_book", run.Shelf.Calls[^1]);
    }
}
