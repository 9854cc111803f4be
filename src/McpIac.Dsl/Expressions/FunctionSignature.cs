using McpIac.Schemas.Catalogs;

namespace McpIac.Dsl.Expressions;

/// <param name="Result">The kind it yields; <see cref="ShapeKind.Any"/> when that depends on its arguments, <see cref="ShapeKind.Number"/> also where whole.</param>
public sealed record FunctionSignature(string Name, int MinArguments, int MaxArguments, ShapeKind Result);
