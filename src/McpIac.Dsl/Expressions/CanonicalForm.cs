using McpIac.Schemas.Data;

namespace McpIac.Dsl.Expressions;

/// <summary>One form for what can be written in two: a known list or map is its elements, so that it doesn't matter whether a program spelt them out.</summary>
public static class CanonicalForm
{
    /// <summary>The same expression with literals of scalars alone.</summary>
    public static Expression Of(Expression expression) =>
        ExpressionRewriter.Rewrite(expression, e => e is Literal { Value.Kind: DatumKind.List or DatumKind.Map } literal ? Of(literal.Value) : null);

    private static Expression Of(Datum value) => value.Kind switch
    {
        DatumKind.List => new ListExpression([.. value.Items.Select(Of)]),
        DatumKind.Map => new MapExpression([.. value.Members.Select(m => new KeyValuePair<string, Expression>(m.Key, Of(m.Value)))]),
        _ => new Literal(value),
    };
}
