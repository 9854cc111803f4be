using McpIac.Dsl.Expressions;
using McpIac.Plans.Planning;
using McpIac.Plans.Tests.Programs;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using static McpIac.Plans.Tests.Programs.TestProgram;

namespace McpIac.Plans.Tests.Planning;

public sealed class PlanBuilderTests
{
    private readonly Simulation simulation = new();

    /// <summary>VPC → subnet → two instances → backend, and a VLAN apart.</summary>
    internal static TestProgram Portal(string cidr = "10.0.1.0/24", long tag = 150, int servers = 2, string size = "small")
    {
        var program = new TestProgram();
        program.Add("fw:net:vlan", "app-network", ("tag", V(tag)), ("interface", V("igc2")));
        var vpc = program.Add("aws:vpc:vpc", "portal", ("cidrBlock", V("10.0.0.0/16")));
        var subnet = program.Add("aws:vpc:subnet", "app-subnet", ("vpcId", vpc["id"]), ("cidrBlock", V(cidr)));
        var instances = Enumerable.Range(1, servers).Select(i => program.Add("aws:ec2:instance", $"app-{i}", ("subnetId", subnet["id"]), ("size", V(size)))).ToArray();
        var backend = program.Add("fw:haproxy:backend", "app-backend", ("name", V("app")), ("servers", L([.. instances.Select(s => Join(s["privateIp"], V(":8080")))])));
        return program.Output("backend", backend["id"]).Output("cidr", subnet["cidrBlock"]);
    }

    [Fact]
    public void AFirstPlan_CreatesEverything_InStages()
    {
        var plan = simulation.Plan(Portal());
        Assert.Equal("""
            create app-network: new
            create portal: new
            create app-subnet: new
            create app-1: new
            create app-2: new
            create app-backend: new
            """, Text(plan));
        Assert.Equal(["app-network portal", "app-subnet", "app-1 app-2", "app-backend"], Stages(plan));
        Assert.Equal("""{"name":"app","servers":[{"$iac":"unknown","type":"string","notNull":true,"minLength":5},{"$iac":"unknown","type":"string","notNull":true,"minLength":5}]}""", plan.Steps[^1].Planned.ToString());
        Assert.False(plan.IsEmpty);
    }

    [Fact]
    public void APlanAfterApplying_IsEmpty()
    {
        simulation.Apply(Portal());
        var plan = simulation.Plan(Portal());
        Assert.True(plan.IsEmpty);
        Assert.All(plan.Steps, s => Assert.Equal((StepAction.NoOp, "unchanged"), (s.Action, s.Reason)));
        Assert.Empty(plan.Stages);
    }

    [Fact]
    public void EditingOneScalar_IsExactlyOneUpdate()
    {
        simulation.Apply(Portal());
        var plan = simulation.Plan(Portal(tag: 151));
        Assert.Equal("update app-network: tag: changed", Text(plan));
        var change = Assert.Single(Acting(plan).Single().Diff);
        Assert.Equal(("tag", Datum.Of(150), Datum.Of(151), false), (change.Path, change.Before, change.After, change.ForcesReplacement));
        Assert.All(plan.Outputs, o => Assert.False(o.Changed));
    }

    [Fact]
    public void AReplacedUpstream_IsExplainedDownstream()
    {
        simulation.Apply(Portal());
        var plan = simulation.Plan(Portal(cidr: "10.0.2.0/24"));
        Assert.Equal("""
            replace app-subnet: cidrBlock: forces replacement
            replace app-1: subnetId: forces replacement, because app-subnet is replaced
            replace app-2: subnetId: forces replacement, because app-subnet is replaced
            update app-backend: servers/0: known after apply, because app-1 is replaced; servers/1: known after apply, because app-2 is replaced
            """, Text(plan));
        Assert.Equal(["app-subnet", "app-1 app-2", "app-backend"], Stages(plan));
        Assert.Equal([true, false], plan.Outputs.Select(o => o.Name == "cidr" && o.Changed).Order().Reverse());
        Assert.All(Acting(plan), s => Assert.False(s.DeleteFirst));
    }

    [Fact]
    public void ARemovedResource_IsDeletedAfterTheUpdateOfWhatReferredToIt()
    {
        simulation.Apply(Portal());
        var plan = simulation.Plan(Portal(servers: 1));
        Assert.Equal("""
            update app-backend: servers: changed
            delete app-2: no longer in the program
            """, Text(plan));
        Assert.Equal(["app-backend", "app-2"], Stages(plan));
        Assert.Equal([Acting(plan)[0].Urn], Acting(plan)[1].DependsOn);
    }

    [Fact]
    public void AnEmptyProgram_DeletesDependentsBeforeWhatTheyDependOn()
    {
        simulation.Apply(Portal());
        var plan = simulation.Plan(new TestProgram());
        Assert.Equal(["app-backend app-network", "app-1 app-2", "app-subnet", "portal"], Stages(plan));
        Assert.Equal(2, plan.Outputs.Count(o => o is { Changed: true, After: null }));
    }

    [Fact]
    public void ADestroyedDeployment_GivesThatAsTheReason()
    {
        simulation.Apply(Portal());
        var (plan, _) = PlanBuilder.Destroy(simulation.State, TestTypes.Catalog);
        Assert.NotEmpty(Acting(plan!));
        Assert.All(Acting(plan!), s => Assert.Equal((StepAction.Delete, "the deployment is destroyed"), (s.Action, s.Reason)));
    }

