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
    private readonly Shelf shelf = new();
    private readonly MemoryJournal.Storage storage = new();

    [Fact]
    public async Task ADataSource_IsKnownInThePlan_AndAskedOnce()
    {
        shelf.Books["Emma"] = DatumReader.Read("""{ "title": "Emma", "pages": 400 }""").Value!;
        var program = Program([Resource("data:count_books", "many", ("longer_than", new Literal(Datum.Of(100))))], ("total", Of("data:count_books", "many", "result")));
        var plan = await PlanAsync(program);
        Assert.Equal("""{"count":1}""", $"{plan.Outputs[0].After}");
        Assert.Equal(StepAction.Read, plan.Steps[0].Action);

        shelf.Calls.Clear();
        Assert.Equal(ApplyOutcome.Succeeded, (await ApplyAsync(program)).Outcome);
        Assert.Equal(["count_books"], shelf.Calls);
        Assert.Equal("""{"count":1}""", $"{storage.State.Outputs["total"]}");
        Assert.Empty(storage.State.Resources);
    }

    [Fact]
    public async Task ADataSource_WaitsForWhatItDependsOn()
    {
        var program = Program(
            [
                Resource("book", "emma", ("title", new Literal(Datum.Of("Emma"))), ("pages", new Literal(Datum.Of(400)))),
                Resource("data:count_books", "many", ("longer_than", new Literal(Datum.Of(100)))) with { Dependencies = ["d/shelf:book/emma"] },
            ], ("total", Of("data:count_books", "many", "result")));
        Assert.Contains("unknown", $"{(await PlanAsync(program)).Outputs[0].After}", StringComparison.Ordinal);
        var applied = await ApplyAsync(program);
        Assert.Equal(ApplyOutcome.Succeeded, applied.Outcome);
        Assert.Empty(applied.Diagnostics);
        Assert.Equal("""{"count":1}""", $"{storage.State.Outputs["total"]}");
        Assert.Equal("""{"count":1}""", $"{(await PlanAsync(program)).Outputs[0].After}");
    }

    [Fact]
    public async Task AnAction_RunsOnce_AndAgainWhenItsArgumentsChange_AndWhatItDidStays()
    {
        BoundDeployment Reminding(string reader) => Program([Resource("actions:send_reminder", "remind", ("reader", new Literal(Datum.Of(reader))))], ("said", Of("actions:send_reminder", "remind", "result")));
        Assert.Equal(ApplyOutcome.Succeeded, (await ApplyAsync(Reminding("ann"))).Outcome);
        Assert.Equal("\"did send_reminder\"", $"{storage.State.Outputs["said"]}");
        await ApplyAsync(Reminding("ann"));
        Assert.Single(shelf.Calls);

        var again = await PlanAsync(Reminding("bob"));
        Assert.Equal((StepAction.Update, McpIac.Schemas.Catalogs.UndoKind.Irreversible), (again.Steps[0].Action, again.Steps[0].Undo));
        await ApplyAsync(Reminding("bob"));
        Assert.Equal(2, shelf.Calls.Count);

        var gone = await PlanAsync(Program([]));
        Assert.Equal((StepAction.Forget, "no longer in the program; what it did stays"), (gone.Steps[0].Action, gone.Steps[0].Reason));
        await ApplyAsync(Program([]));
        Assert.Empty(storage.State.Resources);
        Assert.Equal(2, shelf.Calls.Count);
    }

    [Fact]
    public async Task AnActionThatMayHaveRun_IsNotRunAgain()
    {
        shelf.Afterwards = (tool, answer) => tool == "send_reminder" ? ToolAnswer.None("it went away", maybeDone: true) : answer;
        var result = await ApplyAsync(Program([Resource("actions:send_reminder", "remind", ("reader", new Literal(Datum.Of("ann"))))]));
        Assert.Equal(ApplyOutcome.Failed, result.Outcome);
        Assert.Single(shelf.Calls);
        Assert.Single(storage.State.Pending);
    }

    [Fact]
    public async Task ADataSourceThatFails_StopsThePlan()
    {
        shelf.Instead = (_, _) => Shelf.Says("boom", isError: true);
        await using var pool = Pool();
        var result = await Orchestrator.PlanAsync(Program([Resource("data:count_books", "many")]), Shelf.Catalog, storage.State, pool, CancellationToken.None);
        Assert.Equal("MCI3021", Assert.Single(result.Diagnostics).Id);
    }

    private static BoundDeployment Program(IReadOnlyList<BoundResource> resources, params (string Name, Expression Value)[] outputs) =>
        new("d", resources, [.. outputs.Select(o => new BoundOutput(o.Name, o.Value, false))], new Dictionary<string, string>());

    private static BoundResource Resource(string type, string name, params (string Name, Expression Value)[] properties) => new(
        $"d/shelf:{type}/{name}", name, Shelf.Catalog.Find($"shelf:{type}")!, properties.ToDictionary(p => p.Name, p => p.Value), [], null);

    private static Reference Of(string type, string name, string output) => new($"d/shelf:{type}/{name}", [output]);

    private ConnectionPool Pool()
    {
        var memory = new AdapterMemory();
        return new ConnectionPool((_, _) => Task.FromResult<(IProviderConnection?, McpIac.Schemas.Diagnostics.Diagnostic?)>((shelf.Adapted(memory), null)));
    }

    private async Task<Plan> PlanAsync(BoundDeployment program)
    {
        await using var pool = Pool();
        var (plan, problems) = await Orchestrator.PlanAsync(program, Shelf.Catalog, storage.State, pool, CancellationToken.None);
        Assert.DoesNotContain(problems, p => p.Severity == McpIac.Schemas.Diagnostics.Severity.Error);
        return plan!;
    }

    private async Task<ApplyResult> ApplyAsync(BoundDeployment program)
    {
        await using var pool = Pool();
        using var journal = new MemoryJournal(storage, new KillSwitch());
        var (plan, problems) = await Orchestrator.PlanAsync(program, Shelf.Catalog, storage.State, pool, CancellationToken.None);
        return plan is null ? ApplyResult.Refused(problems)
            : await Orchestrator.ApplyAsync(plan, program, journal, pool, new ApplyOptions { RetryDelay = TimeSpan.Zero, Catalog = Shelf.Catalog }, new Harness(Shelf.Catalog), CancellationToken.None);
    }
}
