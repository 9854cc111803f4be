using System.Globalization;
using McpIac.Compiler.Suggestions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace McpIac.Compiler.Scripts;

/// <summary>Friendlier words and a remedy for the C# errors that authors meet most.</summary>
internal static class FriendlyErrors
{
    /// <summary>The message and the remedy, or null to keep the compiler's own.</summary>
    public static (string Message, string? Remedy)? Rewrite(CSharpCompilation compilation, Microsoft.CodeAnalysis.Diagnostic problem)
    {
        if (problem.Location.SourceTree is not { } tree) return null;
        var node = tree.GetRoot().FindNode(problem.Location.SourceSpan, getInnermostNodeForTie: true);
        var model = compilation.GetSemanticModel(tree);
        return problem.Id switch
        {
            "CS0117" when UnreadableType(model, node) is { } unread =>
                ($"{unread.Name} can't be read by an id: its provider tells of one only when it made it.", "Write what is needed of it as values; or declare it with its properties, to have it made."),
            "CS0117" or "CS1061" => UnknownMember(model, node),
            "CS0103" => UnknownName(model, node, problem.Location.SourceSpan),
            "CS0246" or "CS0234" => UnknownType(compilation, model, node),
            "CS0029" or "CS0266" or "CS1503" => WrongType(model, node),
            "CS0200" or "CS0272" => ($"{Last(node)} is an output: its provider sets it.", "Take it out; read it where it is needed."),
            "MCI2015" => Gone(model, node),
            "CS8852" when IsOfExisting(model, node) => ($"{Last(node)} can't be set: its resource exists and is only read.", "Take it out; or, to have the resource made, write new …(\"name\") { … }."),
            "CS8852" => ($"{Last(node)} can only be set where its resource is constructed.", "Write it in the braces: new …(\"name\") { … }."),
            "CS7036" when TypeAt(compilation, problem.Location) is { } type && TypeWords.Derives(type, "Resource") =>
                ($"{type.Name} needs a name.", $"Write new {type.Name}(\"name\") {{ … }}."),
            "CS8952" => ("A lambda that is data can't make a value of an interpolated text.", "Write $\"…\" without Text(…): here it is lowered as it stands."),
            "CS7019" => ($"{(node as VariableDeclaratorSyntax)?.Identifier.ValueText ?? "This"} needs itself, directly or by what it refers to: a circle.",
                "Take one of these references out, or set it on a separate resource that both can depend on."),
            "CS1504" or "CS2001" => (problem.GetMessage(CultureInfo.InvariantCulture), "The path is relative to the file that loads it."),
            "CS0006" => (problem.GetMessage(CultureInfo.InvariantCulture), "The path is relative to the script; for a package write #r \"nuget: Id, 1.2.3\"."),
            _ => null,
        };
    }

