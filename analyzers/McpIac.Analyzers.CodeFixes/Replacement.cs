using Microsoft.CodeAnalysis;

namespace McpIac.Analyzers.CodeFixes;

/// <summary>One way to mend a finding: a piece of the source by another; null takes it out.</summary>
internal sealed record Replacement(string Title, SyntaxNode Old, SyntaxNode? New);
