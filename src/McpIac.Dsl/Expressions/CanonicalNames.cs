namespace McpIac.Dsl.Expressions;

/// <summary>
/// Names bound variables by their depth, so that the same program always yields the same expression, whatever its lambdas called them and however
/// many ran before.
/// </summary>
internal static class CanonicalNames
{
    public static Expression Give(Expression expression) =>
        References.Parts(expression).Any(p => p is For or Let) ? Give(expression, []) : expression;

    private static Expression Give(Expression expression, IReadOnlyList<string> bound) => ExpressionRewriter.Rewrite(expression, part =>
    {
        switch (part)
        {
            case Variable variable:
                for (var i = bound.Count - 1; i >= 0; i--)
                {
                    if (bound[i] == variable.Name) return new Variable(Name(i));
                }

                return variable;
            case For loop:
                IReadOnlyList<string> inLoop = [.. bound, loop.Variable];
                return new For(Name(bound.Count), Give(loop.Source, bound), Give(loop.Body, inLoop), loop.Filter is null ? null : Give(loop.Filter, inLoop));
            case Let let:
                return new Let(Name(bound.Count), Give(let.Value, bound), Give(let.Body, [.. bound, let.Name]));
            default: return null;
        }
    });

    private static string Name(int level) => "v" + (level + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