    /// <summary>The type whose construction is at a place, or null.</summary>
    public static ITypeSymbol? TypeAt(CSharpCompilation compilation, Location location)
    {
        if (location.SourceTree is not { } tree) return null;
        var creation = tree.GetRoot().FindNode(location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<BaseObjectCreationExpressionSyntax>();
        return creation is null ? null : compilation.GetSemanticModel(tree).GetTypeInfo(creation).Type;
    }

    /// <summary>Whether a value that doesn't convert is written for a property, or is an element of its list.</summary>
    public static bool IsOfAProperty(SemanticModel model, SyntaxNode node) =>
        Written(node) is { } expression && PropertyOf(expression) is not null && TypeWords.IsValue(TargetOf(model, expression));

    /// <summary>Whether it is a resource or a value that a provider has yet to yield, not one that the program knows.</summary>
    public static bool IsReference(SemanticModel model, SyntaxNode node) =>
        Written(node) is { } expression && model.GetTypeInfo(expression).Type is var type && (TypeWords.IsValue(type) || TypeWords.Derives(type, "Resource"));

    /// <summary>The class of resources that is asked for <c>Existing</c> and has none; null for any other mistake.</summary>
    public static INamedTypeSymbol? UnreadableType(SemanticModel model, SyntaxNode node) =>
        node is SimpleNameSyntax { Identifier.ValueText: "Existing", Parent: MemberAccessExpressionSyntax { Expression: var type } }
        && model.GetSymbolInfo(type).Symbol is INamedTypeSymbol named && TypeWords.Derives(named, "Resource") ? named : null;

    /// <summary>Whether it is a member of a variable that is declared as what exists.</summary>
    public static bool IsOfExisting(SemanticModel model, SyntaxNode node) =>
        node.AncestorsAndSelf().OfType<MemberAccessExpressionSyntax>().FirstOrDefault() is { Expression: var owner } && model.GetSymbolInfo(owner).Symbol?.DeclaringSyntaxReferences is [var declaration]
        && declaration.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Existing" or "ReadExisting" } } };

    /// <summary>The member's own name from a message of the form "Required member 'Type.Name' must be set …".</summary>
    public static string MemberIn(string message)
    {
        var quoted = message.Split('\'') is [_, var name, ..] ? name : message;
        return quoted[(quoted.LastIndexOf('.') + 1)..];
    }

    private static (string, string?)? UnknownMember(SemanticModel model, SyntaxNode node)
    {
        var owner = node.Parent switch
        {
            MemberAccessExpressionSyntax access when access.Name == node => model.GetTypeInfo(access.Expression).Type ?? model.GetSymbolInfo(access.Expression).Symbol as ITypeSymbol,
            AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax { Parent: ExpressionSyntax created } } => model.GetTypeInfo(created).Type,
            _ => null,
        };
        if (owner is null) return null;
        var members = Members(owner).Where(m => m.CanBeReferencedByName && m.DeclaredAccessibility == Accessibility.Public && m is IPropertySymbol or IMethodSymbol or IFieldSymbol)
            .Where(m => m.ContainingType.SpecialType != SpecialType.System_Object).Select(m => m.Name).Distinct(StringComparer.Ordinal).ToArray();
        var properties = Members(owner).OfType<IPropertySymbol>().Select(p => p.Name).Distinct(StringComparer.Ordinal).Take(12);
        return ($"{owner.Name} has no {Last(node)}.", Suggestion.For(Last(node), members, $"It has: {string.Join(", ", properties)}."));
    }

    // The generated class says what the provider did with it.
    private static (string, string?)? Gone(SemanticModel model, SyntaxNode node)
    {
        var info = model.GetSymbolInfo(node is ObjectCreationExpressionSyntax created ? created.Type : node);
        var attributes = (info.Symbol ?? info.CandidateSymbols.FirstOrDefault())?.GetAttributes() ?? [];
        if (Text("ObsoleteAttribute") is not { } sentence) return null;
        return (sentence, Text("RenamedToAttribute") is { } now ? $"Write {now.Replace("global::", "", StringComparison.Ordinal)}." : "Take it out.");

        string? Text(string attribute) => attributes.FirstOrDefault(a => a.AttributeClass?.Name == attribute)?.ConstructorArguments.FirstOrDefault().Value as string;
    }

    private static (string, string?)? UnknownName(SemanticModel model, SyntaxNode node, TextSpan span)
    {
        var names = model.LookupSymbols(span.Start).Where(s => s.CanBeReferencedByName && s is not INamedTypeSymbol { IsImplicitlyDeclared: true }).Select(s => s.Name);
        return ($"There is no variable, function or type named {Last(node)} here.",
            Suggestion.For(Last(node), names.Distinct(StringComparer.Ordinal), "Declare it above this line, or check its spelling."));
    }

    private static (string, string?)? UnknownType(CSharpCompilation compilation, SemanticModel model, SyntaxNode node)
    {
        var written = Last(node);
        INamespaceOrTypeSymbol? container = node.Parent switch
        {
            QualifiedNameSyntax qualified when qualified.Right == node => model.GetSymbolInfo(qualified.Left).Symbol as INamespaceOrTypeSymbol,
            MemberAccessExpressionSyntax access when access.Name == node => model.GetSymbolInfo(access.Expression).Symbol as INamespaceOrTypeSymbol,
            _ => null,
        };
        if (node is QualifiedNameSyntax { Left: var left }) container = model.GetSymbolInfo(left).Symbol as INamespaceOrTypeSymbol;
        var candidates = (container ?? compilation.GlobalNamespace).GetMembers().Where(m => m.CanBeReferencedByName).Select(m => m.Name);
        return container is null
            ? ($"There is no type or provider named {written}.", Suggestion.For(written, candidates, "Its provider's snapshot may be missing: see 'mciacc provider list'."))
            : ($"{container.ToDisplayString()} has no {written}.", Suggestion.For(written, candidates, $"It has: {string.Join(", ", candidates.Take(12))}."));
    }

