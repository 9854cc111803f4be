using McpIac.Engine.Execution;
using McpIac.Engine.Tests.Worlds;
using McpIac.Plans.Tests.Programs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;
using static McpIac.Plans.Tests.Programs.TestProgram;

namespace McpIac.Engine.Tests.Execution;

public sealed class ApplyTests
{
    private readonly Harness harness = new();

    internal static TestProgram Portal(string cidr = "10.0.1.0/24", long tag = 150, int servers = 2)
    {
        var program = new TestProgram();
        program.Add("fw:net:vlan", "app-network", ("tag", V(tag)), ("interface", V("igc2")));
        var vpc = program.Add("aws:vpc:vpc", "portal", ("cidrBlock", V("10.0.0.0/16")));
        var subnet = program.Add("aws:vpc:subnet", "app-subnet", ("vpcId", vpc["id"]), ("cidrBlock", V(cidr)));
        var instances = Enumerable.Range(1, servers).Select(i => program.Add("aws:ec2:instance", $"app-{i}", ("subnetId", subnet["id"]))).ToArray();
        program.Add("fw:haproxy:backend", "app-backend", ("name", V("app")), ("servers", L([.. instances.Select(s => Join(s["privateIp"], V(":8080")))])));
        return program.Output("first", instances[0]["privateIp"]);
    }

    [Fact]
    public async Task InAChain_AResultAndTheNextIntent_AreOneTransaction()
    {
        var program = new TestProgram();
        var last = program.Add("aws:vpc:vpc", "v0", ("cidrBlock", V("10.0.0.0/16")));
        for (var i = 1; i < 20; i++) last = program.Add("aws:vpc:subnet", $"v{i}", ("vpcId", last["id"]), ("cidrBlock", V("10.0.0.0/24")));
        await harness.ApplyAsync(program);

        // The run's end, and the last result, which nothing follows, have their own.
        Assert.Equal(22, harness.Storage.Appends);
    }

    [Fact]
    public async Task AFirstApply_MakesEverything_AndGivesTheOutputs()
    {
        var result = await harness.ConvergeAsync(Portal());
        Assert.Equal(6, harness.World.Objects.Count);
        Assert.StartsWith("app-1#", result.Outputs["first"].AsText(), StringComparison.Ordinal);
        Assert.All(result.Resources, r => Assert.Equal(ResourceFate.Applied, r.Fate));
        Assert.Equal(6, result.Resources.Count);
        Assert.Equal(result.Outputs["first"], harness.State.Outputs["first"]);
    }

    [Fact]
    public async Task TheSameAgain_SendsNothing()
    {
        await harness.ConvergeAsync(Portal());
        var (serial, sent) = (harness.State.Serial, harness.World.Log.Count);
        var result = await harness.ConvergeAsync(Portal());
        Assert.Equal((serial, sent), (harness.State.Serial, harness.World.Log.Count));
        Assert.Empty(result.Resources);
        Assert.Single(result.Outputs);
    }

    [Fact]
    public async Task AReplacedSubnet_IsExpandedThenContracted_DependentsFirst()
    {
        await harness.ConvergeAsync(Portal());
        harness.World.Log.Clear();
        await harness.ConvergeAsync(Portal(cidr: "10.0.2.0/24"));
        Assert.Equal("create app-subnet", harness.World.Log[0]);
        Assert.Equal(["create app-1", "create app-2"], harness.World.Log[1..3].Order());
        Assert.Equal("update app-backend", harness.World.Log[3]);
        Assert.Equal(["delete app-1", "delete app-2"], harness.World.Log[4..6].Order());
        Assert.Equal("delete app-subnet", harness.World.Log[6]);
    }

    [Fact]
    public async Task ARemovedInstance_IsDeletedAfterTheBackendsUpdate()
    {
        await harness.ConvergeAsync(Portal());
        harness.World.Log.Clear();
        await harness.ConvergeAsync(Portal(servers: 1));
        Assert.Equal(["update app-backend", "delete app-2"], harness.World.Log);
    }

    [Fact]
    public async Task Destroying_LeavesNothing()
    {
        await harness.ConvergeAsync(Portal());
        var result = await harness.DestroyAsync();
        Assert.Equal(ApplyOutcome.Succeeded, result.Outcome);
        Assert.Empty(harness.World.Objects);
        Assert.Empty(harness.State.Resources);
        Assert.Empty(harness.State.Outputs);
    }

    [Fact]
    public async Task ANewDependencyAlone_DecidesTheOrderOfDeletion()
    {
        TestProgram Program(bool needs)
        {
            var program = new TestProgram();
            var a = program.Add("fw:alias:alias", "a", ("name", V("a")));
            program.Add("fw:net:vlan", "b", needs ? [a.Urn] : [], ("tag", V(1)), ("interface", V("x")));
            return program;
        }

        await harness.ConvergeAsync(Program(false));
        await harness.ConvergeAsync(Program(true));
        Assert.Equal(2, harness.World.Log.Count);
        await harness.DestroyAsync();
        Assert.Equal(["delete b", "delete a"], harness.World.Log[2..]);
    }

