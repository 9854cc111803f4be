using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Dsl.Parameters;

/// <summary>A parameter as the program declares it.</summary>
/// <param name="Schema">A JSON Schema of its value, with <c>default</c> and <c>description</c> where it has them.</param>
/// <param name="IsSecret">Its value is no part of what the program declares: it stands there as an <see cref="Expressions.External"/>.</param>
public sealed record DeclaredParameter(string Name, Datum Schema, bool IsSecret, SourcePlace? Place);
