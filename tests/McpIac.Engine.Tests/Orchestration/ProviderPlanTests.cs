using McpIac.Dsl.Expressions;
using McpIac.Engine.Tests.Worlds;
using McpIac.Plans.Planning;
using McpIac.Plans.Tests.Programs;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;
using static McpIac.Plans.Tests.Programs.TestProgram;

namespace McpIac.Engine.Tests.Orchestration;

/// <summary>What providers' own plans (<c>planDeployment</c>) say of updates.</summary>
public sealed class ProviderPlanTests
{
    private readonly Harness harness = new();
    private readonly List<WireChange> asked = [];

    private static TestProgram Program(string device)
    {
        var program = new TestProgram();
        program.Add("fw:net:vlan", "net", ("tag", V(5)), ("interface", V(device)));
        return program;
    }

    [Fact]
    public async Task AnUpdateThatIsNone_IsNotPlanned()
    {
        await harness.ConvergeAsync(Program("a"));
        Say("noop");
        var plan = await PlanAsync("A");
        Assert.True(plan.IsEmpty);
        Assert.Equal(["update"], asked.Select(c => c.Action));
        Assert.Equal(["\"a\"", "\"A\""], asked.SelectMany(c => new[] { c.Prior!.Properties["interface"]!.ToString(), c.Properties!["interface"]!.ToString() }));
    }

    [Fact]
    public async Task AnUpdateThatCanNotBeMadeInPlace_IsAReplacement_ForItsReason()
    {
        await harness.ConvergeAsync(Program("a"));
        Say("replace", new WireDiff("/interface", null, null, true, "that port can't be left"));
        var step = Assert.Single((await PlanAsync("b")).Steps);
        Assert.Equal((StepAction.Replace, "interface: that port can't be left"), (step.Action, step.Reason));
    }

    [Theory]
    [InlineData("update")]
    [InlineData("create")]
    [InlineData("nonsense")]
    public async Task AnythingElse_LeavesThePlanAsItIs(string action)
    {
        await harness.ConvergeAsync(Program("a"));
        Say(action);
        Assert.Equal([StepAction.Update], (await PlanAsync("b")).Steps.Select(s => s.Action));
    }

    [Fact]
    public async Task AProviderThatFailsToPlan_IsNoMistake()
    {
        await harness.ConvergeAsync(Program("a"));
        harness.Intercept = (tool, _, _) => Task.FromResult<object?>(tool == "planDeployment" ? WorldConnection.Error<PlanData>(ErrorCodes.Internal, "no") : null);
        Assert.Equal([StepAction.Update], (await PlanAsync("b")).Steps.Select(s => s.Action));
    }

    [Fact]
    public async Task WhatIsUnchangedOrNew_IsNotAskedAbout()
    {
        Say("noop");
        await harness.ConvergeAsync(Program("a"));
        Assert.Empty(asked);
    }

    [Fact]
    public async Task WhatAProviderWillFillIn_IsShownAndKnown_WhereItsTypeSaysThatItTells()
    {
        var catalog = new Catalog([TestTypes.Provider("cloud", TestTypes.Type("cloud:vm",
            [TestTypes.P("zone", TestTypes.Text with { Computed = true }), TestTypes.P("size", new Shape { Kind = ShapeKind.Integer, Computed = true }), TestTypes.P("note", TestTypes.Text), TestTypes.P("address", TestTypes.Text with { Computed = true }),
            TestTypes.P("login", new Shape { Kind = ShapeKind.Object, Computed = true, Members = [TestTypes.P("password", TestTypes.Text with { Sensitive = true })] })], [])
            with { Raw = Datum.MapOf([new("operations", Datum.MapOf([new("plan", Datum.True)]))]) })]);
        var (harness, program) = (new Harness(catalog), new TestProgram(catalog: catalog));
        program.Output("zone", program.Add("cloud:vm", "vm")["zone"]);
        Datum answer = Datum.MapOf([new("zone", Datum.Of("eu-1")), new("size", Datum.Of("not a number")), new("note", Datum.Of("its own")), new("strange", Datum.Of("?")),
            new("address", Evaluation.Unknown), new("login", Datum.MapOf([new("password", Datum.Of("hunter2"))]))]);
        harness.Intercept = (tool, args, _) => Task.FromResult<object?>(tool != "planDeployment" ? null : WorldConnection.Answer<PlanData>(new PlanData("plan-1", "sha256:0", "2026-01-01T00:00:00Z",
            [.. ((PlanArguments)args).Changes!.Select(c => new WirePlannedChange(c.Key!, c.Action, answer, [], false, new WireInverse("exact"), false, null, []))])));
        var plan = await harness.PlanAsync(program);
        Assert.Equal(Datum.MapOf([new("zone", Datum.Of("eu-1"))]), Assert.Single(plan.Steps).Filled);
        Assert.Equal(Datum.Of("eu-1"), Assert.Single(plan.Outputs).After);
    }

    [Theory]
    [InlineData("/password", StepAction.Update, "users: changed")]
    [InlineData("/users/0/name", StepAction.Replace, "users: no renaming here")]
    public async Task ASecretThatStays_IsNoReasonToReplace_ThoughTheProviderCanNotTellIt(string path, StepAction action, string reason)
    {
        await harness.ConvergeAsync(Database("ann"));
        Say("replace", new WireDiff(path, null, null, true, "no renaming here"));
        var step = Assert.Single((await harness.PlanAsync(Database("bob"))).Steps);
        Assert.Equal(action, step.Action);
        Assert.StartsWith(reason.Split(':')[0], step.Reason, StringComparison.Ordinal);
        Assert.Equal(action == StepAction.Replace, step.Reason.Contains("no renaming here", StringComparison.Ordinal));
        Assert.Equal("unknown", Assert.Single(asked).Properties!["password"]!["$iac"]?.AsText());

        static TestProgram Database(string user)
        {
            var program = new TestProgram();
            program.Add("aws:rds:db", "db", ("engine", V("pg")), ("password", new Secret(V("hunter2"))), ("users", L(new MapExpression([new("name", V(user))]))));
            return program;
        }
    }

    private void Say(string action, params WireDiff[] diff) => harness.Intercept = (tool, args, _) =>
    {
        if (tool != "planDeployment" || args is not PlanArguments { Changes: { } changes }) return Task.FromResult<object?>(null);
        asked.AddRange(changes);
        return Task.FromResult<object?>(WorldConnection.Answer<PlanData>(new PlanData("plan-1", "sha256:0", "2026-01-01T00:00:00Z",
            [.. changes.Select(c => new WirePlannedChange(c.Key!, action, c.Properties, diff, false, new WireInverse("exact"), false, null, []))])));
    };

    private Task<Plan> PlanAsync(string device) => harness.PlanAsync(Program(device));
}
