using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using McpIac.Analyzers.Language;
using McpIac.Schemas.Catalogs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace McpIac.Analyzers.CodeFixes;

/// <summary>MCI2009: what the property takes, of each variable in scope that has it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ReferenceFix : ReplacingFix
{
    private const int MostOffered = 3;

    public override ImmutableArray<string> FixableDiagnosticIds => ["MCI2009"];

    private protected override IEnumerable<Replacement> Replacements(SyntaxNode node, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellation)
    {
        if (DslTypes.Find(model.Compilation) is not { } dsl || node is not ExpressionSyntax expression || expression is not MemberAccessExpressionSyntax) return [];
        var assignment = expression.Ancestors().OfType<AssignmentExpressionSyntax>().FirstOrDefault(a => a.Left is IdentifierNameSyntax);
        if (assignment is null || model.GetSymbolInfo(assignment.Left, cancellation).Symbol is not IPropertySymbol property || dsl.Property(property) is not { } schema) return [];
        return model.LookupSymbols(expression.SpanStart).Where(s => IsDeclaredBefore(s, expression)).SelectMany(s => Fitting(s, schema.Shape.References, dsl)).Distinct(StringComparer.Ordinal)
            .Take(MostOffered).Select(e => new Replacement($"Refer to {e}", expression, SyntaxFactory.ParseExpression(e)));
    }

    private static bool IsDeclaredBefore(ISymbol symbol, SyntaxNode use) =>
        symbol is ILocalSymbol or IParameterSymbol or IFieldSymbol && symbol.DeclaringSyntaxReferences.All(r => r.SyntaxTree != use.SyntaxTree || r.Span.End < use.SpanStart);

    private static IEnumerable<string> Fitting(ISymbol variable, IReadOnlyList<string> targets, DslTypes dsl)
    {
        var type = variable switch
        {
            ILocalSymbol local => local.Type,
            IParameterSymbol parameter => parameter.Type,
            IFieldSymbol field => field.Type,
            _ => null,
        };
        if (type is null || dsl.Token(type) is not { } token) return [];
        return type.GetMembers().OfType<IPropertySymbol>().Where(p => dsl.Property(p) is { } s && targets.Any(t => ReferenceTargets.Name(t, token, s.WireName))).Select(p => $"{variable.Name}.{p.Name}");
    }
}
