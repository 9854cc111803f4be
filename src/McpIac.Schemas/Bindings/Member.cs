using McpIac.Schemas.Catalogs;

namespace McpIac.Schemas.Bindings;

/// <summary>One property of a generated class.</summary>
/// <param name="Identifier">Its name in C#.</param>
/// <param name="WireName">Its name in the schema.</param>
/// <param name="IsRequired">Must be written in the initializer (C# <c>required</c>).</param>
/// <param name="IsReadOnly">An output.</param>
/// <param name="AliasOf">The identifier of the property this is another name of.</param>
/// <param name="NestedClass">The name of the class nested for it, when its values are objects.</param>
/// <param name="KnownClass">The full name of a class that its objects have already: a definition inside itself.</param>
/// <param name="ConstantsClass">The name of the class nested for its known values, when it is an enumeration of texts.</param>
internal sealed record Member(
    string Identifier, string WireName, Shape Shape, bool IsRequired, bool IsReadOnly, string? AliasOf, string? NestedClass, string? KnownClass,
    string? ConstantsClass);
