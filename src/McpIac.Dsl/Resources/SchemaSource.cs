using McpIac.Dsl.Expressions;

namespace McpIac.Dsl;

/// <summary>Where a nested object that was read, not written, takes its members from. Opaque: generated classes pass it on.</summary>
public sealed class SchemaSource
{
    internal SchemaSource(Expression expression) => Expression = expression;

    internal Expression Expression { get; }
}
