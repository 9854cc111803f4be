using System.Globalization;
using System.Text;

namespace McpIac.Plans.Graphs;

/// <summary>Writes a drawing as text; what is only read has a dashed line around it. Names are data: each format's own escapes keep them from being anything else.</summary>
public static partial class GraphRenderer
{
    /// <summary>A Mermaid flowchart, dependency → dependent.</summary>
    public static string Mermaid(GraphDrawing drawing)
    {
        var text = new StringBuilder("flowchart LR\n");
        AppendNested(text, [.. drawing.Boxes.Index()], 0, "", new int[1],
            (i, box, indent) => $"{indent}n{i}[\"{MermaidText(box.Name)}<br/>{MermaidText(box.Kind)}\"]\n{(box.IsRead ? $"{indent}style n{i} stroke-dasharray: 4 3\n" : "")}",
            (component, number, indent) => $"{indent}subgraph c{number}[\"{MermaidText(component)}\"]\n", indent => $"{indent}end\n");
        foreach (var line in drawing.Lines) text.Append(CultureInfo.InvariantCulture, $"  n{line.From} -->{(drawing.IsCollapsed ? $"|{line.Dependencies}|" : "")} n{line.To}\n");
        return text.ToString();
    }

    /// <summary>A Graphviz digraph.</summary>
    public static string Dot(GraphDrawing drawing)
    {
        var text = new StringBuilder("digraph deployment {\n  rankdir=LR;\n  node [shape=box];\n");
        AppendNested(text, [.. drawing.Boxes.Index()], 0, "", new int[1],
            (i, box, indent) => $"{indent}n{i} [label=\"{DotText(box.Name)}\\n{DotText(box.Kind)}\"{(box.IsRead ? ", style=dashed" : "")}];\n",
            (component, number, indent) => $"{indent}subgraph cluster_{number} {{\n{indent}  label=\"{DotText(component)}\";\n", indent => $"{indent}}}\n");
        foreach (var line in drawing.Lines) text.Append(CultureInfo.InvariantCulture, $"  n{line.From} -> n{line.To}{(drawing.IsCollapsed ? $" [label=\"{line.Dependencies}\"]" : "")};\n");
        return text.Append("}\n").ToString();
    }

    // What is in no component first; then each component, around what is in it. Numbers are given in the order of the output.
    private static void AppendNested(StringBuilder text, IReadOnlyList<(int Index, GraphBox Box)> boxes, int depth, string indent, int[] components,
        Func<int, GraphBox, string, string> node, Func<string, int, string, string> open, Func<string, string> close)
    {
        indent += "  ";
        foreach (var (i, box) in boxes.Where(b => b.Box.Components.Count <= depth)) text.Append(node(i, box, indent));
        foreach (var component in boxes.Where(b => b.Box.Components.Count > depth).GroupBy(b => b.Box.Components[depth], StringComparer.Ordinal))
        {
            text.Append(open(component.Key, components[0]++, indent));
            AppendNested(text, [.. component], depth + 1, indent, components, node, open, close);
            text.Append(close(indent));
        }
    }

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
