using McpIac.Dsl.Expressions;
using McpIac.Plans.Binding;
using McpIac.Plans.Planning;
using McpIac.Plans.Tests.Programs;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using static McpIac.Plans.Tests.Programs.TestProgram;

namespace McpIac.Plans.Tests.Planning;

/// <summary>What options do to a plan.</summary>
public sealed class OptionPlanTests
{
    private readonly Simulation simulation = new();

    private static TestProgram App(BoundOptions options, string size = "small", string data = "x", string subnet = "s-1")
    {
        var program = new TestProgram();
        var app = program.Add("aws:ec2:instance", "app", ("subnetId", V(subnet)), ("size", V(size)), ("userData", V(data)));
        program.Add("files:file:file", "note", ("path", V("note")), ("content", app["size"]));
        return program.With(app, options);
    }

    private static BoundOptions Ignoring(params string[] paths) => new() { IgnoreChanges = [.. paths.Select(p => PropertyPath.Parse(p)!)] };

    private static BoundOptions ReplacingOn(params string[] paths) => new() { ReplaceOn = [.. paths.Select(p => PropertyPath.Parse(p)!)] };

    [Fact]
    public void IgnoredChange_IsNone_AlsoForWhatRefersToIt()
    {
        simulation.Apply(App(Ignoring("size")));
        Assert.True(simulation.Plan(App(Ignoring("size"), size: "large")).IsEmpty);
        Assert.True(simulation.Plan(App(Ignoring("*"), size: "large", data: "y", subnet: "s-2")).IsEmpty);
    }

    [Fact]
    public void AnUpdate_SendsTheFormerValueOfWhatIsIgnored()
    {
        simulation.Apply(App(Ignoring("size")));
        var plan = simulation.Plan(App(Ignoring("size"), size: "large", data: "y"));
        Assert.Equal("update app: userData: changed", PlanBuilderTests.Text(plan));
        Assert.Equal(Datum.Of("small"), plan.Steps[0].Planned["size"]);
    }

    [Fact]
    public void AReplacement_TakesTheProgramsValues()
    {
        simulation.Apply(App(Ignoring("size")));
        var plan = simulation.Plan(App(Ignoring("size"), size: "large", subnet: "s-2"));
        Assert.Equal("replace app: subnetId: forces replacement", PlanBuilderTests.Text(plan).Split('\n')[0]);
        Assert.Equal(Datum.Of("large"), plan.Steps[0].Planned["size"]);
    }

    [Fact]
    public void IgnoredSecret_ThatAnUpdateCantKeep_IsWarnedOf()
    {
        static TestProgram Db(string password, string user)
        {
            var program = new TestProgram();
            return program.With(program.Add("aws:rds:db", "db", ("engine", V("pg")), ("password", V(password)), ("users", L(new MapExpression([new("name", V(user))])))), Ignoring("password"));
        }

        simulation.Apply(Db("one-secret", "a"));
        Assert.True(simulation.Plan(Db("other-secret", "a")).IsEmpty);
        var (plan, diagnostics) = PlanBuilder.Build(Db("other-secret", "b").Bound(), simulation.State, TestTypes.Catalog);
        Assert.Equal("update db: users/0/name: changed", PlanBuilderTests.Text(plan!));
        Assert.Equal(("MCI3051", "db (aws:rds:db) is updated, and changes of its password are ignored; but state keeps no secrets, so the update sends what the program has."),
            (Assert.Single(diagnostics).Id, diagnostics[0].Message));
    }

    [Theory]
    [InlineData("size", "replace app: size: forces replacement by replaceOn")]
    [InlineData("*", "replace app: size: forces replacement by replaceOn")]
    [InlineData("userData", "update app: size: changed")]
    public void ReplaceOn_MakesAReplacementOfAnUpdate(string path, string expected)
    {
        simulation.Apply(App(ReplacingOn(path)));
        Assert.Equal(expected, PlanBuilderTests.Text(simulation.Plan(App(ReplacingOn(path), size: "large"))).Split('\n')[0]);
    }

    [Theory]
    [InlineData("servers[0]", "replace lb: servers: forces replacement by replaceOn (first)")]
    [InlineData("servers[1]", "update lb: servers: changed")]
    [InlineData("servers[*]", "replace lb: servers: forces replacement by replaceOn (first)")]
    public void ReplaceOnAPart_LooksAtThePart(string path, string expected)
    {
        TestProgram Lb(params string[] servers)
        {
            var program = new TestProgram();
            return program.With(program.Add("fw:haproxy:backend", "lb", ("name", V("lb")), ("servers", L([.. servers.Select(V)]))), ReplacingOn(path));
        }

        simulation.Apply(Lb("a", "b"));
        Assert.Equal(expected, PlanBuilderTests.Text(simulation.Plan(Lb("x", "b", "c"))));
    }

