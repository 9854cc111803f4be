using McpIac.Engine.Execution;
using McpIac.Engine.Orchestration;
using McpIac.Engine.Tests.Worlds;
using McpIac.Plans.Tests.Programs;
using McpIac.Schemas.Data;
using static McpIac.Plans.Tests.Programs.TestProgram;

namespace McpIac.Engine.Tests.Orchestration;

/// <summary>Plans that are about a part of the program: <c>--target</c>, <c>--exclude</c>, <c>--replace</c>; MCI3060.</summary>
public sealed class SelectionTests
{
    private readonly Harness harness = new();

    private static TestProgram Program(string size = "small", bool note = true)
    {
        var program = new TestProgram();
        var net = program.Add("aws:vpc:vpc", "net", ("cidrBlock", V("10.0.0.0/16")));
        var app = program.Add("aws:ec2:instance", "app", ("subnetId", net["id"]), ("size", V(size)));
        if (note) program.Add("files:file:file", "note", ("path", V("p")), ("content", app["privateIp"]));
        program.Add("aws:ec2:instance", "alone", ("subnetId", V("s")), ("size", V(size)));
        return program.Output("ip", app["privateIp"]).Output("other", V(size));
    }

    [Theory]
    [InlineData("app", "net app")]
    [InlineData("aws:ec2:instance:app", "net app")]
    [InlineData("shop/aws:ec2:instance/app", "net app")]
    [InlineData("a*", "net app alone")]
    [InlineData("files:*", "net app note")]
    public async Task ATarget_ComesWithWhatItDependsOn(string target, string made)
    {
        var result = await harness.ApplyAsync(Program(), choices: new PlanChoices { Targets = [target] });
        Assert.Equal(ApplyOutcome.Succeeded, result.Outcome);
        Assert.Equal(made.Split(' ').Order(), harness.World.Objects.Values.Select(o => o.Name).Order());
        await harness.ConvergeAsync(Program());
    }

    [Fact]
    public async Task AnExclusion_ComesWithWhatDependsOnIt()
    {
        await harness.ApplyAsync(Program(), choices: new PlanChoices { Excludes = ["app"] });
        Assert.Equal(["alone", "net"], harness.World.Objects.Values.Select(o => o.Name).Order());
        Assert.Equal(["other"], harness.State.Outputs.Keys);
        await harness.ConvergeAsync(Program());
    }

    [Fact]
    public async Task WhatIsNotSelected_StaysAsItIs_WhateverTheProgramSays()
    {
        await harness.ConvergeAsync(Program());
        var (before, ip) = (harness.State.Resources["shop/aws:ec2:instance/alone"], harness.State.Outputs["ip"]);
        Assert.Equal("Update app: size: changed\noutput other", Harness.PlanText(await harness.PlanAsync(Program("large", note: false), new PlanChoices { Targets = ["app"] })));
        await harness.ApplyAsync(Program("large", note: false), choices: new PlanChoices { Targets = ["app"] });
        Assert.Equal(before, harness.State.Resources["shop/aws:ec2:instance/alone"]);
        Assert.Contains("shop/files:file:file/note", harness.State.Resources.Keys);
        Assert.Equal(ip, harness.State.Outputs["ip"]);
        await harness.ConvergeAsync(Program("large", note: false));
    }

    [Fact]
    public async Task WhatLeftTheProgram_IsDeletedWhenItIsATarget()
    {
        await harness.ConvergeAsync(Program());
        Assert.StartsWith("Delete note: no longer in the program", Harness.PlanText(await harness.PlanAsync(Program("large", note: false), new PlanChoices { Targets = ["note"] })), StringComparison.Ordinal);
        Assert.DoesNotContain("Delete", Harness.PlanText(await harness.PlanAsync(Program(note: false), new PlanChoices { Excludes = ["note"] })), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replace_MakesAnew_AndWhatRefersToItFollows()
    {
        await harness.ConvergeAsync(Program());
        Assert.StartsWith("Replace app: asked for (--replace)\nUpdate note: content: known after apply, because app is replaced",
            Harness.PlanText(await harness.PlanAsync(Program(), new PlanChoices { Replaces = ["app"] })), StringComparison.Ordinal);
        await harness.ApplyAsync(Program(), choices: new PlanChoices { Replaces = ["app"] });
        Assert.DoesNotContain("app#2", harness.World.Objects.Keys);
        await harness.ConvergeAsync(Program());
    }

    [Fact]
    public async Task ANameThatNothingHas_IsAnErrorWithTheNearest() =>
        Assert.Equal("MCI3060 --target ap: neither the program nor the state has a resource of that name. Did you mean app?", await harness.RefusalAsync(Program(), new PlanChoices { Targets = ["ap"] }));

    [Fact]
    public async Task APartialDestroy_TakesWhatDependsOnIt_AndKeepsTheOutputs()
    {
        await harness.ConvergeAsync(Program());
        using var journal = new MemoryJournal(harness.Storage, harness.World.Kill);
        await using var pool = harness.Pool();
        var result = await Orchestrator.DestroyAsync(TestTypes.Catalog, journal, pool, harness.Options, harness, CancellationToken.None, new PlanChoices { Targets = ["app"] });
        Assert.Equal(ApplyOutcome.Succeeded, result.Outcome);
        Assert.Equal(["alone", "net"], harness.World.Objects.Values.Select(o => o.Name).Order());
        Assert.Equal(["ip", "other"], harness.State.Outputs.Keys.Order());
        await harness.ConvergeAsync(Program());
    }
}
