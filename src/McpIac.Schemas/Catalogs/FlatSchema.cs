using McpIac.Schemas.Data;

namespace McpIac.Schemas.Catalogs;

/// <summary>A schema with its references and <c>allOf</c> folded in.</summary>
/// <param name="Schema">Null when it is free-form: a reference that can't be followed, or a repeat.</param>
/// <param name="Repeats">The definition that it is inside of, and is again.</param>
internal readonly record struct FlatSchema(Datum? Schema, bool Nullable, ShapeDefinition? Repeats = null);