    private static (string, string?)? WrongType(SemanticModel model, SyntaxNode node)
    {
        if (Written(node) is not { } expression) return null;
        var info = model.GetTypeInfo(expression);
        var (target, given) = (TargetOf(model, expression) ?? info.ConvertedType, info.Type);
        if (TypeWords.IsValue(given) && target?.SpecialType == SpecialType.System_Boolean)
            return ("This isn't known while the program runs, so the program can't decide by it.", "Write If(condition, whenTrue, whenFalse), which decides when it is known.");
        if (target is null || given is null || !TypeWords.IsValue(target)) return null;
        var property = PropertyOf(expression);
        return ($"{property ?? "This"} takes {TypeWords.Of(target)}; this is {TypeWords.Of(given)}.", RemedyOf(target, given, expression));
    }

    private static ExpressionSyntax? Written(SyntaxNode node) => node is ArgumentSyntax argument ? argument.Expression : node as ExpressionSyntax;

    private static string? RemedyOf(ITypeSymbol target, ITypeSymbol given, ExpressionSyntax expression)
    {
        var takes = TypeWords.Of(target);
        var takesNumber = takes is "a whole number" or "a number";
        if (TypeWords.IsValue(given) && (takesNumber || takes == "true or false")) return "Refer to a property or an output of that kind.";
        if (takesNumber && expression is LiteralExpressionSyntax { Token.Value: string text } && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            return $"Write {text} without the quotes.";
        if (takesNumber) return TypeWords.Of(given) == "a text" ? "Write a number without quotes." : $"Write {takes}.";
        if (takes == "true or false") return "Write true or false.";
        if (takes.StartsWith("a list", StringComparison.Ordinal) && !TypeWords.Derives(given, "Resource")) return $"Write a list: [{expression}].";
        if (TypeWords.Derives(given, "Resource")) return $"Write {expression}.Id, or another of its outputs.";
        if (takes == "a text" && expression is LiteralExpressionSyntax) return $"Write it in quotes: \"{expression}\".";
        return takes == "a text" && TypeWords.IsValue(given) ? $"Write $\"{{{expression}}}\"." : $"Write {takes}.";
    }

    private static ITypeSymbol? TargetOf(SemanticModel model, ExpressionSyntax expression) => expression.Parent switch
    {
        AssignmentExpressionSyntax assignment when assignment.Right == expression => model.GetTypeInfo(assignment.Left).Type,
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax declaration } } => model.GetTypeInfo(declaration.Type).Type,
        IfStatementSyntax or WhileStatementSyntax or ConditionalExpressionSyntax => model.Compilation.GetSpecialType(SpecialType.System_Boolean),
        ExpressionElementSyntax { Parent: CollectionExpressionSyntax collection } => ElementOf(TargetOf(model, collection)),
        _ => null,
    };

    private static ITypeSymbol? ElementOf(ITypeSymbol? list) =>
        list is INamedTypeSymbol { Name: "ValueList", TypeArguments: [var element] } ? list.ContainingNamespace.GetTypeMembers("Value").FirstOrDefault(t => t.Arity == 1)?.Construct(element) : null;

    private static string? PropertyOf(ExpressionSyntax expression) => expression.Parent switch
    {
        AssignmentExpressionSyntax assignment => Last(assignment.Left),
        ExpressionElementSyntax { Parent: CollectionExpressionSyntax collection } when PropertyOf(collection) is { } list => "An element of " + list,
        _ => null,
    };

    private static IEnumerable<ISymbol> Members(ITypeSymbol type)
    {
        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            foreach (var member in current.GetMembers()) yield return member;
        }
    }

    private static string Last(SyntaxNode node) => node switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        _ => node.ToString(),
    };
}
