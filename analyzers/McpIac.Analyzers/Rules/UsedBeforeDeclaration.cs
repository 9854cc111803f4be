using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using McpIac.Analyzers.Findings;
using McpIac.Analyzers.Programs;
using McpIac.Schemas.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace McpIac.Analyzers.Rules;

/// <summary>
/// A script's variable that is used before the line that sets it. Such variables are fields, so C# has no definite-assignment check for them: the
/// program would see null, or silently an empty text. Lambdas and functions run later and are left alone.
/// </summary>
internal sealed class UsedBeforeDeclaration : Rule
{
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } =
        [Describe("MCI1022", "A variable is used before it is set", DiagnosticSeverity.Error)];

    // One that is part of a circle can't be mended by moving it; the circle is reported instead.
    public override IEnumerable<Finding> Check(TreeFacts tree, ProgramFacts program) =>
        EarlyUses(tree).Where(u => !DependencyCircle.Holds(u.Name, tree, program)).Select(u => new Finding(
            DeclarationProblems.UsedBeforeDeclaration(u.Name.Identifier.ValueText, LineOf(u.Declarator), null), u.Name.GetLocation()));

    internal static IEnumerable<(IdentifierNameSyntax Name, VariableDeclaratorSyntax Declarator)> EarlyUses(TreeFacts tree)
    {
        if (!tree.IsScript || tree.Tree.GetRoot() is not CompilationUnitSyntax root) yield break;
        var declarators = root.Members.OfType<FieldDeclarationSyntax>().SelectMany(f => f.Declaration.Variables)
            .GroupBy(v => v.Identifier.ValueText, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        foreach (var name in root.Members.Where(m => m is GlobalStatementSyntax or FieldDeclarationSyntax).SelectMany(RunNow).OfType<IdentifierNameSyntax>())
        {
            if (!declarators.TryGetValue(name.Identifier.ValueText, out var declarator) || name.SpanStart >= declarator.Span.End || IsNotRead(name)) continue;

            // Something nearer may have the same name; only then is binding worth its time.
            if (tree.Model.GetSymbolInfo(name).Symbol is IFieldSymbol field && field.DeclaringSyntaxReferences.Any(r => r.Span == declarator.Span)) yield return (name, declarator);
        }
    }

    private static int LineOf(SyntaxNode node) => node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;

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
