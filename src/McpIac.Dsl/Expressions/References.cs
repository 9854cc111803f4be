namespace McpIac.Dsl.Expressions;

/// <summary>Walks expressions.</summary>
public static class References
{
    /// <summary>Every reference inside, in source order, duplicates included.</summary>
    public static IEnumerable<Reference> Of(Expression expression) => throw new NotSupportedException();

    /// <summary>The expression with each reference replaced by what <paramref name="rewrite"/> makes of it.</summary>
    public static Expression Rewrite(Expression expression, Func<Reference, Expression> rewrite) => throw new NotSupportedException();
}
