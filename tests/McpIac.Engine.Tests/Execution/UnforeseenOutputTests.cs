using McpIac.Engine.Execution;
using McpIac.Engine.Tests.Worlds;
using McpIac.Plans.Tests.Programs;
using static McpIac.Plans.Tests.Programs.TestProgram;

namespace McpIac.Engine.Tests.Execution;

/// <summary>An output that an update changes though its schema derives it from nothing (docs/engine.md, "Limits").</summary>
public sealed class UnforeseenOutputTests
{
    [Fact]
    public async Task WhatRefersToIt_IsTheNextPlans_AndThenNothingIsLeft()
    {
        var harness = new Harness(RandomPrograms.Catalog);
        Assert.Equal(ApplyOutcome.Succeeded, (await harness.ApplyAsync(Program("a"))).Outcome);
        Assert.Equal("Update node: label: changed", Harness.PlanText(await harness.PlanAsync(Program("b"))));
        Assert.Equal(ApplyOutcome.Succeeded, (await harness.ApplyAsync(Program("b"))).Outcome);
        Assert.Equal("Replace user: the type can't be updated in place", Harness.PlanText(await harness.PlanAsync(Program("b"))));
        Assert.Equal(ApplyOutcome.Succeeded, (await harness.ApplyAsync(Program("b"))).Outcome);
        Assert.Equal("", Harness.PlanText(await harness.PlanAsync(Program("b"))));
    }

    private static TestProgram Program(string label)
    {
        var program = new TestProgram(RandomPrograms.Catalog);
        var node = program.Add("p:x:node", "node", ("label", V(label)), ("kind", V("k")));
        program.Add("p:x:fixed", "user", ("label", V("x")), ("refs", L(node["digest"])));
        return program;
    }
}