    [Fact]
    public async Task AnOutputThatComesOutDifferent_UpdatesWhatRefersToIt_InTheSameRun()
    {
        TestProgram Program(string content)
        {
            var program = new TestProgram();
            var file = program.Add("files:file:file", "source", ("path", V("a")), ("content", V(content)));
            var copy = program.Add("files:file:file", "copy", ("path", V("b")), ("content", file["digest"]));
            program.Add("files:file:file", "copy-of-copy", ("path", V("c")), ("content", copy["digest"]));
            return program.Output("digest", copy["digest"]);
        }

        await harness.ConvergeAsync(Program("one"));
        harness.World.Log.Clear();
        var result = await harness.ConvergeAsync(Program("two"));
        Assert.Equal(["update source", "update copy", "update copy-of-copy"], harness.World.Log);
        Assert.Equal(["MCI4006", "MCI4006"], result.Diagnostics.Select(d => d.Id));
        Assert.Equal(harness.State.Outputs["digest"], result.Outputs["digest"]);
    }

    [Fact]
    public async Task AReplacementThatThePlanDidNotForesee_IsLeftToTheNext()
    {
        TestProgram Program(string content)
        {
            var program = new TestProgram();
            var file = program.Add("files:file:file", "source", ("path", V("a")), ("content", V(content)));
            program.Add("files:file:file", "named", ("path", file["digest"]), ("content", V("x")));
            return program;
        }

        await harness.ConvergeAsync(Program("one"));
        var result = await harness.ApplyAsync(Program("two"));
        Assert.Equal((ApplyOutcome.Succeeded, "MCI4007"), (result.Outcome, result.Diagnostics.Single().Id));
        Assert.Equal("Replace named: path: forces replacement", Harness.PlanText(await harness.PlanAsync(Program("two"))));
        await harness.ConvergeAsync(Program("two"));
    }

    [Fact]
    public async Task AProviderThatReusesTheId_DoesNotHaveItsNewObjectDeleted()
    {
        TestProgram Program(string path)
        {
            var program = new TestProgram();
            program.Add("files:file:file", "f", ("path", V(path)));
            return program;
        }

        await harness.ConvergeAsync(Program("a"));
        var id = harness.State.Resources.Values.Single().Id;
        harness.Intercept = (tool, args, _) =>
        {
            if (tool != "applyDeployment" || ((ApplyArguments)args).Changes!.Single() is not { Action: "create" } change) return Task.FromResult<object?>(null);
            var made = harness.World.Objects[id] with { Properties = change.Properties!, Outputs = Datum.MapOf([new("id", Datum.Of(id))]) };
            harness.World.Objects[id] = made;
            return Task.FromResult<object?>(WorldConnection.Answer<ApplyData>(new ApplyData([new WireChangeResult(change.Key, "applied", made)])));
        };
        await harness.ConvergeAsync(Program("b"));
        Assert.Single(harness.World.Objects);
    }

    [Fact]
    public async Task AnOutputWithoutAValue_IsMCI4005()
    {
        var program = Portal();
        program.Output("gone", new Dsl.Expressions.Access(new Dsl.Expressions.Reference("shop/aws:vpc:vpc/portal", ["id"]), "part"));
        var result = await harness.ApplyAsync(program);
        Assert.Equal((ApplyOutcome.Succeeded, "MCI4005"), (result.Outcome, Assert.Single(result.Diagnostics).Id));
        Assert.False(result.Outputs.ContainsKey("gone"));
    }

    [Fact]
    public async Task AStalePlan_IsMCI4003()
    {
        var plan = await harness.PlanAsync(Portal());
        await harness.ConvergeAsync(Portal(servers: 1));
        using var journal = new MemoryJournal(harness.Storage, new KillSwitch());
        await using var pool = harness.Pool();
        var result = await Executor.ApplyAsync(plan, Portal().Bound(), journal, pool, harness.Options, harness, CancellationToken.None);
        Assert.Equal(("MCI4003", ApplyOutcome.Failed), (result.Diagnostics.Single().Id, result.Outcome));
    }

    [Fact]
    public async Task ThousandsOfSteps_GoThrough_InAChainAndSideBySide()
    {
        var program = new TestProgram();
        Handle? last = null;
        for (var i = 0; i < 1500; i++)
        {
            program.Add("aws:vpc:vpc", $"wide-{i}", ("cidrBlock", V("10.0.0.0/16")));
            last = program.Add("files:file:file", $"deep-{i}", ("path", V($"{i}")), ("content", last?["path"] ?? V("")));
        }

        await harness.ConvergeAsync(program);
        Assert.Equal(3000, harness.State.Resources.Count);
    }
}
