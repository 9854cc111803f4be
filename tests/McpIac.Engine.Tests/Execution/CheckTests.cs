using McpIac.Dsl.Expressions;
using McpIac.Engine.Execution;
using McpIac.Engine.Tests.Worlds;
using McpIac.Plans.Binding;
using McpIac.Plans.Planning;
using McpIac.Plans.Tests.Programs;
using static McpIac.Plans.Tests.Programs.TestProgram;

namespace McpIac.Engine.Tests.Execution;

/// <summary>Checks of a deployment: judged when planned (MCI3030) and after an apply (MCI4030), once each, and never in the way.</summary>
public sealed class CheckTests
{
    private readonly Harness harness = new();

    private static BoundCondition Is(Expression value, string expected) => new(new Call("eq", [value, V(expected)]), Join(V("it is "), value));

    private static TestProgram Program(Func<TestProgram.Handle, BoundCondition> condition)
    {
        var program = new TestProgram();
        return program.Check("sound", condition(program.Add("aws:rds:db", "db", ("engine", V("pg")))));
    }

    [Fact]
    public async Task ACheckThatHolds_SaysNothing()
    {
        var result = await harness.ApplyAsync(Program(db => Is(db["endpoint"], "db#1.endpoint")));
        Assert.Equal(ApplyOutcome.Succeeded, result.Outcome);
        Assert.Empty(result.Diagnostics);
    }

    [Fact]
    public async Task WhatOnlyTheApplyTells_IsJudgedAfterIt_AndThenByPlans()
    {
        var program = Program(db => Is(db["endpoint"], "other"));
        var result = await harness.ApplyAsync(program);
        Assert.Equal(ApplyOutcome.Succeeded, result.Outcome);
        Assert.Equal(("MCI4030", "The check sound doesn't hold: it is db#1.endpoint."), (Assert.Single(result.Diagnostics).Id, result.Diagnostics[0].Message));
        Assert.Equal(["create db"], harness.World.Log);

        var plan = await harness.PlanAsync(program);
        Assert.True(plan.IsEmpty);
        Assert.Equal("""[{"name":"sound","outcome":"failed","message":"it is db#1.endpoint"}]""", PlanJson.Write(plan)["checks"]?.ToString());
        Assert.Empty((await harness.ApplyAsync(program)).Diagnostics);
    }

    [Fact]
    public void WhatThePlanTells_IsAWarningOfThePlan()
    {
        var (plan, diagnostics) = PlanBuilder.Build(Program(db => Is(db["engine"], "mysql")).Bound(), harness.State, TestTypes.Catalog);
        Assert.Equal(("MCI3030", Schemas.Diagnostics.Severity.Warning, "The check sound doesn't hold: it is pg."), (Assert.Single(diagnostics).Id, diagnostics[0].Severity, diagnostics[0].Message));
        Assert.False(Assert.Single(plan!.Checks).Holds);
    }

    [Fact]
    public void WhatTheProgramAloneTells_ThePlanDoesntRepeat()
    {
        var (plan, diagnostics) = PlanBuilder.Build(Program(_ => Is(V("a"), "b")).Bound(), harness.State, TestTypes.Catalog);
        Assert.Empty(diagnostics);
        Assert.False(Assert.Single(plan!.Checks).Holds);
    }
}
