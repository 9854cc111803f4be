using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace McpIac.Analyzers.Programs;

/// <summary>
/// The operations of a file from the outside in. Roslyn's own walk leaves out a script's statements, since a script is no method; so it is done here, for
/// every kind of file alike.
/// </summary>
internal static class OperationRoots
{
    public static IEnumerable<IOperation> Of(SemanticModel model)
    {
        var root = model.SyntaxTree.GetRoot();
        foreach (var node in root.DescendantNodesAndSelf(MayHoldCode))
        {
            if (RootAt(node, model) is { } operation) yield return operation;
        }
    }

    private static bool MayHoldCode(SyntaxNode node) => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or BaseTypeDeclarationSyntax or FieldDeclarationSyntax
        or VariableDeclarationSyntax or VariableDeclaratorSyntax or BasePropertyDeclarationSyntax or AccessorListSyntax;

    private static IOperation? RootAt(SyntaxNode node, SemanticModel model) => node switch
    {
        // In a script each statement stands for itself; elsewhere all of them are one method.
        GlobalStatementSyntax global when IsScript(global) => model.GetOperation(global.Statement),
        CompilationUnitSyntax unit when !IsScript(unit) && unit.Members.Any(m => m is GlobalStatementSyntax) => model.GetOperation(unit),
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax or PropertyDeclarationSyntax } initializer => model.GetOperation(initializer),
        BaseMethodDeclarationSyntax or AccessorDeclarationSyntax => model.GetOperation(node),
        ArrowExpressionClauseSyntax { Parent: PropertyDeclarationSyntax or IndexerDeclarationSyntax } => model.GetOperation(node),
        PrimaryConstructorBaseTypeSyntax => model.GetOperation(node),
        TypeDeclarationSyntax { ParameterList: not null } => model.GetOperation(node),
        _ => null,
    };

    private static bool IsScript(SyntaxNode node) => node.SyntaxTree.Options.Kind == SourceCodeKind.Script;
}
