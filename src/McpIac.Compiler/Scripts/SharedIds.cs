using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace McpIac.Compiler.Scripts;

/// <summary>
/// What the C# compiler says of a declaration is in other languages said by the binder. It is one mistake and has one id, whatever it is written in; the compiler's own
/// id, which editors show, stays in the message.
/// </summary>
internal static class SharedIds
{
    /// <summary>The id that the binder has for the mistake, or null when it is one of C# alone.</summary>
    public static string? Of(CSharpCompilation compilation, Microsoft.CodeAnalysis.Diagnostic problem)
    {
        if (problem.Location.SourceTree is not { } tree) return null;
        var node = tree.GetRoot().FindNode(problem.Location.SourceSpan, getInnermostNodeForTie: true);
        var model = compilation.GetSemanticModel(tree);
        return problem.Id switch
        {
            "CS0103" => "MCI2006",
            "CS7019" => "MCI2090",
            "CS0117" when FriendlyErrors.UnreadableType(model, node) is not null => "MCI2022",
            "CS8852" when FriendlyErrors.IsOfExisting(model, node) => "MCI2020",
            "CS0117" or "CS1061" when node.Parent is AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax { Parent: ExpressionSyntax created } } => OfSchema(model.GetTypeInfo(created).Type, "MCI2002"),
            "CS0117" or "CS1061" when node.Parent is MemberAccessExpressionSyntax read => OfSchema(model.GetTypeInfo(read.Expression).Type, "MCI2007"),
            "CS0200" or "CS0272" => OfSchema(SymbolOf(model.GetSymbolInfo(node))?.ContainingType, "MCI2002"),
            "CS0246" or "CS0234" when node.FirstAncestorOrSelf<TypeSyntax>(t => t.Parent is not TypeSyntax) is { Parent: ObjectCreationExpressionSyntax } => "MCI2001",
            "CS9035" => OfSchema(FriendlyErrors.TypeAt(compilation, problem.Location), "MCI2003"),
            "CS0029" or "CS0266" or "CS1503" when FriendlyErrors.IsOfAProperty(model, node) => FriendlyErrors.IsReference(model, node) ? "MCI2008" : "MCI2005",
            _ => null,
        };
    }

    private static ISymbol? SymbolOf(SymbolInfo info) => info.Symbol ?? info.CandidateSymbols.FirstOrDefault();

    private static string? OfSchema(ITypeSymbol? type, string id) => TypeWords.Derives(type, "SchemaObject") ? id : null;
}
