using McpIac.Compiler.Programs;
using McpIac.Schemas.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Diagnostic = McpIac.Schemas.Diagnostics.Diagnostic;

namespace McpIac.Compiler.Scripts;

/// <summary>
/// Finds script variables used before the line that sets them. They are fields, so C# has no definite-assignment check for them: the
/// program would see null, or silently an empty text. Lambdas and functions run later and are left alone.
/// </summary>
internal static class EarlyUse
{
    public static IReadOnlyList<Diagnostic> Find(CSharpCompilation compilation, IEnumerable<SyntaxTree> trees) =>
        [.. trees.SelectMany(tree => FindIn(tree, compilation))];

    private static IEnumerable<Diagnostic> FindIn(SyntaxTree tree, CSharpCompilation compilation)
    {
        if (tree.GetRoot() is not CompilationUnitSyntax root) yield break;
        var declarators = root.Members.OfType<FieldDeclarationSyntax>().SelectMany(f => f.Declaration.Variables)
            .GroupBy(v => v.Identifier.ValueText, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        SemanticModel? model = null;
        foreach (var name in root.Members.Where(m => m is GlobalStatementSyntax or FieldDeclarationSyntax).SelectMany(RunNow).OfType<IdentifierNameSyntax>())
        {
            if (!declarators.TryGetValue(name.Identifier.ValueText, out var declarator) || name.SpanStart >= declarator.Span.End) continue;
            if (IsNotRead(name)) continue;

            // Something nearer may have the same name; only then is binding worth its time.
            model ??= compilation.GetSemanticModel(tree);
            if (model.GetSymbolInfo(name).Symbol is not IFieldSymbol field || field.DeclaringSyntaxReferences.All(r => r.Span != declarator.Span)) continue;
            yield return ProgramProblems.UsedBeforeDeclaration(name.Identifier.ValueText, SourceMapBuilder.Place(tree, declarator.Span).Line, SourceMapBuilder.Place(tree, name.Span));
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
