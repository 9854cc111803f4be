using McpIac.Schemas.Data;

namespace McpIac.Engine.Connections;

/// <summary>What a server's own tool answered.</summary>
/// <param name="IsError">The tool says that it failed; what it says is in the texts.</param>
/// <param name="Structured">The structured content, an object; null when there is none.</param>
/// <param name="Texts">The text contents in their order; others, as images, are left out. Data from outside.</param>
/// <param name="Problem">Why there is no usable answer, as a sentence; null when there is one.</param>
/// <param name="MaybeDone">For a problem: the tool may have had its effect.</param>
public sealed record ToolAnswer(bool IsError, Datum? Structured, IReadOnlyList<string> Texts, string? Problem = null, bool MaybeDone = false)
{
    public static ToolAnswer None(string problem, bool maybeDone) => new(false, null, [], problem, maybeDone);
}
