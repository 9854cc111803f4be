using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace McpIac.Analyzers.CodeFixes;

/// <summary>MCI3111: the value that was applied.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class RestoredValueFix : ReplacingFix
{
    public override ImmutableArray<string> FixableDiagnosticIds => ["MCI3111"];

    private protected override IEnumerable<Replacement> Replacements(SyntaxNode node, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellation)
    {
        if (FixOf(diagnostic) is { } before && node is LiteralExpressionSyntax literal) yield return new($"Leave it as it was: {before}", literal, SyntaxFactory.ParseExpression(before));
    }
}