    [Fact]
    public void ReplaceTrigger_ReplacesWhenItsValueIsAnother()
    {
        static BoundOptions When(string value) => new() { ReplaceTrigger = V(value) };
        simulation.Apply(App(BoundOptions.None));
        Assert.True(simulation.Apply(App(When("v1"))).IsEmpty);
        Assert.True(simulation.Apply(App(When("v1"))).IsEmpty);
        var plan = simulation.Plan(App(When("v2")));
        Assert.Equal("replace app: replaceTrigger: forces replacement", PlanBuilderTests.Text(plan).Split('\n')[0]);
        var change = plan.Steps[0].Diff.Single();
        Assert.Equal((Datum.Of("v1"), Datum.Of("v2")), (change.Before, change.After));
    }

    [Fact]
    public void ReplaceTrigger_ThatReadsWhatIsReplaced_IsExplained()
    {
        static TestProgram Program(string block)
        {
            var program = new TestProgram();
            var vpc = program.Add("aws:vpc:vpc", "net", ("cidrBlock", V(block)));
            var app = program.Add("aws:ec2:instance", "app", [vpc.Urn], ("subnetId", V("s")));
            return program.With(app, new BoundOptions { ReplaceTrigger = vpc["id"] });
        }

        simulation.Apply(Program("10.0.0.0/16"));
        Assert.True(simulation.Plan(Program("10.0.0.0/16")).IsEmpty);
        Assert.Equal("""
            replace net: cidrBlock: forces replacement
            replace app: replaceTrigger: forces replacement, because net is replaced
            """, PlanBuilderTests.Text(simulation.Plan(Program("10.1.0.0/16"))));
    }

    [Fact]
    public void SecretTrigger_IsAFingerprintInState_AndMaskedInThePlan()
    {
        static BoundOptions When(string value) => new() { ReplaceTrigger = new Secret(V(value)) };
        simulation.Apply(App(When("hush-1")));
        Assert.DoesNotContain("hush", simulation.State.Resources.Values.First(r => r.Name == "app").Options!.ToString(), StringComparison.Ordinal);
        var plan = simulation.Plan(App(When("hush-2")));
        Assert.Equal(StepAction.Replace, plan.Steps[0].Action);
        Assert.DoesNotContain("hush", PlanJson.Write(plan).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void DeleteBeforeReplace_PutsTheOldOneFirst()
    {
        simulation.Apply(App(BoundOptions.None));
        Assert.False(simulation.Plan(App(BoundOptions.None, subnet: "s-2")).Steps[0].DeleteFirst);
        Assert.True(simulation.Plan(App(new() { DeleteBeforeReplace = true }, subnet: "s-2")).Steps.Single(s => s.Name == "app").DeleteFirst);
    }

    [Fact]
    public void Retained_ThatLeavesTheProgram_IsForgotten()
    {
        simulation.Apply(App(new() { Retain = true }));
        var rest = new TestProgram();
        rest.Add("files:file:file", "note", ("path", V("note")), ("content", V("small")));
        var plan = simulation.Plan(rest);
        Assert.Equal("forget app: no longer in the program; what exists is kept (retain)", PlanBuilderTests.Text(plan));
        Assert.False(plan.IsEmpty);
        Assert.Equal(["app"], plan.Stages.SelectMany(s => s).Select(u => u.Split('/')[^1]));
        Assert.Equal(StepAction.Forget, PlanBuilder.Destroy(simulation.State, TestTypes.Catalog).Plan!.Steps.Single(s => s.Name == "app").Action);
    }

    [Fact]
    public void Retained_ThatIsReplaced_LosesNothing()
    {
        static TestProgram Db(string engine)
        {
            var program = new TestProgram();
            return program.With(program.Add("aws:rds:db", "db", ("engine", V(engine))), new() { Retain = true, DeleteBeforeReplace = true });
        }

        simulation.Apply(Db("a"));
        var step = simulation.Plan(Db("b")).Steps.Single();
        Assert.Equal((StepAction.Replace, false, false, UndoKind.Exact), (step.Action, step.DestroysData, step.DeleteFirst, step.Undo));
    }

    [Fact]
    public void Renamed_IsComparedWithWhatItWas_AndNotMadeAnew()
    {
        simulation.Apply(App(BoundOptions.None));
        var program = new TestProgram();
        var app = program.Add("aws:ec2:instance", "web", ("subnetId", V("s-1")), ("size", V("large")), ("userData", V("x")));
        program.Add("files:file:file", "note", ("path", V("note")), ("content", app["size"]));
        program.With(app, new() { Aliases = ["shop/aws:ec2:instance/older", "shop/aws:ec2:instance/app"] });
        var plan = simulation.Plan(program);
        Assert.Equal("""
            update web: size: changed
            update note: content: changed
            """, PlanBuilderTests.Text(plan));
        Assert.Equal([("shop/aws:ec2:instance/app", "shop/aws:ec2:instance/web")], plan.Renamings.Select(r => (r.From, r.To)));
        Assert.Equal(simulation.State.Serial, plan.StateSerial);
    }

    [Fact]
    public void FormerName_ThatStateDoesntKnow_IsNothing()
    {
        var plan = simulation.Plan(App(new() { Aliases = ["shop/aws:ec2:instance/older"] }));
        Assert.Empty(plan.Renamings);
        Assert.Equal("create app: new", PlanBuilderTests.Text(plan).Split('\n')[0]);
    }
}
