namespace McpIac.Plans.Graphs;

/// <summary>A box of a drawing. All texts are data, unescaped.</summary>
/// <param name="Name">The first line, where nothing shows what it is in: a resource's name.</param>
/// <param name="Path">The same where nothing else shows what it is in: with a resource's components.</param>
/// <param name="Kind">The second line: a resource's type, or how many resources there are.</param>
/// <param name="Title">The whole of it: a resource's urn.</param>
/// <param name="Resources">How many resources it stands for.</param>
/// <param name="IsRead">Nothing in it is managed.</param>
/// <param name="Components">What it is drawn in, from the outermost.</param>
public sealed record GraphBox(string Name, string Path, string Kind, string Title, int Resources, bool IsRead, IReadOnlyList<string> Components);
