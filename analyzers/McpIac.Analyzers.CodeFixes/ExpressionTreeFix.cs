using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace McpIac.Analyzers.CodeFixes;

/// <summary>
/// What C# refuses in a lambda that becomes an expression, written so that it accepts it: <c>x is null</c> (CS8122), <c>x?.Y</c> (CS8072), <c>[a, b]</c> (CS9175).
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ExpressionTreeFix : ReplacingFix
{
    public override ImmutableArray<string> FixableDiagnosticIds => ["CS8122", "CS8072", "CS9175"];

    private protected override IEnumerable<Replacement> Replacements(SyntaxNode node, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellation)
    {
        switch (diagnostic.Id)
        {
            case "CS8122" when node.FirstAncestorOrSelf<IsPatternExpressionSyntax>() is { } test && Compared(test) is { } comparison:
                yield return new($"Write {comparison}", test, SyntaxFactory.ParseExpression(comparison));
                break;
            case "CS8072" when node.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>() is { Expression: IdentifierNameSyntax owner, WhenNotNull: not ConditionalAccessExpressionSyntax } access:
                // A member of a value type needs to be told what null is one of.
                var isValue = model.GetTypeInfo(access, cancellation).Type is { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T };
                var none = isValue ? $"({model.GetTypeInfo(access, cancellation).Type?.ToMinimalDisplayString(model, access.SpanStart)})null" : "null";
                yield return new($"Write {owner} == null ? null : …", access, SyntaxFactory.ParseExpression($"({owner} == null ? {none} : {owner}{access.WhenNotNull})"));
                break;
            case "CS9175" when node.FirstAncestorOrSelf<CollectionExpressionSyntax>() is { } collection && IsPlain(collection):
                yield return new("Write new[] { … }", collection, SyntaxFactory.ParseExpression($"new[] {{ {collection.Elements} }}"));
                break;
        }
    }

    private static string? Compared(IsPatternExpressionSyntax test) => test.Pattern switch
    {
        ConstantPatternSyntax constant => $"{test.Expression} == {constant.Expression}",
        UnaryPatternSyntax { Pattern: ConstantPatternSyntax constant } => $"{test.Expression} != {constant.Expression}",
        _ => null,
    };

    private static bool IsPlain(CollectionExpressionSyntax collection)
    {
        foreach (var element in collection.Elements)
        {
            if (element is not ExpressionElementSyntax) return false;
        }

        return collection.Elements.Count > 0;
    }
}
