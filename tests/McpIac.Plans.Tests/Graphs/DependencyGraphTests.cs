using CsCheck;
using McpIac.Plans.Binding;
using McpIac.Plans.Graphs;
using McpIac.Plans.Planning;
using McpIac.Plans.States;
using McpIac.Plans.Tests.Programs;
using McpIac.Schemas.Diagnostics;
using static McpIac.Plans.Tests.Programs.TestProgram;

namespace McpIac.Plans.Tests.Graphs;

public sealed class DependencyGraphTests
{
    [Fact]
    public void ACircle_IsMCI2090_WithItsPath()
    {
        var deployment = Deployment(("a", ["b"]), ("b", ["c"]), ("c", ["d"]), ("d", ["b"]), ("e", []));
        var (graph, diagnostics) = DependencyGraph.Build(deployment);
        Assert.Null(graph);
        var diagnostic = Assert.Single(diagnostics);
        Assert.Equal(("MCI2090", "These resources depend on each other in a circle: b → c → d → b."), (diagnostic.Id, diagnostic.Message));
        Assert.Equal(new SourcePlace("infra.csx", 2), diagnostic.Place);
    }

    [Fact]
    public void AResourceThatNeedsItself_IsMCI2090() =>
        Assert.Equal("These resources depend on each other in a circle: a → a.", DependencyGraph.Build(Deployment(("a", ["a"]))).Diagnostics.Single().Message);

    [Fact]
    public void TheOrder_PutsEverythingAfterWhatItNeeds() => Gen.Int[0, 30].Array[0, 3].Array[1, 30].Sample(needs =>
    {
        var deployment = Deployment([.. needs.Select((n, i) => ($"{i}", n.Where(d => d < i).Select(d => $"{d}").ToArray()))]);
        var graph = DependencyGraph.Build(deployment).Graph!;
        var places = graph.Order.Select((r, i) => (r.Urn, i)).ToDictionary(p => p.Urn, p => p.i);
        Assert.Equal(needs.Length, places.Count);
        Assert.All(graph.Order, r => Assert.All(r.Dependencies, d => Assert.True(places[d] < places[r.Urn])));
        Assert.Equal(graph.Order, graph.Stages.SelectMany(s => s));
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TenThousandResources_InAChainOrSideBySide_ArePlannedAndDeleted(bool chain)
    {
        const int count = 10_000;
        var program = new TestProgram();
        var made = new List<Handle>();
        for (var i = 0; i < count; i++)
        {
            made.Add(program.Add("fw:alias:alias", $"a{i}", ("name", V($"n{i}")), ("content", chain && i > 0 ? made[^1]["id"] : V("x"))));
        }

        var plan = PlanBuilder.Build(program.Bound(), DeploymentState.Empty("shop"), TestTypes.Catalog).Plan!;
        Assert.Equal(chain ? count : 1, plan.Stages.Count);

        // All of them renamed: each new one takes the natural key of an old one.
        var state = DeploymentState.Empty("shop") with
        {
            Resources = plan.Steps.ToDictionary(s => s.Urn + "-old", s => new ResourceState(
                s.Urn + "-old", s.Type, s.Name + "-old", s.Provider, s.Name, s.Planned, s.Planned, null, null, [.. s.DependsOn.Select(d => d + "-old")], [])),
        };
        var renamed = PlanBuilder.Build(program.Bound(), state, TestTypes.Catalog).Plan!;
        Assert.Equal(count, renamed.Steps.Count(s => s is { Action: StepAction.Delete, DeleteFirst: true }));
    }

    internal static BoundDeployment Deployment(params (string Name, string[] Needs)[] resources) => new(
        "shop", [.. resources.Select((r, i) => new BoundResource(r.Name, r.Name, TestTypes.Catalog.Find("files:file:file")!,
            new Dictionary<string, Dsl.Expressions.Expression>(), r.Needs, new SourcePlace("infra.csx", i + 1)))], [], new Dictionary<string, string>());
}
