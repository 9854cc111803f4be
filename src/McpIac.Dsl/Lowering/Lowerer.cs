using System.Linq.Expressions;
using McpIac.Dsl.Expressions;
using McpIac.Schemas.Diagnostics;
using Expression = McpIac.Dsl.Expressions.Expression;

namespace McpIac.Dsl.Lowering;

internal static class Lowerer
{
    public static Expression Let(Expression value, LambdaExpression lambda, SourcePlace place) => throw new NotSupportedException();
    public static Expression For(Expression value, LambdaExpression lambda, SourcePlace place) => throw new NotSupportedException();
    public static Expression Filter(Expression value, LambdaExpression lambda, SourcePlace place) => throw new NotSupportedException();
}
