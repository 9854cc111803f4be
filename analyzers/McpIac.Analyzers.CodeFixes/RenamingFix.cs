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

/// <summary>MCI3105 and MCI2015: another property, the sensitive one or that which took the place of one that is gone.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class RenamingFix : ReplacingFix
{
    public override ImmutableArray<string> FixableDiagnosticIds => ["MCI3105", "MCI2015"];

    private protected override IEnumerable<Replacement> Replacements(SyntaxNode node, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellation)
    {
        if (diagnostic.Id == "MCI3105")
        {
            if (FixOf(diagnostic) is { } sensitive && node.AncestorsAndSelf().OfType<AssignmentExpressionSyntax>().FirstOrDefault(a => a.Left is IdentifierNameSyntax) is { } assignment)
                yield return new($"Write it into {sensitive}", assignment.Left, SyntaxFactory.IdentifierName(sensitive));
        }
        else if (node.FirstAncestorOrSelf<SimpleNameSyntax>() is { } name && RenamedTo(model.GetSymbolInfo(name, cancellation)) is { } now)
        {
            yield return new($"Use {now}", name, SyntaxFactory.ParseName(now));
        }
    }

    private static string? RenamedTo(SymbolInfo symbol) => (symbol.Symbol ?? symbol.CandidateSymbols.FirstOrDefault())?.GetAttributes()
        .FirstOrDefault(a => a.AttributeClass is { Name: "RenamedToAttribute", ContainingNamespace.Name: "Dsl" })?.ConstructorArguments is [{ Value: string now }] ? now : null;
}
