using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace McpIac.Analyzers.Programs;

/// <summary>
/// A script's variables that are used before the line that sets them. Such variables are fields, so C# has no definite-assignment check for them.
/// Lambdas and functions run later and are left alone.
/// </summary>
internal static class EarlyUses
{
    public static IEnumerable<(IdentifierNameSyntax Name, VariableDeclaratorSyntax Declarator)> In(SemanticModel model)
    {
        if (model.SyntaxTree.Options.Kind != SourceCodeKind.Script || model.SyntaxTree.GetRoot() is not CompilationUnitSyntax root) yield break;
        var declarators = root.Members.OfType<FieldDeclarationSyntax>().SelectMany(f => f.Declaration.Variables)
            .GroupBy(v => v.Identifier.ValueText, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        foreach (var name in root.Members.Where(m => m is GlobalStatementSyntax or FieldDeclarationSyntax).SelectMany(RunNow).OfType<IdentifierNameSyntax>())
        {
            if (!declarators.TryGetValue(name.Identifier.ValueText, out var declarator) || name.SpanStart >= declarator.Span.End || IsNotRead(name)) continue;

            // Something nearer may have the same name; only then is binding worth its time.
            if (model.GetSymbolInfo(name).Symbol is IFieldSymbol field && field.DeclaringSyntaxReferences.Any(r => r.Span == declarator.Span)) yield return (name, declarator);
        }
    }

    private static IEnumerable<SyntaxNode> RunNow(SyntaxNode member) =>
        member.DescendantNodes(n => n is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or QueryExpressionSyntax));

    // A member's name, a named argument, an initializer's left side and a plain assignment's target aren't reads of the variable.
    private static bool IsNotRead(IdentifierNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Name == name,
        QualifiedNameSyntax or NameColonSyntax or NameEqualsSyntax => true,
        AssignmentExpressionSyntax assignment => assignment.Left == name && assignment.IsKind(SyntaxKind.SimpleAssignmentExpression),
        ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.OutKeyword } => true,
        ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } } } => true,
        VariableDeclarationSyntax declaration => declaration.Type == name,
        ObjectCreationExpressionSyntax creation => creation.Type == name,
        _ => false,
    };
}
