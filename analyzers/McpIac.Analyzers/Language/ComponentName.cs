using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace McpIac.Analyzers.Language;

/// <summary>What creations of components are named: by the parameter that their constructor hands on to <c>Component</c> as it is.</summary>
internal static class ComponentName
{
    /// <summary>The component's class, which is part of its address; null for anything else, and for a class that makes its name of something.</summary>
    public static string? TypeOf(IObjectCreationOperation creation, DslTypes dsl) =>
        creation.Type is { BaseType: var parent } type && dsl.Is(parent, "Component") && Written(creation) is not null ? "component " + type.Name : null;

    public static IOperation? Written(IObjectCreationOperation creation)
    {
        var declaration = creation.Constructor?.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();
        var passed = declaration switch
        {
            ConstructorDeclarationSyntax { Initializer: { ThisOrBaseKeyword.ValueText: "base", ArgumentList: var arguments } } => arguments,
            TypeDeclarationSyntax { BaseList: { } bases } => bases.Types.OfType<PrimaryConstructorBaseTypeSyntax>().FirstOrDefault()?.ArgumentList,
            _ => null,
        };
        return passed?.Arguments.FirstOrDefault()?.Expression is IdentifierNameSyntax name
            ? creation.Arguments.FirstOrDefault(a => a.Parameter?.Name == name.Identifier.ValueText && a.ArgumentKind == ArgumentKind.Explicit)?.Value
            : null;
    }
}
