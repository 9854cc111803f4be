using GraphShape;
using GraphShape.Algorithms.Layout;
using McpIac.Plans.Graphs;
using QuikGraph;

namespace McpIac.Cli.Drawings;

/// <summary>Places a drawing in columns, from left to right, with few lines that cross. The same drawing is always placed the same way.</summary>
internal static class LayeredLayout
{
    private const int ColumnGap = 80, BoxGap = 24, LineGap = 12, Margin = 20;

    public static GraphLayout Of(GraphDrawing drawing)
    {
        Vertex[] vertices = [.. drawing.Boxes.Select(_ => new Vertex())];
        Edge<Vertex>[] edges = [.. drawing.Lines.Select(l => new Edge<Vertex>(vertices[l.From], vertices[l.To]))];
        if (vertices.Length == 0) return new GraphLayout([], [], Margin * 2, Margin * 2);
        var graph = new BidirectionalGraph<Vertex, Edge<Vertex>>();
        graph.AddVertexRange(vertices);
        graph.AddEdgeRange(edges);

        // It measures the gaps in a row by widths in any direction, so it is asked for rows, of boxes on their sides.
        var sizes = vertices.ToDictionary(v => v, _ => new Size(GraphLayout.BoxHeight, GraphLayout.BoxWidth));
        var parameters = new SugiyamaLayoutParameters { Direction = LayoutDirection.TopToBottom, LayerGap = ColumnGap, SliceGap = BoxGap, OptimizeWidth = false, MinimizeEdgeLength = false };
        var algorithm = new SugiyamaLayoutAlgorithm<Vertex, Edge<Vertex>, IVertexAndEdgeListGraph<Vertex, Edge<Vertex>>>(graph, sizes, parameters) { Rand = new Random(1) };
        algorithm.Compute();

        Spot[] boxes = [.. vertices.Select(v => new Spot(algorithm.VerticesPositions[v], GraphLayout.BoxHeight))];
        Spot[][] routes = [.. edges.Select(e => Route(algorithm, e))];
        KeepApart(boxes.Concat(routes.SelectMany(r => r)));
        return Framed(boxes, routes);
    }

    private static Spot[] Route(SugiyamaLayoutAlgorithm<Vertex, Edge<Vertex>, IVertexAndEdgeListGraph<Vertex, Edge<Vertex>>> algorithm, Edge<Vertex> edge)
    {
        if (!algorithm.EdgeRoutes.TryGetValue(edge, out var points) || points is null) return [];
        var source = algorithm.VerticesPositions[edge.Source].Y;
        return [.. points.OrderBy(p => Math.Abs(p.Y - source)).Select(p => new Spot(p, 0))];
    }

    // Its boxes overlap now and then, and it doesn't keep lines from boxes.
    private static void KeepApart(IEnumerable<Spot> spots)
    {
        foreach (var column in spots.GroupBy(s => s.X))
        {
            Spot? above = null;
            foreach (var spot in column.OrderBy(s => s.Y))
            {
                if (above is not null) spot.Y = Math.Max(spot.Y, above.Y + (above.Height + spot.Height) / 2 + (above.Height > 0 && spot.Height > 0 ? BoxGap : LineGap));
                above = spot;
            }
        }
    }

    private static GraphLayout Framed(Spot[] boxes, Spot[][] routes)
    {
        Spot[] all = [.. boxes, .. routes.SelectMany(r => r)];
        var (left, top) = (all.Min(s => s.X) - GraphLayout.BoxWidth / 2 - Margin, all.Min(s => s.Y) - GraphLayout.BoxHeight / 2 - Margin);
        var (right, bottom) = (all.Max(s => s.X) + GraphLayout.BoxWidth / 2 + Margin, all.Max(s => s.Y) + GraphLayout.BoxHeight / 2 + Margin);
        return new GraphLayout(
            [.. boxes.Select(b => new GraphPoint(b.X - left, b.Y - top))], [.. routes.Select(r => (IReadOnlyList<GraphPoint>)[.. r.Select(p => new GraphPoint(p.X - left, p.Y - top))])],
            right - left, bottom - top);
    }

    // Equal to itself only, as the algorithm wants it.
    private sealed class Vertex;

    // Whole pixels: what is the same to the eye is the same to the byte.
    private sealed class Spot(Point point, int height)
    {
        public int X { get; } = (int)Math.Round(point.Y);
        public int Y { get; set; } = (int)Math.Round(point.X);
        public int Height { get; } = height;
    }
}
