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

/// <summary>MCI2005 of a text that is none of the allowed ones: the nearest of them, as the constant of the generated class and as a text.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class AllowedValueFix : ReplacingFix
{
    public override ImmutableArray<string> FixableDiagnosticIds => ["MCI2005"];

    private protected override IEnumerable<Replacement> Replacements(SyntaxNode node, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellation)
    {
        if (FixOf(diagnostic) is not { } nearest || node is not LiteralExpressionSyntax literal) yield break;
        if (ConstantOf(nearest, literal, model, cancellation) is { } constant) yield return new($"Use {constant}", literal, SyntaxFactory.ParseExpression(constant));
        yield return new($"Change it to \"{nearest}\"", literal, SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(nearest)));
    }

    // The classes of known values are nested beside the properties: ActionValues for Action.
    private static string? ConstantOf(string value, LiteralExpressionSyntax literal, SemanticModel model, CancellationToken cancellation)
    {
        var assignment = literal.Ancestors().OfType<AssignmentExpressionSyntax>().FirstOrDefault(a => a.Left is IdentifierNameSyntax);
        if (assignment is null || model.GetSymbolInfo(assignment.Left, cancellation).Symbol is not IPropertySymbol property) return null;
        var constant = property.ContainingType.GetTypeMembers().Where(t => t.Name.StartsWith(property.Name + "Values", System.StringComparison.Ordinal))
            .SelectMany(t => t.GetMembers().OfType<IFieldSymbol>()).FirstOrDefault(f => f is { HasConstantValue: true, ConstantValue: string known } && known == value);
        return constant is null ? null : $"{constant.ContainingType.ToMinimalDisplayString(model, literal.SpanStart)}.{constant.Name}";
    }
}
