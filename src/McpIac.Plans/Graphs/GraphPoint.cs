namespace McpIac.Plans.Graphs;

/// <summary>A point of a drawing, in pixels from its upper left corner.</summary>
public readonly record struct GraphPoint(int X, int Y);
