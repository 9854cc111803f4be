namespace McpIac.Plans.Graphs;

/// <summary>A line of a drawing, from what is needed to what needs it.</summary>
/// <param name="From">The place in the list of boxes.</param>
/// <param name="To">The place in the list of boxes.</param>
/// <param name="Dependencies">How many dependencies between resources it stands for.</param>
public sealed record GraphLine(int From, int To, int Dependencies);
