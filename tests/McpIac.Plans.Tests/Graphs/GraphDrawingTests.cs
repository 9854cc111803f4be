using McpIac.Dsl.Deployments;
using McpIac.Plans.Binding;
using McpIac.Plans.Graphs;

namespace McpIac.Plans.Tests.Graphs;

public sealed class GraphDrawingTests
{
    // vpc ← a's net ← a's and its node's app, which need vpc too; dns needs both apps, and a's late needs dns.
    private static readonly DependencyGraph Graph = DependencyGraph.Build(Nested(
        ("vpc", [], []), ("net", ["Tier:a"], ["vpc"]), ("app", ["Tier:a"], ["vpc", "net"]), ("deep", ["Tier:a", "Node:1"], ["vpc", "net"]), ("dns", [], ["app", "deep"]), ("late", ["Tier:a"], ["dns"]))).Graph!;

    [Fact]
    public void Component_IsABoxEach_AndWhatIsInNoneStandsForItself()
    {
        var drawing = GraphDrawing.Of(Graph, GraphGrouping.Component);
        Assert.Equal(["vpc|files:file:file|1", "Tier:a|3 resources|3", "Tier:a/Node:1|1 resource|1", "dns|files:file:file|1"], drawing.Boxes.Select(b => $"{b.Name}|{b.Kind}|{b.Resources}"));
        Assert.Equal([(0, 1, 2), (0, 2, 1), (1, 2, 1), (1, 3, 1), (2, 3, 1), (3, 1, 1)], Lines(drawing));
        Assert.All(drawing.Boxes, b => Assert.Empty(b.Components));
    }

    [Fact]
    public void Stage_IsWhatMayRunSideBySide()
    {
        var drawing = GraphDrawing.Of(Graph, GraphGrouping.Stage);
        Assert.Equal(["stage 1|1", "stage 2|1", "stage 3|2", "stage 4|1", "stage 5|1"], drawing.Boxes.Select(b => $"{b.Name}|{b.Resources}"));
        Assert.Equal([(0, 1, 1), (0, 2, 2), (1, 2, 2), (2, 3, 2), (3, 4, 1)], Lines(drawing));
    }

    [Fact]
    public void Provider_IsTheServerThatMakesIt()
    {
        var whole = Nested(("a", [], []), ("b", [], ["a"]), ("c", [], ["a", "b"]));
        var two = whole with { Resources = [whole.Resources[0], .. whole.Resources.Skip(1).Select(r => r with { Options = r.Options with { Provider = "other" } })] };
        var drawing = GraphDrawing.Of(DependencyGraph.Build(two).Graph!, GraphGrouping.Provider);
        Assert.Equal(["files|1", "other|2"], drawing.Boxes.Select(b => $"{b.Name}|{b.Resources}"));
        Assert.Equal([(0, 1, 2)], Lines(drawing));
    }

    [Fact]
    public void ComponentsWhoseNamesReadAlike_StayTwo()
    {
        var drawing = GraphDrawing.Of(DependencyGraph.Build(Nested(("a", ["T:x/T:y"], []), ("b", ["T:x", "T:y"], []), ("T:x", [], []))).Graph!, GraphGrouping.Component);
        Assert.Equal([1, 1, 1], drawing.Boxes.Select(b => b.Resources));
    }

    [Fact]
    public void ColumnsThatLinesPassBy_AreCounted()
    {
        // net is after vpc, app and deep after net, dns after those and late after that: the lines from vpc to app and to deep pass by net.
        Assert.Equal(2, GraphDrawing.Of(Graph).CountPassed());
        Assert.Equal(0, GraphDrawing.Of(DependencyGraph.Build(Nested(("a", [], []), ("b", [], ["a"]), ("c", [], ["b"]))).Graph!).CountPassed());

        // In circles nothing is before anything.
        Assert.Equal(0, GraphDrawing.Of(Graph, GraphGrouping.Component).CountPassed());
    }

    private static IEnumerable<(int, int, int)> Lines(GraphDrawing drawing) => drawing.Lines.Select(l => (l.From, l.To, l.Dependencies)).Order();

    private static BoundDeployment Nested(params (string Name, string[] Components, string[] Needs)[] resources)
    {
        var flat = DependencyGraphTests.Deployment([.. resources.Select(r => (r.Name, r.Needs))]);
        var urns = flat.Resources.Zip(resources, (r, said) => (r.Urn, Made: Urns.Make("shop", said.Components, "files:file:file", said.Name))).ToDictionary(p => p.Urn, p => p.Made);
        return flat with { Resources = [.. flat.Resources.Select(r => r with { Urn = urns[r.Urn], Dependencies = [.. r.Dependencies.Select(d => urns[d])] })] };
    }
}
