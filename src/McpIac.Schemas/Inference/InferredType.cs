using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Schemas.Inference;

/// <summary>A type that was made of tools, in the form of the provider standard, so that everything that reads types reads this one.</summary>
/// <param name="Raw">Holds <c>kind</c> and <c>tools</c> too, so that two types are equal when all of this is.</param>
/// <param name="PropertiesAt">Where in the server's document the properties come from.</param>
/// <param name="OutputsAt">And the outputs.</param>
internal sealed record InferredType(Datum Raw, TypeKind Kind, IReadOnlyList<TypeTool> Tools, string PropertiesAt, string OutputsAt);
