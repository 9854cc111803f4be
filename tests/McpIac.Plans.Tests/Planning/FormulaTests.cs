using McpIac.Dsl.Expressions;
using McpIac.Plans.Planning;
using McpIac.Plans.Tests.Programs;
using McpIac.Schemas.Data;
using static McpIac.Plans.Tests.Programs.TestProgram;

namespace McpIac.Plans.Tests.Planning;

/// <summary>A plan says what isn't known yet by what it will be computed from, and shows nothing secret by it.</summary>
public sealed class FormulaTests
{
    private readonly Simulation simulation = new();

    [Fact]
    public void UnknownValues_HaveFormulas_ByTheirPaths()
    {
        var plan = simulation.Plan(PlanBuilderTests.Portal());
        Assert.Equal("""{"servers/0":"${app-1.privateIp}:8080","servers/1":"${app-2.privateIp}:8080"}""", Shown(plan, "app-backend"));
        Assert.Equal("""{"vpcId":"${portal.id}"}""", Shown(plan, "app-subnet"));
        Assert.Equal("{}", Shown(plan, "portal"));
        Assert.Equal("${app-backend.id}", plan.Outputs.Single(o => o.Name == "backend").Formula);
        Assert.Equal("""{"servers/0":"${app-1.privateIp}:8080","servers/1":"${app-2.privateIp}:8080"}""",
            PlanJson.Write(plan)["steps"]!.Items.Single(s => s["name"]!.AsText() == "app-backend")["formulas"]!.ToString());
    }

    [Fact]
    public void WhatIsKnown_HasNone()
    {
        simulation.Apply(PlanBuilderTests.Portal());
        Assert.All(simulation.Plan(PlanBuilderTests.Portal(tag: 151)).Steps, s => Assert.Empty(s.Formulas));
    }

    [Fact]
    public void TwoOfOneName_AreNamedByMore()
    {
        var program = new TestProgram();
        var vpc = program.Add("aws:vpc:vpc", "main", ("cidrBlock", V("10.0.0.0/16")));
        program.Add("fw:net:vlan", "main", ("tag", V(1)), ("interface", vpc["id"]));
        Assert.Equal("""{"interface":"${aws:vpc:vpc:main.id}"}""", DatumOf(simulation.Plan(program).Steps.Single(s => s.Type == "fw:net:vlan")));
    }

    [Fact]
    public void NothingSecret_IsInAFormula()
    {
        var program = new TestProgram();
        var vpc = program.Add("aws:vpc:vpc", "main", ("cidrBlock", V("10.0.0.0/16")));
        program.Add("aws:rds:db", "db", ("engine", V("postgres")), ("password", Join(V("hunter2-"), vpc["id"])),
            ("users", L(new MapExpression([new("name", vpc["id"]), new("pass", Join(V("hunter3-"), vpc["id"]))]))));
        program.Add("files:file:file", "a", ("path", V("a")), ("content", Join(new Secret(V("hunter4")), vpc["id"])));
        program.Add("files:file:file", "b", ("path", V("b")), ("content", new Call("coalesce", [vpc["id"], new Secret(V("hunter5"))])));
        program.Output("c", Join(new Secret(V("hunter6")), vpc["id"])).Output("d", Join(V("hunter7-"), vpc["id"]), secret: true);

        var plan = simulation.Plan(program);
        Assert.DoesNotContain("hunter", PlanJson.Write(plan).ToString(), StringComparison.Ordinal);
        Assert.Equal("""{"users/0/name":"${main.id}"}""", Shown(plan, "db"));
        Assert.All(plan.Outputs, o => Assert.Null(o.Formula));
    }

    [Fact]
    public void AnExpressionWithASecretInIt_HasNone_WhoeverAsks()
    {
        var formulas = new Formulas([]);
        Assert.Equal("${app.id}!", formulas.Of(Join(new Reference("shop/t/app", ["id"]), V("!"))));
        Assert.Null(formulas.Of(Join(new Secret(V("hunter2")), new Reference("shop/t/app", ["id"]))));
        Assert.Null(formulas.Of(new Call("upper", [new External(External.Secret, ["db-password"])])));
        Assert.Null(formulas.Of(L(new Literal(Evaluation.Masked))));
    }

    private static string Shown(Plan plan, string name) => DatumOf(plan.Steps.Single(s => s.Name == name));

    private static string DatumOf(PlanStep step) => Datum.MapOf(step.Formulas.Select(f => KeyValuePair.Create(f.Key, Datum.Of(f.Value)))).ToString();
}
