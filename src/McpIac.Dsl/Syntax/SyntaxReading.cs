namespace McpIac.Dsl.Syntax;

/// <summary>What a text of the expression language was read as.</summary>
/// <param name="Problems">In the order of their places; with one, parts of <paramref name="Node"/> are <see cref="ErrorSyntax"/>.</param>
public sealed record SyntaxReading(SyntaxNode Node, IReadOnlyList<SyntaxProblem> Problems)
{
    public bool Ok => Problems.Count == 0;
}
