using McpIac.Engine.Events;
using McpIac.Engine.Execution;
using McpIac.Engine.Tests.Worlds;
using McpIac.Plans.Binding;
using McpIac.Plans.Planning;
using McpIac.Plans.States;
using McpIac.Plans.Tests.Programs;
using static McpIac.Plans.Tests.Programs.TestProgram;

namespace McpIac.Engine.Tests.Execution;

/// <summary>Options of resources, as far as an apply carries them out.</summary>
public sealed class OptionTests
{
    private readonly Harness harness = new();

    private static TestProgram File(BoundOptions options, string path = "a", string content = "x")
    {
        var program = new TestProgram();
        return program.With(program.Add("files:file:file", "page", ("path", V(path)), ("content", V(content))), options);
    }

    [Fact]
    public async Task Protection_IsRememberedByAnApplyThatChangesNothingElse_AndLiftedByOne()
    {
        await harness.ConvergeAsync(File(BoundOptions.None));
        await harness.ConvergeAsync(File(new() { Protect = true }));
        Assert.True(KeptOptions.IsProtected(harness.State.Resources.Values.Single()));
        Assert.Equal(["MCI3050"], (await harness.ApplyAsync(new TestProgram())).Diagnostics.Select(d => d.Id));
        Assert.Equal(["MCI3050"], (await harness.DestroyAsync()).Diagnostics.Select(d => d.Id));
        Assert.Single(harness.World.Objects);

        await harness.ConvergeAsync(File(BoundOptions.None));
        await harness.ConvergeAsync(new TestProgram());
        Assert.Empty(harness.World.Objects);
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6), InlineData(7)]
    public async Task ProtectionOfWhatAKilledRunMade_IsRemembered(int point)
    {
        await Record.ExceptionAsync(() => harness.ApplyAsync(File(new() { Protect = true }), new KillSwitch(point)));
        var made = harness.World.Objects.Count;
        var refused = (await harness.ApplyAsync(new TestProgram())).Diagnostics.Select(d => d.Id).ToArray();
        Assert.Equal(made == 0 ? [] : ["MCI3050"], refused);
        Assert.Equal(made, harness.World.Objects.Count);
    }

    [Fact]
    public async Task AnUpdate_KeepsWhatIsIgnored()
    {
        var ignoring = new BoundOptions { IgnoreChanges = [new PropertyPath(["size"])] };
        await harness.ConvergeAsync(App(ignoring, "small", "x"));
        await harness.ConvergeAsync(App(ignoring, "large", "y"));
        var sent = harness.World.Objects.Values.Single().Properties;
        Assert.Equal(("small", "y"), (sent["size"]?.AsText(), sent["userData"]?.AsText()));
    }

    [Fact]
    public async Task AnotherTrigger_Replaces_AndIsTheOneThatCountsFromThenOn()
    {
        await harness.ConvergeAsync(App(BoundOptions.None, "small", "x"));
        await harness.ConvergeAsync(App(new() { ReplaceTrigger = V("v1") }, "small", "x"));
        Assert.Equal(["app#1"], harness.World.Objects.Keys);
        await harness.ConvergeAsync(App(new() { ReplaceTrigger = V("v2") }, "small", "x"));
        Assert.Equal(["app#2"], harness.World.Objects.Keys);
    }

    [Fact]
    public async Task ATriggersReplacementThatIsTakenBack_IsPlannedAgain()
    {
        await harness.ConvergeAsync(App(new() { ReplaceTrigger = V("v1") }, "small", "x"));
        harness.FailAt(2);
        var program = App(new() { ReplaceTrigger = V("v2") }, "small", "x");
        program.Add("files:file:file", "late", ("path", V("p")), ("content", program.Bound().Resources[0] is var app ? new Dsl.Expressions.Reference(app.Urn, ["id"]) : V("")));
        Assert.Equal(ApplyOutcome.RolledBack, (await harness.ApplyAsync(program)).Outcome);
        Assert.Equal(["app#1"], harness.World.Objects.Keys);
        await harness.ConvergeAsync(program);
        Assert.DoesNotContain("app#1", harness.World.Objects.Keys);
    }

    [Fact]
    public async Task DeleteBeforeReplace_Does()
    {
        await harness.ConvergeAsync(App(new() { DeleteBeforeReplace = true }, "small", "x"));
        harness.World.Log.Clear();
        await harness.ConvergeAsync(App(new() { DeleteBeforeReplace = true }, "small", "x", subnet: "other"));
        Assert.Equal(["delete app", "create app"], harness.World.Log);
    }

    [Fact]
    public async Task Retained_IsForgotten_AndStaysInTheWorld()
    {
        await harness.ConvergeAsync(File(new() { Retain = true }));
        harness.World.Log.Clear();
        var result = await harness.ApplyAsync(new TestProgram());
        Assert.Equal((ApplyOutcome.Succeeded, StepAction.Forget), (result.Outcome, Assert.Single(result.Resources).Action));
        Assert.Equal([StepPhase.Started, StepPhase.Succeeded], harness.Events.TakeLast(2).Select(e => e.Phase));
        Assert.Empty(harness.World.Log);
        Assert.Empty(harness.State.Resources);
        Assert.Single(harness.World.Objects);
    }

    [Fact]
    public async Task Retained_ThatIsReplaced_StaysInTheWorldBesideTheNewOne()
    {
        await harness.ConvergeAsync(File(new() { Retain = true }));
        var result = await harness.ApplyAsync(File(new() { Retain = true }, path: "b"));
        Assert.Equal(ApplyOutcome.Succeeded, result.Outcome);
        Assert.Equal(["page#1", "page#2"], harness.World.Objects.Keys.Order());
        var state = Assert.Single(harness.State.Resources.Values);
        Assert.Equal(("page#2", 0), (state.Id, state.Deposed.Count));
    }

    [Fact]
    public async Task ARetainedReplacementThatFails_IsTakenBack()
    {
        await harness.ConvergeAsync(File(new() { Retain = true }));
        harness.FailAt(2);
        var program = File(new() { Retain = true }, path: "b");
        program.Add("files:file:file", "late", ("path", new Dsl.Expressions.Reference(program.Bound().Resources[0].Urn, ["path"])), ("content", V("x")));
        Assert.Equal(ApplyOutcome.RolledBack, (await harness.ApplyAsync(program)).Outcome);
        Assert.Equal(["page#1"], harness.World.Objects.Keys);
        Assert.Equal("page#1", harness.State.Resources.Values.Single().Id);
    }

    private static TestProgram Db(string name, string[] aliases, string password = "one-secret", string user = "u", string engine = "pg")
    {
        var program = new TestProgram();
        var db = program.Add("aws:rds:db", name, ("engine", V(engine)), ("password", V(password)), ("users", L(new Dsl.Expressions.MapExpression([new("name", V(user))]))));
        program.Add("files:file:file", "note", ("path", V("p")), ("content", db["endpoint"]));
        return program.With(db, new() { Aliases = [.. aliases.Select(a => $"shop/aws:rds:db/{a}")] });
    }

    [Fact]
    public async Task Renamed_IsTheSameObject_AlsoToItsProvider()
    {
        await harness.ConvergeAsync(Db("old", []));
        harness.World.Log.Clear();
        var plan = await harness.PlanAsync(Db("new", ["old"]));
        Assert.Equal((false, 1), (plan.IsEmpty, plan.Renamings.Count));
        await harness.ConvergeAsync(Db("new", ["old"]));
        Assert.Empty(harness.World.Log);
        Assert.Equal(["shop/aws:rds:db/new"], harness.State.Resources.Values.Single(r => r.Name == "note").Dependencies);

        await harness.ConvergeAsync(Db("newer", ["old", "new"], user: "v"));
        Assert.Equal(["update newer"], harness.World.Log);
        await harness.ConvergeAsync(Db("newer", [], engine: "mysql"));
        Assert.Equal(ApplyOutcome.Succeeded, (await harness.DestroyAsync()).Outcome);
        Assert.Empty(harness.World.Objects);
    }

    [Fact]
    public async Task AFormerName_MayBeUsedByAnotherResource()
    {
        await harness.ConvergeAsync(Db("old", []));
        await harness.ConvergeAsync(Db("new", ["old"]));
        TestProgram Both(string user)
        {
            var program = Db("new", []);
            program.Add("aws:rds:db", "old", ("engine", V("x")), ("password", V("two-secret")), ("users", L(new Dsl.Expressions.MapExpression([new("name", V(user))]))));
            return program;
        }

        await harness.ConvergeAsync(Both("a"));
        await harness.ConvergeAsync(Both("b"));
        Assert.Equal(3, harness.World.Objects.Count);
        await harness.ConvergeAsync(Db("new", []));
        Assert.Equal(2, harness.World.Objects.Count);
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6), InlineData(7)]
    public async Task ARenamingRunThatIsKilled_EndsWithTheNext(int point)
    {
        await harness.ConvergeAsync(Db("old", []));
        await Record.ExceptionAsync(() => harness.ApplyAsync(Db("new", ["old"], user: "v"), new KillSwitch(point)));
        await harness.ConvergeAsync(Db("new", ["old"], user: "v"));
        Assert.Equal(2, harness.World.Objects.Count);
        Assert.DoesNotContain("create new", harness.World.Log);
    }

    [Fact]
    public async Task AnotherServer_GetsANewObject_AndTheOldOneIsDeletedWhereItIs()
    {
        await harness.ConvergeAsync(File(BoundOptions.None));
        await harness.ConvergeAsync(File(new() { Provider = "west" }));
        Assert.Equal([("page#2", "west")], harness.World.Objects.Keys.Select(id => (id, harness.World.Owners[id])));
        await harness.ConvergeAsync(File(new() { Provider = "west" }, content: "y"));
        await harness.ConvergeAsync(new TestProgram());
        Assert.Empty(harness.World.Objects);
    }

    [Fact]
    public async Task AMoveToAnotherServer_ThatFails_IsTakenBack_AndThenDone()
    {
        await harness.ConvergeAsync(File(BoundOptions.None));
        harness.FailAt(2);
        var program = File(new() { Provider = "west" });
        program.Add("files:file:file", "late", ("path", new Dsl.Expressions.Reference(program.Bound().Resources[0].Urn, ["digest"])), ("content", V("x")));
        Assert.Equal(ApplyOutcome.RolledBack, (await harness.ApplyAsync(program)).Outcome);
        Assert.Equal(("page#1", "files"), (harness.State.Resources.Values.Single().Id, harness.State.Resources.Values.Single().Provider));
        await harness.ConvergeAsync(program);
    }

    [Theory, InlineData(1), InlineData(3), InlineData(5), InlineData(6), InlineData(7), InlineData(8), InlineData(9), InlineData(10), InlineData(11), InlineData(12)]
    public async Task AMoveThatIsKilled_EndsWithTheNextApply(int point)
    {
        await harness.ConvergeAsync(File(BoundOptions.None));
        await Record.ExceptionAsync(() => harness.ApplyAsync(File(new() { Provider = "west" }), new KillSwitch(point)));
        await harness.ConvergeAsync(File(new() { Provider = "west" }));
        Assert.Equal(["west"], harness.World.Objects.Keys.Select(id => harness.World.Owners[id]));
    }

    private static TestProgram App(BoundOptions options, string size, string data, string subnet = "s")
    {
        var program = new TestProgram();
        return program.With(program.Add("aws:ec2:instance", "app", ("subnetId", V(subnet)), ("size", V(size)), ("userData", V(data))), options);
    }
}