    [Fact]
    public void OnlyAnOutput_CanChange()
    {
        simulation.Apply(new TestProgram().Output("url", V("a")).Output("old", V("x")));
        var plan = simulation.Plan(new TestProgram().Output("url", V("b")).Output("new", V("c")));
        Assert.Empty(plan.Steps);
        Assert.False(plan.IsEmpty);
        Assert.Equal(["url: \"a\" → \"b\"", "new:  → \"c\"", "old: \"x\" → "], plan.Outputs.Select(o => $"{o.Name}: {o.Before} → {o.After}"));
        Assert.All(plan.Outputs, o => Assert.True(o.Changed));
    }

    [Fact]
    public void AnOutputThatNoProviderReturns_DoesNotKeepThePlanFromBeingEmpty()
    {
        var program = Portal();
        program.Output("missing", new Reference("shop/aws:vpc:vpc/portal", ["nothing"]));
        simulation.Apply(program);
        simulation.Edit(s => s with { Outputs = s.Outputs.Where(o => o.Key != "missing").ToDictionary() });
        Assert.True(simulation.Plan(program).IsEmpty);
    }

    [Fact]
    public void AnUpdate_KeepsWhatTheSchemaDoesNotDeriveFromTheChange()
    {
        TestProgram Program(string size)
        {
            var program = new TestProgram();
            var server = program.Add("aws:ec2:instance", "app", ("subnetId", V("s")), ("size", V(size)));
            program.Add("files:file:file", "ip", ("path", V("ip")), ("content", server["privateIp"]));
            program.Add("files:file:file", "type", ("path", V("type")), ("content", server["type"]));
            program.Add("files:file:file", "label", ("path", V("label")), ("content", server["label"]));
            program.Add("files:file:file", "size", ("path", V("size")), ("content", server["size"]));
            return program;
        }

        simulation.Apply(Program("small"));
        Assert.Equal("""
            update app: size: changed
            update type: content: known after apply, because app is updated
            update label: content: known after apply, because app is updated
            update size: content: changed
            """, Text(simulation.Plan(Program("large"))));
    }

    [Fact]
    public void ATypeThatCanNotBeUpdated_IsReplaced()
    {
        simulation.Apply(Pull("nginx:1"));
        Assert.Equal("replace app: the type can't be updated in place", Text(simulation.Plan(Pull("nginx:2"))));

        static TestProgram Pull(string image)
        {
            var program = new TestProgram();
            program.Add("fw:image:pull", "app", ("image", V(image)));
            return program;
        }
    }

    [Fact]
    public void AResourceThatIsIncomplete_IsUpdatedThoughNothingChanged()
    {
        simulation.Apply(Portal());
        simulation.Edit(s => s with { Resources = s.Resources.ToDictionary(r => r.Key, r => r.Value with { Incomplete = r.Value.Name == "portal" }) });
        Assert.Equal("update portal: its last change was done only in part", Text(simulation.Plan(Portal())));
    }

    [Fact]
    public void AStatefulResource_SaysThatItsDataIsLost()
    {
        simulation.Apply(Database("postgres"));
        var replace = Acting(simulation.Plan(Database("mysql"))).Single();
        Assert.Equal((StepAction.Replace, true, UndoKind.Irreversible), (replace.Action, replace.DestroysData, replace.Undo));
        Assert.True(Acting(simulation.Plan(new TestProgram())).Single().DestroysData);

        static TestProgram Database(string engine)
        {
            var program = new TestProgram();
            program.Add("aws:rds:db", "db", ("engine", V(engine)));
            return program;
        }
    }

    [Fact]
    public void APropertyWithoutAValue_IsMCI3002()
    {
        var program = new TestProgram();
        program.Add("fw:haproxy:backend", "app", ("name", new Call("nonsense", [])));
        program.Output("x", new Call("nonsense", []));
        var (plan, diagnostics) = PlanBuilder.Build(program.Bound(), simulation.State, TestTypes.Catalog);
        Assert.Null(plan);
        Assert.All(diagnostics, d => Assert.Equal("MCI3002", d.Id));
        Assert.Equal("The property name of app has no value: there is no function named 'nonsense'.", diagnostics[0].Message);
        Assert.Equal(2, diagnostics.Count);
    }

    [Fact]
    public void TheJsonForm_SaysWhyAndWhatIsNotKnown()
    {
        simulation.Apply(Portal());
        var json = PlanJson.Write(simulation.Plan(Portal(cidr: "10.0.2.0/24")));
        var step = json["steps"]!.Items.Single(s => s["name"]!.AsText() == "app-1");
        Assert.Equal("replace", step["action"]!.AsText());
        Assert.Equal("""[{"path":"subnetId","before":"app-subnet-3","after":{"$iac":"unknown","type":"string","notNull":true},"forcesReplacement":true,"reason":"forces replacement, because app-subnet is replaced"}]""",
            step["diff"]!.ToString());
        Assert.Equal(false, json["empty"]!.AsBoolean());
        Assert.Equal("sha256:aws", json["schemaDigests"]!["aws"]!.AsText());
    }

    internal static string Text(Plan plan) => string.Join(Environment.NewLine, Acting(plan).Select(s =>
        $"{char.ToLowerInvariant(s.Action.ToString()[0])}{s.Action.ToString()[1..]} {s.Name}: {s.Reason}{(s.DeleteFirst ? " (first)" : "")}"));

    internal static PlanStep[] Acting(Plan plan) => [.. plan.Steps.Where(s => s.Action != StepAction.NoOp)];

    internal static string[] Stages(Plan plan)
    {
        var names = plan.Steps.ToLookup(s => s.Urn, s => s.Name);
        return [.. plan.Stages.Select(s => string.Join(' ', s.Select(u => names[u].First()).Order(StringComparer.Ordinal)))];
    }
}
