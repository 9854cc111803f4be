using System.Xml.Linq;
using CsCheck;
using McpIac.Cli.Drawings;
using McpIac.Plans.Graphs;

namespace McpIac.Cli.Tests.Drawings;

public sealed class LayeredLayoutTests
{
    private static readonly Gen<GraphDrawing> AnyDrawing =
        from boxes in Gen.Int[1, 60]
        from lines in Gen.Select(Gen.Int[0, boxes - 1], Gen.Int[0, boxes - 1]).Array[0, 90]
        from acyclic in Gen.Bool
        select Drawing(boxes, lines.Where(l => l.Item1 != l.Item2).Select(l => acyclic && l.Item1 > l.Item2 ? (l.Item2, l.Item1) : l).Distinct());

    [Fact]
    public void ADrawing_IsLaidOutTheSameEveryTime_AndNoBoxIsOnAnother() => AnyDrawing.Sample(drawing =>
    {
        var layout = LayeredLayout.Of(drawing);
        Assert.Equal(GraphRenderer.Svg(drawing, layout), GraphRenderer.Svg(drawing, LayeredLayout.Of(drawing)));
        Assert.All(layout.Boxes, b => Assert.True(b.X is > 0 && b.Y > 0 && b.X < layout.Width && b.Y < layout.Height));
        var close = layout.Boxes.SelectMany((a, i) => layout.Boxes.Skip(i + 1).Where(b => Math.Abs(a.X - b.X) <= GraphLayout.BoxWidth && Math.Abs(a.Y - b.Y) <= GraphLayout.BoxHeight));
        Assert.Empty(close);
    }, iter: 60);

    [Fact]
    public void WithoutCircles_EveryLineGoesToTheRight() => AnyDrawing.Where(d => d.Lines.All(l => l.From < l.To)).Sample(drawing =>
    {
        var layout = LayeredLayout.Of(drawing);
        Assert.All(drawing.Lines.Zip(layout.Routes), l =>
        {
            int[] passed = [layout.Boxes[l.First.From].X, .. l.Second.Select(p => p.X), layout.Boxes[l.First.To].X];
            Assert.Equal(passed.Order(), passed);
        });
    }, iter: 60);

    [Fact]
    public void AThousandResources_AreDrawn()
    {
        var random = new Random(3);
        var drawing = Drawing(1_000, Enumerable.Range(5, 995).SelectMany(i => new[] { (random.Next(Math.Min(i, 200)), i), (random.Next(5), i) }).Distinct());
        Assert.Equal(1_000, XDocument.Parse(GraphRenderer.Svg(drawing, LayeredLayout.Of(drawing))).Descendants().Count(e => e.Name.LocalName == "rect"));
    }

    [Fact]
    public void Svg_HasABoxAResourceALineADependency_AndADashedLineAroundWhatIsRead()
    {
        var drawing = new GraphDrawing([Box("vpc") with { IsRead = true }, Box("subnet")], [new(0, 1, 1)], IsCollapsed: false);
        var svg = XDocument.Parse(GraphRenderer.Svg(drawing, LayeredLayout.Of(drawing))).Root!;
        Assert.Equal(2, svg.Descendants().Count(e => e.Name.LocalName == "rect"));
        Assert.Equal("M240,44 C280,44 280,44 320,44", svg.Descendants().Single(e => e.Name.LocalName == "path").Attribute("d")?.Value);
        Assert.Equal(["4 3"], svg.Descendants().Select(e => e.Attribute("stroke-dasharray")?.Value).OfType<string>());
    }

    [Fact]
    public void LinesBetweenGroups_HaveTheirCounts()
    {
        var drawing = new GraphDrawing([Box("a"), Box("b"), Box("c")], [new(0, 1, 12), new(1, 2, 3), new(0, 2, 7)], IsCollapsed: true);
        var texts = XDocument.Parse(GraphRenderer.Svg(drawing, LayeredLayout.Of(drawing))).Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value);
        Assert.Equal(["12", "3", "7"], texts.Where(t => t.All(char.IsDigit)));
    }

    [Fact]
    public void Nothing_IsAnEmptyDrawing() =>
        Assert.DoesNotContain(XDocument.Parse(GraphRenderer.Svg(Drawing(0, []), LayeredLayout.Of(Drawing(0, [])))).Descendants(), e => e.Name.LocalName is "rect" or "path");

    [Theory]
    [InlineData("</text><script>alert(1)</script>")]
    [InlineData("line\r\nbreak\u2028\0\u0007\uFFFE\uD800")]
    [InlineData("\"/><image href='http://elsewhere/'/>")]
    public void HostileNames_StayData(string name) => Check(name);

    [Fact]
    public void AnyName_StaysData() => Gen.String.Sample(Check);

    private static void Check(string name)
    {
        var drawing = new GraphDrawing([Box(name)], [], IsCollapsed: false);
        var svg = XDocument.Parse(GraphRenderer.Svg(drawing, LayeredLayout.Of(drawing)));
        Assert.Equal(["svg", "defs", "marker", "polygon", "g", "title", "rect", "text", "text"], svg.Descendants().Select(e => e.Name.LocalName));
    }

    private static GraphDrawing Drawing(int boxes, IEnumerable<(int From, int To)> lines) =>
        new([.. Enumerable.Range(0, boxes).Select(i => Box($"n{i}"))], [.. lines.Select(l => new GraphLine(l.From, l.To, 1))], IsCollapsed: false);

    private static GraphBox Box(string name) => new(name, name, "files:file", name, 1, false, []);
}
