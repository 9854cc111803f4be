using McpIac.Plans.Binding;
using McpIac.Plans.Journals;
using McpIac.Plans.Planning;
using McpIac.Plans.Tests.Programs;
using static McpIac.Plans.Tests.Programs.TestProgram;

namespace McpIac.Plans.Tests.Planning;

/// <summary>MCI3050: what is protected isn't deleted or replaced.</summary>
public sealed class ProtectionTests
{
    private readonly Simulation simulation = new();

    private static TestProgram Shop(bool protect, string engine = "postgres", string users = "app")
    {
        var program = new TestProgram();
        var db = program.Add("aws:rds:db", "orders", ("engine", V(engine)), ("users", L(new Dsl.Expressions.MapExpression([new("name", V(users))]))));
        program.Add("files:file:file", "note", ("path", V("note")), ("content", db["endpoint"]));
        return program.With(db, new BoundOptions { Protect = protect });
    }

    private static TestProgram WithoutDb()
    {
        var program = new TestProgram();
        program.Add("files:file:file", "note", ("path", V("note")), ("content", V("x")));
        return program;
    }

    [Fact]
    public void Protected_ThatWouldBeReplaced_RefusesThePlan()
    {
        simulation.Apply(Shop(protect: true));
        Assert.Equal(
            "MCI3050 orders (aws:rds:db) is protected, and has to be replaced: engine: forces replacement. Take the change back; or, to let it be replaced, set its option protect to false.",
            simulation.Refusal(Shop(protect: true, engine: "mysql")));
    }

    [Fact]
    public void Protected_ThatIsOnlyUpdated_IsPlanned()
    {
        simulation.Apply(Shop(protect: true));
        Assert.Equal(StepAction.Update, simulation.Plan(Shop(protect: true, users: "web")).Steps[0].Action);
    }

    [Fact]
    public void ProtectedByHand_IsWhateverTheProgramSays_AndTheRemedyIsByHandToo()
    {
        simulation.Apply(Shop(protect: false));
        simulation.Edit(s => Replay.Apply(s, new ResourceMarked("shop/aws:rds:db/orders", Tainted: false, Protected: true)));
        Assert.EndsWith("To let it go, run 'mciacc state unprotect shop/aws:rds:db/orders'.", simulation.Refusal(Shop(protect: false, engine: "mysql")), StringComparison.Ordinal);
        Assert.EndsWith("To let it go, run 'mciacc state unprotect shop/aws:rds:db/orders'.", simulation.Refusal(WithoutDb()), StringComparison.Ordinal);
        Assert.Equal(StepAction.Update, simulation.Plan(Shop(protect: false, users: "web")).Steps[0].Action);
    }

    [Fact]
    public void Tainted_IsMadeAnew_ThoughNothingDiffers()
    {
        simulation.Apply(Shop(protect: false));
        simulation.Edit(s => Replay.Apply(s, new ResourceMarked("shop/aws:rds:db/orders", Tainted: true, Protected: false)));
        Assert.Equal((StepAction.Replace, "it is tainted"), (simulation.Plan(Shop(protect: false)).Steps[0].Action, simulation.Plan(Shop(protect: false)).Steps[0].Reason));
        simulation.Apply(Shop(protect: false));
        Assert.True(simulation.Plan(Shop(protect: false)).IsEmpty);
    }

    [Fact]
    public void ProgramThatLiftsTheProtection_MayReplaceAtOnce()
    {
        simulation.Apply(Shop(protect: true));
        Assert.Equal(StepAction.Replace, simulation.Plan(Shop(protect: false, engine: "mysql")).Steps[0].Action);
    }

    [Fact]
    public void Protected_ThatTheProgramNoLongerHas_IsRemembered()
    {
        simulation.Apply(Shop(protect: true));
        Assert.Equal(
            "MCI3050 orders (aws:rds:db) is protected, and would be deleted: no longer in the program. Declare it again; to delete it, apply once with its option protect set to false, and then take it out.",
            simulation.Refusal(WithoutDb()));
    }

    [Fact]
    public void ProtectionThatWasLifted_NoLongerCounts()
    {
        simulation.Apply(Shop(protect: true));
        Assert.True(simulation.Apply(Shop(protect: false)).IsEmpty);
        Assert.Equal(StepAction.Delete, simulation.Plan(WithoutDb()).Steps[^1].Action);
    }

    [Fact]
    public void Destroying_IsRefused()
    {
        simulation.Apply(Shop(protect: true));
        var (plan, diagnostics) = PlanBuilder.Destroy(simulation.State, TestTypes.Catalog);
        Assert.Null(plan);
        Assert.Equal("orders (aws:rds:db) is protected, and would be deleted: the deployment is destroyed.", Assert.Single(diagnostics).Message);
    }
}
