using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Text.RegularExpressions;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace McpIac.Analyzers.CodeFixes;

/// <summary>MCI3104: the plain text as an interpolated one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PlaceholderFix : ReplacingFix
{
    public override ImmutableArray<string> FixableDiagnosticIds => ["MCI3104"];

    private protected override IEnumerable<Replacement> Replacements(SyntaxNode node, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellation)
    {
        // Raw texts would need as many dollars as they have braces.
        if (FixOf(diagnostic)?.Split('\n') is not [var placeholder, var expression] || node is not LiteralExpressionSyntax literal || !literal.Token.IsKind(SyntaxKind.StringLiteralToken)) yield break;
        var parts = Regex.Split(literal.Token.Text, Regex.Escape(placeholder));
        var text = string.Join($"{{{expression}}}", System.Linq.Enumerable.Select(parts, p => p.Replace("{", "{{").Replace("}", "}}")));
        yield return new($"Interpolate {expression}", literal, SyntaxFactory.ParseExpression("$" + text));
    }
}
