using System.Globalization;
using System.Text;
using McpIac.Dsl.Deployments;
using McpIac.Plans.Binding;

namespace McpIac.Plans.Graphs;

/// <summary>Draws a graph as text; what is only read has a dashed line around it. Names are data: each format's own escapes keep them from being anything else.</summary>
public static class GraphRenderer
{
    private const int BoxWidth = 220, BoxHeight = 48, GapX = 80, GapY = 24, Margin = 20, LabelLimit = 30;

    /// <summary>A Mermaid flowchart, dependency → dependent.</summary>
    public static string Mermaid(DependencyGraph graph)
    {
        var text = new StringBuilder("flowchart LR\n");
        var ids = Ids(graph);
        AppendNested(text, graph.Order, 0, "", new int[1],
            (r, indent) => $"{indent}n{ids[r.Urn]}[\"{MermaidText(r.Name)}<br/>{MermaidText(r.Type.Token)}\"]\n{(r.Existing is null ? "" : $"{indent}style n{ids[r.Urn]} stroke-dasharray: 4 3\n")}",
            (component, number, indent) => $"{indent}subgraph c{number}[\"{MermaidText(component)}\"]\n", indent => $"{indent}end\n");
        foreach (var (from, to) in Edges(graph, ids)) text.Append(CultureInfo.InvariantCulture, $"  n{from} --> n{to}\n");
        return text.ToString();
    }

    /// <summary>A Graphviz digraph.</summary>
    public static string Dot(DependencyGraph graph)
    {
        var text = new StringBuilder("digraph deployment {\n  rankdir=LR;\n  node [shape=box];\n");
        var ids = Ids(graph);
        AppendNested(text, graph.Order, 0, "", new int[1],
            (r, indent) => $"{indent}n{ids[r.Urn]} [label=\"{DotText(r.Name)}\\n{DotText(r.Type.Token)}\"{(r.Existing is null ? "" : ", style=dashed")}];\n",
            (component, number, indent) => $"{indent}subgraph cluster_{number} {{\n{indent}  label=\"{DotText(component)}\";\n", indent => $"{indent}}}\n");
        foreach (var (from, to) in Edges(graph, ids)) text.Append(CultureInfo.InvariantCulture, $"  n{from} -> n{to};\n");
        return text.Append("}\n").ToString();
    }

    /// <summary>A standalone SVG, one column a stage; no scripts, no links, no fonts fetched.</summary>
    public static string Svg(DependencyGraph graph)
    {
        var ids = Ids(graph);
        var places = Places(graph);
        var rows = graph.Stages.Count == 0 ? 0 : graph.Stages.Max(s => s.Count);
        var width = Margin * 2 + graph.Stages.Count * (BoxWidth + GapX);
        var height = Margin * 2 + rows * (BoxHeight + GapY);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" font-family=\"sans-serif\" font-size=\"12\">\n");
        foreach (var (from, to) in Edges(graph, ids)) AppendEdge(text, places[from], places[to]);
        for (var i = 0; i < graph.Order.Count; i++) AppendBox(text, places[i], graph.Order[i]);
        return text.Append("</svg>\n").ToString();
    }

    // What is in no component first; then each component, around what is in it. Numbers are given in the order of the output.
    private static void AppendNested(StringBuilder text, IReadOnlyList<BoundResource> resources, int depth, string indent, int[] components,
        Func<BoundResource, string, string> node, Func<string, int, string, string> open, Func<string, string> close)
    {
        indent += "  ";
        foreach (var resource in resources.Where(r => Urns.Components(r.Urn).Count <= depth)) text.Append(node(resource, indent));
        foreach (var component in resources.Where(r => Urns.Components(r.Urn).Count > depth).GroupBy(r => Urns.Components(r.Urn)[depth], StringComparer.Ordinal))
        {
            text.Append(open(component.Key, components[0]++, indent));
            AppendNested(text, [.. component], depth + 1, indent, components, node, open, close);
            text.Append(close(indent));
        }
    }

    private static void AppendEdge(StringBuilder text, (int X, int Y) from, (int X, int Y) to)
    {
        var (x1, y1, x2, y2) = (from.X + BoxWidth, from.Y + BoxHeight / 2, to.X, to.Y + BoxHeight / 2);
        var bend = (x2 - x1) / 2;
        text.Append(CultureInfo.InvariantCulture, $"  <path d=\"M{x1},{y1} C{x1 + bend},{y1} {x2 - bend},{y2} {x2},{y2}\" fill=\"none\" stroke=\"#888\"/>\n");
    }

    private static void AppendBox(StringBuilder text, (int X, int Y) place, BoundResource resource)
    {
        var (x, y) = place;
        text.Append(CultureInfo.InvariantCulture, $"  <g><title>{XmlText.Of(resource.Urn)}</title><rect x=\"{x}\" y=\"{y}\" width=\"{BoxWidth}\" height=\"{BoxHeight}\" rx=\"6\" fill=\"#f6f8fa\" stroke=\"#57606a\"{(resource.Existing is null ? "" : " stroke-dasharray=\"4 3\"")}/>");
        text.Append(CultureInfo.InvariantCulture, $"<text x=\"{x + 10}\" y=\"{y + 20}\" font-weight=\"bold\">{XmlText.Of(Short(Urns.Local(resource.Urn)))}</text>");
        text.Append(CultureInfo.InvariantCulture, $"<text x=\"{x + 10}\" y=\"{y + 38}\" fill=\"#57606a\">{XmlText.Of(Short(resource.Type.Token))}</text></g>\n");
    }

    private static (int X, int Y)[] Places(DependencyGraph graph) =>
        [.. graph.Stages.SelectMany((stage, column) => stage.Select((_, row) =>
            (Margin + column * (BoxWidth + GapX), Margin + row * (BoxHeight + GapY))))];

    private static Dictionary<string, int> Ids(DependencyGraph graph) =>
        graph.Order.Select((r, i) => (r.Urn, i)).ToDictionary(p => p.Urn, p => p.i, StringComparer.Ordinal);

    private static IEnumerable<(int From, int To)> Edges(DependencyGraph graph, Dictionary<string, int> ids) =>
        graph.Order.SelectMany(r => r.Dependencies.Where(ids.ContainsKey).Select(d => (ids[d], ids[r.Urn])));

    private static string Short(string text) => text.Length <= LabelLimit ? text : text[..(LabelLimit - 1)] + "…";

    private static string MermaidText(string value)
    {
        var text = new StringBuilder();
        foreach (var rune in value.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || rune.Value is ' ' or '-' or '_' or '.' or ':' or '/') text.Append(rune.ToString());
            else text.Append(CultureInfo.InvariantCulture, $"#{rune.Value};");
        }

        return text.ToString();
    }

    private static string DotText(string value) =>
        XmlText.Printable(value).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
