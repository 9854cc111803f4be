using System.Globalization;
using System.Text;

namespace McpIac.Plans.Graphs;

public static partial class GraphRenderer
{
    private const int LabelLimit = 30;

    // How far from its box a line stays level, so that it can be told from others there.
    private const int Level = 30;

    /// <summary>A standalone SVG; no scripts, no links, no fonts fetched.</summary>
    /// <param name="layout">Where the boxes and lines of this drawing stand.</param>
    public static string Svg(GraphDrawing drawing, GraphLayout layout)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{layout.Width}\" height=\"{layout.Height}\" viewBox=\"0 0 {layout.Width} {layout.Height}\" font-family=\"sans-serif\" font-size=\"12\">\n");
        text.Append("  <defs><marker id=\"end\" markerWidth=\"8\" markerHeight=\"8\" refX=\"8\" refY=\"4\" orient=\"auto\"><polygon points=\"0,0 8,4 0,8\" fill=\"#888\"/></marker></defs>\n");
        for (var i = 0; i < drawing.Lines.Count; i++) AppendLine(text, drawing, layout, i);
        for (var i = 0; i < drawing.Boxes.Count; i++) AppendBox(text, layout.Boxes[i], drawing.Boxes[i]);
        return text.Append("</svg>\n").ToString();
    }

    // A line is level where it passes a column, and bends between two of them.
    private static void AppendLine(StringBuilder text, GraphDrawing drawing, GraphLayout layout, int number)
    {
        var line = drawing.Lines[number];
        var (from, to) = (layout.Boxes[line.From], layout.Boxes[line.To]);
        var half = to.X < from.X ? -GraphLayout.BoxWidth / 2 : GraphLayout.BoxWidth / 2;
        var (x, y) = (from.X + half, from.Y);
        text.Append(CultureInfo.InvariantCulture, $"  <path d=\"M{x},{y}");
        foreach (var point in layout.Routes[number].Append(to))
        {
            var (nextX, bend) = (point.X - half, Math.Sign(half) * Math.Max(Level, Math.Abs(point.X - half - x) / 2));
            text.Append(CultureInfo.InvariantCulture, $" C{x + bend},{y} {nextX - bend},{point.Y} {nextX},{point.Y}");
            if (point != to) text.Append(CultureInfo.InvariantCulture, $" H{point.X + half}");
            (x, y) = (point.X + half, point.Y);
        }

        text.Append("\" fill=\"none\" stroke=\"#888\" marker-end=\"url(#end)\"/>\n");
        if (!drawing.IsCollapsed) return;

        // Between the last two columns: there it goes to this box only.
        var last = layout.Routes[number].Count > 0 ? layout.Routes[number][^1] : from;
        text.Append(CultureInfo.InvariantCulture, $"  <text x=\"{(last.X + to.X) / 2}\" y=\"{(last.Y + to.Y) / 2 - 4}\" fill=\"#57606a\" text-anchor=\"middle\">{line.Dependencies}</text>\n");
    }

    private static void AppendBox(StringBuilder text, GraphPoint middle, GraphBox box)
    {
        var (x, y) = (middle.X - GraphLayout.BoxWidth / 2, middle.Y - GraphLayout.BoxHeight / 2);
        text.Append(CultureInfo.InvariantCulture, $"  <g><title>{XmlText.Of(box.Title)}</title><rect x=\"{x}\" y=\"{y}\" width=\"{GraphLayout.BoxWidth}\" height=\"{GraphLayout.BoxHeight}\" rx=\"6\" fill=\"#f6f8fa\" stroke=\"#57606a\"{(box.IsRead ? " stroke-dasharray=\"4 3\"" : "")}/>");
        text.Append(CultureInfo.InvariantCulture, $"<text x=\"{x + 10}\" y=\"{y + 20}\" font-weight=\"bold\">{XmlText.Of(Short(box.Path))}</text>");
        text.Append(CultureInfo.InvariantCulture, $"<text x=\"{x + 10}\" y=\"{y + 38}\" fill=\"#57606a\">{XmlText.Of(Short(box.Kind))}</text></g>\n");
    }

    private static string Short(string text) => text.Length <= LabelLimit ? text : text[..(LabelLimit - 1)] + "…";
}
