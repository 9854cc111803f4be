using McpIac.Dsl.Expressions;
using McpIac.Schemas.Data;

namespace McpIac.Compiler.Absorptions;

/// <summary>A value that gets into the program.</summary>
/// <param name="Path">Segments of the property's path.</param>
/// <param name="Value">What is; null where it is unset.</param>
public sealed record AbsorbedValue(string Urn, string Name, EquatableList<string> Path, Datum? Value);
