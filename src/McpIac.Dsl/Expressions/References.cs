namespace McpIac.Dsl.Expressions;

/// <summary>Walks expressions.</summary>
public static class References
{
    // Of this thread, while no walk has it.
    [ThreadStatic]
    private static Stack<Expression>? spare;

    /// <summary>Every reference inside, in source order, duplicates included. Safe at any depth.</summary>
    public static IEnumerable<Reference> Of(Expression expression)
    {
        if (expression is Reference only) return [only];
        return expression is Literal ? [] : Parts(expression).OfType<Reference>();
    }

    /// <summary>The expression with each reference replaced by what <paramref name="rewrite"/> makes of it; the same instance where nothing changes.</summary>
    public static Expression Rewrite(Expression expression, Func<Reference, Expression> rewrite) =>
        ExpressionRewriter.Rewrite(expression, e => e is Reference reference ? rewrite(reference) : null);

    /// <summary>The expression with each secret replaced, the outermost of nested ones; the same instance where nothing changes.</summary>
    public static Expression RewriteSecrets(Expression expression, Func<Secret, Expression> rewrite) =>
        ExpressionRewriter.Rewrite(expression, e => e is Secret secret ? rewrite(secret) : null);

    /// <summary>Every expression inside, itself first, in source order. Iterative, so that no depth overflows the stack.</summary>
    public static IEnumerable<Expression> Parts(Expression expression)
    {
        var pending = new Stack<Expression>();
        pending.Push(expression);
        while (pending.TryPop(out var next))
        {
            yield return next;
            PushChildren(pending, next);
        }
    }

    /// <summary>Whether any of <see cref="Parts"/> is such a one. What this asks of ten thousands of expressions costs no allocation.</summary>
    public static bool Any(Expression expression, Func<Expression, bool> test)
    {
        var pending = spare ?? [];
        spare = null;
        pending.Push(expression);
        var found = false;
        while (!found && pending.TryPop(out var next))
        {
            found = test(next);
            PushChildren(pending, next);
        }

        pending.Clear();
        spare = pending;
        return found;
    }

    internal static bool TouchesSecret(Expression expression, IEvaluationScope scope)
    {
        if (expression is Literal) return false;
        if (expression is Reference only) return scope.IsSecret(only);
        foreach (var part in Parts(expression))
        {
            if (part is Secret or External { IsSecret: true } || (part is Reference reference && scope.IsSecret(reference))) return true;
        }

        return false;
    }

    /// <summary>True when expressions and the literals in them nest deeper than <see cref="Limits.Depth"/>.</summary>
    internal static bool IsTooDeep(Expression expression)
    {
        if (expression is Reference) return false;
        var pending = new Stack<(object Node, int Depth)>();
        pending.Push((expression, 1));
        var children = new Stack<Expression>();
        while (pending.TryPop(out var next))
        {
            if (next.Depth > Limits.Depth) return true;
            if (next.Node is McpIac.Schemas.Data.Datum datum)
            {
                foreach (var item in datum.Items) pending.Push((item, next.Depth + 1));
                foreach (var member in datum.Members) pending.Push((member.Value, next.Depth + 1));
                continue;
            }

            if (next.Node is Literal literal)
            {
                pending.Push((literal.Value, next.Depth));
                continue;
            }

            PushChildren(children, (Expression)next.Node);
            while (children.TryPop(out var child)) pending.Push((child, next.Depth + 1));
        }

        return false;
    }

    // Last child first, so that the first is popped first.
    private static void PushChildren(Stack<Expression> pending, Expression expression)
    {
        switch (expression)
        {
            case Secret secret: pending.Push(secret.Value); break;
            case ListExpression list: PushAll(pending, list.Items); break;
            case MapExpression map:
                for (var i = map.Members.Count - 1; i >= 0; i--) pending.Push(map.Members[i].Value);
                break;
            case Interpolation text: PushAll(pending, text.Parts); break;
            case Conditional conditional:
                pending.Push(conditional.WhenFalse);
                pending.Push(conditional.WhenTrue);
                pending.Push(conditional.Condition);
                break;
            case Call call: PushAll(pending, call.Arguments); break;
            case Access access: pending.Push(access.Target); break;
            case For loop:
                if (loop.Filter is not null) pending.Push(loop.Filter);
                pending.Push(loop.Body);
                pending.Push(loop.Source);
                break;
            case Let let:
                pending.Push(let.Body);
                pending.Push(let.Value);
                break;
        }
    }

    private static void PushAll(Stack<Expression> pending, EquatableList<Expression> expressions)
    {
        for (var i = expressions.Count - 1; i >= 0; i--) pending.Push(expressions[i]);
    }
}
