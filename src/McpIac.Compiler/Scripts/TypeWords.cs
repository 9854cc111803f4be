using Microsoft.CodeAnalysis;

namespace McpIac.Compiler.Scripts;

/// <summary>C# types in the words of someone who writes infrastructure.</summary>
internal static class TypeWords
{
    public static bool IsValue(ITypeSymbol? type) =>
        type is INamedTypeSymbol { ContainingNamespace: { Name: "Dsl", ContainingNamespace.Name: "McpIac" } } named && named.Name.StartsWith("Value", StringComparison.Ordinal)
        || type is { Name: "ObjectList" or "AnyValue", ContainingNamespace.Name: "Dsl" };

    public static string Of(ITypeSymbol? type) => type switch
    {
        null => "null",
        IArrayTypeSymbol array => $"a list, each {Of(array.ElementType)}",
        INamedTypeSymbol { Name: "Value" or "Nullable", TypeArguments: [var inner] } => Of(inner),
        INamedTypeSymbol { Name: "ValueList" or "ObjectList" or "List", TypeArguments: [var element] } => $"a list, each {Of(element)}",
        INamedTypeSymbol { Name: "ValueMap" or "Dictionary" } map => $"a map, each {Of(map.TypeArguments[^1])}",
        { SpecialType: SpecialType.System_String or SpecialType.System_Char } => "a text",
        { SpecialType: SpecialType.System_Boolean } => "true or false",
        { SpecialType: SpecialType.System_Double or SpecialType.System_Single or SpecialType.System_Decimal } => "a number",
        { SpecialType: >= SpecialType.System_SByte and <= SpecialType.System_UInt64 } => "a whole number",
        _ when Derives(type, "Resource") => $"a whole {type.Name}",
        _ => $"{Article(type.Name)} {type.Name}",
    };

    public static bool Derives(ITypeSymbol? type, string name)
    {
        for (var current = type?.BaseType; current is not null; current = current.BaseType)
        {
            if (current.Name == name && current.ContainingNamespace is { Name: "Dsl", ContainingNamespace.Name: "McpIac" }) return true;
        }

        return false;
    }

    private static string Article(string name) => name.Length > 0 && "AEIOU".Contains(name[0], StringComparison.Ordinal) ? "an" : "a";
}
