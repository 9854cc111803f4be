using McpIac.Dsl.Expressions;
using McpIac.Engine.Execution;
using McpIac.Engine.Tests.Worlds;
using McpIac.Plans.Binding;
using McpIac.Plans.Tests.Programs;
using static McpIac.Plans.Tests.Programs.TestProgram;

namespace McpIac.Engine.Tests.Execution;

/// <summary>Conditions of resources: judged when planned (MCI3055) and when applied.</summary>
public sealed class ConditionTests
{
    private readonly Harness harness = new();

    private static BoundCondition Is(Expression value, string expected) => new(new Call("eq", [value, V(expected)]), Join(V("it is "), value));

    private static TestProgram Program(Func<TestProgram.Handle, TestProgram.Handle, BoundOptions> options, string engine = "pg")
    {
        var program = new TestProgram();
        var db = program.Add("aws:rds:db", "db", ("engine", V(engine)));
        var page = program.Add("files:file:file", "page", [db.Urn], ("path", V("p")), ("content", db["engine"]));
        return program.With(page, options(db, page));
    }

    [Fact]
    public async Task ConditionsThatHold_ChangeNothing() =>
        await harness.ConvergeAsync(Program((db, page) => new() { Preconditions = [Is(db["engine"], "pg")], Postconditions = [Is(page["content"], "pg")] }));

    [Fact]
    public async Task APrecondition_KnownWhenPlanned_RefusesThePlan()
    {
        var problem = Assert.Single((await harness.ApplyAsync(Program((db, _) => new() { Preconditions = [Is(db["engine"], "mysql")] }))).Diagnostics);
        Assert.Equal(("MCI3055", "A precondition of page (files:file:file) doesn't hold: it is pg."), (problem.Id, problem.Message));
        Assert.Empty(harness.World.Log);
    }

    [Fact]
    public async Task APrecondition_KnownWhenApplied_StopsTheStepBeforeItIsSent()
    {
        var result = await harness.ApplyAsync(Program((db, _) => new() { Preconditions = [Is(db["endpoint"], "other")] }));
        Assert.Equal(ApplyOutcome.RolledBack, result.Outcome);
        Assert.Equal("page (files:file:file): create failed: a precondition doesn't hold: it is db#1.endpoint.", Assert.Single(result.Diagnostics).Message);
        Assert.Equal(["create db", "delete db"], harness.World.Log);
    }

    [Fact]
    public async Task APostcondition_ThatDoesntHold_TakesTheStepBack()
    {
        var result = await harness.ApplyAsync(Program((_, page) => new() { Postconditions = [Is(page["digest"], "other")] }));
        Assert.Equal(ApplyOutcome.RolledBack, result.Outcome);
        Assert.StartsWith("page (files:file:file): create failed: it is there, but a postcondition doesn't hold: it is page#2.v#", Assert.Single(result.Diagnostics).Message, StringComparison.Ordinal);
        Assert.Empty(harness.World.Objects);
    }

    [Fact]
    public async Task APostcondition_OfWhatIsUnchanged_IsJudgedByThePlan()
    {
        await harness.ConvergeAsync(Program((_, _) => BoundOptions.None));
        Assert.Equal(["MCI3055"], (await harness.ApplyAsync(Program((_, page) => new() { Postconditions = [Is(page["digest"], "other")] }))).Diagnostics.Select(d => d.Id));
    }

    [Fact]
    public async Task ASecretInAMessage_IsntShown()
    {
        var broken = new BoundCondition(new Literal(Schemas.Data.Datum.False), new Secret(V("hush")));
        var problem = Assert.Single((await harness.ApplyAsync(Program((_, _) => new() { Preconditions = [broken] }))).Diagnostics);
        Assert.Equal("A precondition of page (files:file:file) doesn't hold: what it says of it can't be shown.", problem.Message);
    }
}
