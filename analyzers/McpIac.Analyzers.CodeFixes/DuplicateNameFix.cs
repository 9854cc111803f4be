using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace McpIac.Analyzers.CodeFixes;

/// <summary>MCI2010 of a resource in a loop: the loop's variable in its name.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class DuplicateNameFix : ReplacingFix
{
    public override ImmutableArray<string> FixableDiagnosticIds => ["MCI2010"];

    private protected override IEnumerable<Replacement> Replacements(SyntaxNode node, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellation)
    {
        var creation = node.FirstAncestorOrSelf<BaseObjectCreationExpressionSyntax>();
        if (FixOf(diagnostic) is not { } variable || creation?.ArgumentList?.Arguments.FirstOrDefault()?.Expression is not LiteralExpressionSyntax { Token.Value: string } name) yield break;
        if (!name.Token.IsKind(SyntaxKind.StringLiteralToken) || name.Token.Text is not ['"', ..]) yield break;
        var text = name.Token.Text.Replace("{", "{{").Replace("}", "}}");
        yield return new($"Put {variable} into the name", name, SyntaxFactory.ParseExpression($"${text.Substring(0, text.Length - 1)}-{{{variable}}}\""));
    }
}
