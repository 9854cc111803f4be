using McpIac.Engine.Events;
using McpIac.Engine.Execution;
using McpIac.Engine.Tests.Worlds;
using McpIac.Plans.Tests.Programs;
using McpIac.Schemas.Protocol;
using static McpIac.Plans.Tests.Programs.TestProgram;

namespace McpIac.Engine.Tests.Events;

public sealed class RunEventTests
{
    private readonly Harness harness = new();

    private string Told => string.Join('\n', harness.All.Select(e => e switch
    {
        RunBegan began => $"began {began.Kind} {began.Deployment} {began.Steps}",
        StepEvent step => $"{step.Phase} {step.Name}{(step.IsCritical ? " !" : "")}{(step.Message is { } m ? $" {m}" : "")}",
        RunFinished finished => $"finished {finished.Outcome}",
        _ => "?",
    }));

    [Fact]
    public async Task ARun_TellsItsBeginning_ItsSteps_AndItsEnd()
    {
        await harness.ApplyAsync(Two());
        Assert.Equal("""
            began apply shop 2
            Started network !
            Succeeded network
            Started part !
            Succeeded part
            finished Succeeded
            """, Told);
        Assert.Equal(harness.All.OfType<RunBegan>().Single().RunId, harness.All.OfType<RunFinished>().Single().RunId);
        Assert.Equal(harness.All.Select(e => e.At).Order(), harness.All.Select(e => e.At));
        Assert.All(harness.Events, e => Assert.NotNull(e.Key));
        Assert.All(harness.Events.Skip(1), e => Assert.NotNull(e.Left));
        Assert.Null(harness.Events.First().Left);
    }

    [Fact]
    public async Task ARunThatChangesNothing_TellsNothing()
    {
        await harness.ApplyAsync(Two());
        harness.All.Clear();
        await harness.ApplyAsync(Two());
        Assert.Empty(harness.All);
    }

    [Fact]
    public async Task Retries_AreToldWithTheirReason_AndRollbacksStepByStep()
    {
        var tries = 0;
        harness.World.Fault = c => c.Name != "part" ? null : ++tries < 3 ? new WireError(ErrorCodes.Throttled, "busy") : new WireError(ErrorCodes.Denied, "no");
        await harness.ApplyAsync(Two());
        Assert.Equal("""
            began apply shop 2
            Started network !
            Succeeded network
            Started part !
            Retrying part busy (throttled)
            Retrying part busy (throttled)
            Failed part no (denied)
            RollingBack network
            RolledBack network
            finished RolledBack
            """, Told);
    }

    [Fact]
    public async Task WhatAProviderSaysWhileItIsAtIt_IsProgress_AndWhatComesTooLateIsNot()
    {
        harness.Intercept = (_, args, _) =>
        {
            if (args is ApplyArguments { Changes: [{ Name: "part" } part] })
            {
                harness.Note(new(part.Urn, "waiting"));
                harness.Note(new("shop/aws:vpc:vpc/network", "late"));
                harness.Note(new("nobody's", "lost"));
            }

            return Task.FromResult<object?>(null);
        };
        await harness.ApplyAsync(Two());
        Assert.Equal(["Progress part waiting"], Told.Split('\n').Where(l => l.StartsWith("Progress", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task OfSeveral_WhatHasTheLongestWayToGo_IsCritical()
    {
        var program = Two();
        program.Add("aws:vpc:vpc", "other", ("cidrBlock", V("10.1.0.0/16")));
        await harness.ApplyAsync(program);
        Assert.Contains("Started network !", Told, StringComparison.Ordinal);
        Assert.DoesNotContain("Started other !", Told, StringComparison.Ordinal);
    }

    private static TestProgram Two()
    {
        var program = new TestProgram();
        var network = program.Add("aws:vpc:vpc", "network", ("cidrBlock", V("10.0.0.0/16")));
        program.Add("aws:vpc:subnet", "part", ("vpcId", network["id"]), ("cidrBlock", V("10.0.1.0/24")));
        return program;
    }
}
