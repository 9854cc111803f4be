using McpIac.Schemas.Data;

namespace McpIac.Dsl.Expressions;

/// <summary>Expressions as JSON data: what plans and caches keep. <c>Read(Write(e))</c> equals <c>e</c>.</summary>
public static class ExpressionJson
{
    public static Datum Write(Expression expression) => throw new NotSupportedException();

    /// <summary>The expression, or null when the datum is none.</summary>
    public static Expression? Read(Datum datum) => throw new NotSupportedException();
}
