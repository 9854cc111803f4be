using System.Xml.Linq;

namespace McpIac.EndToEnd.Tests.Starts;

/// <summary>What depends on what, drawn in each of the formats.</summary>
public sealed class GraphTests(NewProject shop) : IClassFixture<NewProject>
{
    [Fact]
    public async Task Mermaid_IsAFlowchart()
    {
        const string chart = "flowchart LR\n  n0[\"mascot<br/>local:random\"]\n  n1[\"page<br/>local:file\"]\n  n0 --> n1\n";
        Assert.Equal(chart, (await shop.RunAsync("graph")).Exits(0).Output);
        var json = (await shop.RunAsync("graph", "--format", "mermaid", "--json")).Exits(0).Json;
        Assert.Equal(("mermaid", chart), ($"{json["format"]}", $"{json["graph"]}"));
    }

    [Fact]
    public async Task Dot_IsADigraph()
    {
        var dot = (await shop.RunAsync("graph", "--format", "dot")).Exits(0);
        Assert.StartsWith("digraph", dot.Output, StringComparison.Ordinal);
        Assert.Contains(dot.Lines, l => l.Contains("->", StringComparison.Ordinal));
        Assert.Contains("mascot", dot.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Svg_IsADrawing_InTheFileAskedFor()
    {
        var file = Path.Combine(shop.Folder, "graph.svg");
        Assert.Equal("Wrote graph.svg.\n", (await shop.RunAsync("graph", "--format", "svg", "--out", "graph.svg")).Exits(0).Output);
        var drawing = XDocument.Load(file).Root!;
        Assert.Equal("svg", drawing.Name.LocalName);
        Assert.All(new[] { "mascot", "page", "local:random", "local:file" }, text => Assert.Contains(drawing.Descendants(), e => e.Value == text));
    }

    [Theory]
    [InlineData("component", new[] { "mascot", "page" })]
    [InlineData("stage", new[] { "stage 1", "stage 2" })]
    [InlineData("provider", new[] { "local" })]
    public async Task Collapse_MakesOneBoxOfEach(string what, string[] boxes)
    {
        var json = (await shop.RunAsync("graph", "--collapse", what, "--json")).Exits(0).Json;
        Assert.Equal(boxes, json["boxes"]!.AsArray().Select(b => $"{b!["name"]}"));
        Assert.Equal(boxes.Length - 1, json["lines"]!.AsArray().Count);
        var drawing = XDocument.Parse((await shop.RunAsync("graph", "--collapse", what, "--format", "svg")).Exits(0).Output);
        Assert.All(boxes, text => Assert.Contains(drawing.Descendants(), e => e.Value == text));
    }

    [Fact]
    public async Task MoreBoxesThanAnybodyCanRead_AreANote()
    {
        var resources = string.Concat(Enumerable.Range(0, 1_501).Select(i => $"  - {{ name: f{i}, type: local:file, properties: {{ path: f{i}.txt, content: x }} }}\n"));
        await File.WriteAllTextAsync(Path.Combine(shop.Folder, "big.yaml"), "name: big\nresources:\n" + resources, TestContext.Current.CancellationToken);
        Assert.Equal(["MCI4071"], (await shop.RunAsync("graph", "big.yaml", "--json")).Exits(0).Diagnostics.Select(d => d.Id));
        Assert.Empty((await shop.RunAsync("graph", "big.yaml", "--collapse", "provider", "--json")).Exits(0).Diagnostics);
    }

    [Fact]
    public async Task LinesThatPassByMoreThanCanBeLaidOutSoon_AreANote_OfADrawingAlone()
    {
        // Each refers to the one before, and to the first: line n passes by n - 2 columns.
        var resources = string.Concat(Enumerable.Range(0, 56).Select(i => $"  - {{ name: f{i}, type: local:file, properties: {{ path: f{i}.txt, content: '{(i == 0 ? "x" : $"${{f0.path}} ${{f{i - 1}.path}}")}' }} }}\n"));
        await File.WriteAllTextAsync(Path.Combine(shop.Folder, "wide.yaml"), "name: wide\nresources:\n" + resources, TestContext.Current.CancellationToken);
        var note = Assert.Single((await shop.RunAsync("graph", "wide.yaml", "--format", "svg", "--json")).Exits(0).Diagnostics);
        Assert.Equal(("MCI4071", "The drawing has 56 boxes, and 109 lines that pass by others"), (note.Id, note.Message.Split(':')[0]));
        Assert.Empty((await shop.RunAsync("graph", "wide.yaml", "--json")).Exits(0).Diagnostics);
        Assert.Empty((await shop.RunAsync("graph", "wide.yaml", "--format", "svg", "--collapse", "provider", "--json")).Exits(0).Diagnostics);
    }

    [Fact]
    public async Task AFileThatCanNotBeWritten_IsMCI1082()
    {
        var refused = (await shop.RunAsync("graph", "--out", "no/such/folder/graph.txt", "--json")).Exits(1);
        Assert.Equal(["MCI1082"], refused.Diagnostics.Select(d => d.Id));
    }
}
