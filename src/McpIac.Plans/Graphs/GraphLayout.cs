namespace McpIac.Plans.Graphs;

/// <summary>Where what is drawn stands.</summary>
/// <param name="Boxes">The middle of each box of the drawing.</param>
/// <param name="Routes">For each line of the drawing the columns that it passes between its boxes: where it is in the middle of them.</param>
/// <param name="Width">Of the whole, in pixels.</param>
/// <param name="Height">Of the whole, in pixels.</param>
public sealed record GraphLayout(IReadOnlyList<GraphPoint> Boxes, IReadOnlyList<IReadOnlyList<GraphPoint>> Routes, int Width, int Height)
{
    /// <summary>The size of each box in pixels.</summary>
    public const int BoxWidth = 220, BoxHeight = 48;
}
