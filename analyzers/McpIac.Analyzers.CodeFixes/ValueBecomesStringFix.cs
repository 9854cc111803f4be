using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Threading;
using McpIac.Analyzers.Language;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace McpIac.Analyzers.CodeFixes;

/// <summary>MCI3103: <c>Text($"…")</c> around an interpolated text, the value instead of its <c>ToString</c>, a list's own <c>Join</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ValueBecomesStringFix : ReplacingFix
{
    public override ImmutableArray<string> FixableDiagnosticIds => ["MCI3103"];

    private protected override IEnumerable<Replacement> Replacements(SyntaxNode node, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellation)
    {
        switch (FixOf(diagnostic), node)
        {
            case (StringMadeOfValue.InsertText, ExpressionSyntax text):
                yield return new("Keep it a value: Text($\"…\")", text, SyntaxFactory.ParseExpression($"Text({text.WithoutTrivia()})"));
                break;
            case (StringMadeOfValue.DropToString, InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var value } } call):
                var isText = model.GetTypeInfo(value, cancellation).Type is INamedTypeSymbol { TypeArguments: [{ SpecialType: SpecialType.System_String }] };
                yield return isText ? new("Use the value itself", call, value) : new("Use its text: AsText()", call, SyntaxFactory.ParseExpression($"{value.WithoutTrivia()}.AsText()"));
                break;
            case (StringMadeOfValue.JoinList, InvocationExpressionSyntax { ArgumentList.Arguments: [var separator, var values] } call) when AreTexts(values.Expression, model, cancellation):
                yield return new("Join them as values", call, SyntaxFactory.ParseExpression($"((ValueList<string>)[.. {values.Expression.WithoutTrivia()}]).Join({separator.Expression.WithoutTrivia()})"));
                break;
        }
    }

    private static bool AreTexts(ExpressionSyntax values, SemanticModel model, CancellationToken cancellation)
    {
        var type = model.GetTypeInfo(values, cancellation).Type;
        var element = type is IArrayTypeSymbol array ? array.ElementType : type is INamedTypeSymbol { TypeArguments: [var only] } ? only : null;
        return element is INamedTypeSymbol { Name: "Value", TypeArguments: [{ SpecialType: SpecialType.System_String }] };
    }
}
