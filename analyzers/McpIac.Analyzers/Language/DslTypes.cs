using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace McpIac.Analyzers.Language;

/// <summary>What programs are written in, as symbols of one compilation. Thread-safe.</summary>
internal sealed class DslTypes
{
    private readonly ConcurrentDictionary<INamedTypeSymbol, string?> tokens = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IPropertySymbol, SchemaProperty?> properties = new(SymbolEqualityComparer.Default);

    private DslTypes(INamedTypeSymbol resource) => (Assembly, Namespace) = (resource.ContainingAssembly, resource.ContainingNamespace);

    private IAssemblySymbol Assembly { get; }

    private INamespaceSymbol Namespace { get; }

    /// <summary>The symbols, or null when the compilation declares no infrastructure.</summary>
    public static DslTypes? Find(Compilation compilation) =>
        compilation.GetTypeByMetadataName("McpIac.Dsl.Resource") is { } resource ? new DslTypes(resource) : null;

    /// <summary>A type of the library by its name, to look at its members.</summary>
    public INamedTypeSymbol? Type(string name) => Namespace.GetTypeMembers(name).FirstOrDefault();

    public bool IsResource(ITypeSymbol? type) => Derives(type, "Resource");

    public bool IsNested(ITypeSymbol? type) => Derives(type, "NestedObject");

    public bool IsComponent(ITypeSymbol? type) => Derives(type, "Component");

    /// <summary><c>Value&lt;T&gt;</c>.</summary>
    public bool IsValue(ITypeSymbol? type) => Is(type, "Value");

    /// <summary>A list or a map of values or of nested objects.</summary>
    public bool IsCollection(ITypeSymbol? type) => Is(type, "ValueList") || Is(type, "ObjectList") || Is(type, "ValueMap");

    public bool IsAny(ITypeSymbol? type) => Is(type, "AnyValue");

    /// <summary>What may be known only when the deployment is applied: of every kind.</summary>
    public bool IsUnknown(ITypeSymbol? type) => IsValue(type) || IsCollection(type) || IsAny(type) || IsNested(type);

    public bool IsOptions(ITypeSymbol? type) => Is(type, "ResourceOptions");

    /// <summary>A function of <c>Authoring</c> or another static class of the library.</summary>
    public bool IsFunction(IMethodSymbol method, string type, string name) => method.Name == name && Is(method.ContainingType, type);

    /// <summary>The type token of a generated class, or null.</summary>
    public string? Token(ITypeSymbol? type) => type is INamedTypeSymbol named ? tokens.GetOrAdd(named, ReadToken) : null;

    /// <summary>What the schema says of a generated class's property; null for any other property.</summary>
    public SchemaProperty? Property(IPropertySymbol property) => properties.GetOrAdd(property.OriginalDefinition, p => SchemaProperty.Read(p, this));

    /// <summary>Whether the library declares a symbol.</summary>
    public bool Owns(ISymbol symbol) => SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, Assembly);

    public AttributeData? Attribute(ISymbol? symbol, string name) => symbol?.GetAttributes().FirstOrDefault(a => Is(a.AttributeClass, name));

    public bool Is(ITypeSymbol? type, string name) =>
        type is INamedTypeSymbol named && named.Name == name && SymbolEqualityComparer.Default.Equals(named.ContainingNamespace, Namespace);

    /// <summary>The type arguments of a generic type of the library, or none.</summary>
    public IReadOnlyList<ITypeSymbol> Arguments(ITypeSymbol type) => type is INamedTypeSymbol named ? named.TypeArguments : [];

    private string? ReadToken(INamedTypeSymbol type) => Attribute(type, "SchemaTypeAttribute")?.ConstructorArguments is [{ Value: string token }] ? token : null;

    private bool Derives(ITypeSymbol? type, string name)
    {
        for (var current = type?.BaseType; current is not null; current = current.BaseType)
        {
            if (Is(current, name)) return true;
        }

        return false;
    }
}
