namespace McpIac.Dsl.Syntax;

/// <summary>Something wrong with a text of the expression language.</summary>
/// <param name="Id">The diagnostic's id, <c>MCI11nn</c>.</param>
/// <param name="Message">A sentence; it may quote the text.</param>
public sealed record SyntaxProblem(string Id, TextSpan Span, string Message, string? Remedy = null);
