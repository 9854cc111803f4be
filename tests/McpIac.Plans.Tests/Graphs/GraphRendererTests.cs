using CsCheck;
using McpIac.Dsl.Deployments;
using McpIac.Plans.Binding;
using McpIac.Plans.Graphs;

namespace McpIac.Plans.Tests.Graphs;

public sealed class GraphRendererTests
{
    private static readonly GraphDrawing Small = Draw(DependencyGraphTests.Deployment(("vpc", []), ("subnet", ["vpc"])));

    [Fact]
    public void Mermaid_DrawsFromDependencyToDependent() => Assert.Equal("""
        flowchart LR
          n0["vpc<br/>files:file:file"]
          n1["subnet<br/>files:file:file"]
          n0 --> n1

        """, GraphRenderer.Mermaid(Small), ignoreLineEndingDifferences: true);

    [Fact]
    public void Dot_DrawsFromDependencyToDependent() => Assert.Equal("""
        digraph deployment {
          rankdir=LR;
          node [shape=box];
          n0 [label="vpc\nfiles:file:file"];
          n1 [label="subnet\nfiles:file:file"];
          n0 -> n1;
        }

        """, GraphRenderer.Dot(Small), ignoreLineEndingDifferences: true);

    [Fact]
    public void WhatIsOnlyRead_HasADashedLineAroundIt()
    {
        var whole = DependencyGraphTests.Deployment(("vpc", []), ("subnet", ["vpc"]));
        var drawing = Draw(whole with { Resources = [whole.Resources[0] with { Existing = new McpIac.Dsl.Expressions.Literal(McpIac.Schemas.Data.Datum.Of("vpc-1")) }, whole.Resources[1]] });
        Assert.Contains("  style n0 stroke-dasharray: 4 3\n  n1[", GraphRenderer.Mermaid(drawing), StringComparison.Ordinal);
        Assert.Contains("n0 [label=\"vpc\\nfiles:file:file\", style=dashed];\n  n1 [label=\"subnet\\nfiles:file:file\"];", GraphRenderer.Dot(drawing), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"]; evil --> n0[\"")]
    [InlineData("</text><script>alert(1)</script>")]
    [InlineData("a\"; } digraph x { b [label=\"\\")]
    [InlineData("line\r\nbreak\u2028\0\u0007\uFFFE\uD800")]
    [InlineData("`#quot;&amp;%%{init}%%")]
    public void HostileNames_StayData(string name) => Check(name);

    [Fact]
    public void AnyName_StaysData() => Gen.String.Where(n => n != "b").Sample(Check); // the other resource's name

    [Fact]
    public void LinesBetweenGroups_HaveTheirCounts()
    {
        var drawing = new GraphDrawing([new("Net:a", "Net:a", "2 resources", "Net:a: 2 resources", 2, false, []), new("dns", "dns", "1 resource", "dns: 1 resource", 1, true, [])], [new(0, 1, 12)], IsCollapsed: true);
        Assert.EndsWith("\n  n0 -->|12| n1\n", GraphRenderer.Mermaid(drawing), StringComparison.Ordinal);
        Assert.EndsWith("\n  n0 -> n1 [label=\"12\"];\n}\n", GraphRenderer.Dot(drawing), StringComparison.Ordinal);
    }

    [Fact]
    public void Components_AreAroundWhatIsInThem()
    {
        var flat = DependencyGraphTests.Deployment(("vpc", []), ("net", ["vpc"]), ("app", ["net"]));
        var nested = flat with { Resources = [.. flat.Resources.Select(r => r.Name == "vpc" ? r : r with { Urn = Urns.Make("shop", r.Name == "net" ? ["Tier:web"] : ["Tier:web", "Node:1\"]"], "t", r.Name), Dependencies = [] })] };
        var drawing = Draw(nested);
        Assert.Equal("""
            flowchart LR
              n0["vpc<br/>files:file:file"]
              subgraph c0["Tier:web"]
                n1["net<br/>files:file:file"]
                subgraph c1["Node:1#34;#93;"]
                  n2["app<br/>files:file:file"]
                end
              end

            """, GraphRenderer.Mermaid(drawing), ignoreLineEndingDifferences: true);
        Assert.Contains("""
              subgraph cluster_0 {
                label="Tier:web";
                n1 [label="net\nfiles:file:file"];
                subgraph cluster_1 {
                  label="Node:1\"]";
            """.ReplaceLineEndings("\n"), GraphRenderer.Dot(drawing), StringComparison.Ordinal);
        Assert.Equal(["vpc", "Tier:web/net", "Tier:web/Node:1\"]/app"], drawing.Boxes.Select(b => b.Path));
    }

    private static GraphDrawing Draw(BoundDeployment deployment) => GraphDrawing.Of(DependencyGraph.Build(deployment).Graph!);

    private static BoundDeployment Addressed(BoundDeployment deployment) =>
        deployment with { Resources = [.. deployment.Resources.Select(r => r with { Urn = Urns.Make("shop", [], "t", r.Name) })] };

    private static void Check(string name)
    {
        var drawing = Draw(Addressed(DependencyGraphTests.Deployment((name, []), ("b", []))));
        var mermaid = GraphRenderer.Mermaid(drawing).Split('\n');
        Assert.Equal(4, mermaid.Length);
        Assert.Matches("""^  n0\["[^"\[\]<>`]*<br/>files:file:file"\]$""", mermaid[1]);

        var dot = GraphRenderer.Dot(drawing).Split('\n');
        Assert.Equal(7, dot.Length);
        Assert.Matches("""^  n0 \[label="([^"\\]|\\.)*"\];$""", dot[3]);
    }
}
