namespace McpIac.Dsl.Expressions;

/// <summary>Rebuilds expressions bottom-up. Recursive: what it is given is no deeper than <see cref="Limits.Depth"/> allows, or the stack suffices.</summary>
internal static class ExpressionRewriter
{
    /// <param name="replace">What stands in a node's place, or null to look inside it. What it returns is not looked into.</param>
    public static Expression Rewrite(Expression expression, Func<Expression, Expression?> replace)
    {
        if (replace(expression) is { } replaced) return replaced;
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        Expression Inner(Expression e) => Rewrite(e, replace);
        return expression switch
        {
            Secret secret => Inner(secret.Value) is var value && ReferenceEquals(value, secret.Value) ? secret : secret with { Value = value },
            ListExpression list => All(list.Items, Inner) is { } items ? new ListExpression(items) : list,
            MapExpression map => Members(map, Inner),
            Interpolation text => All(text.Parts, Inner) is { } parts ? new Interpolation(parts) : text,
            Conditional c => All([c.Condition, c.WhenTrue, c.WhenFalse], Inner) is { } three ? new Conditional(three[0], three[1], three[2]) : c,
            Call call => All(call.Arguments, Inner) is { } arguments ? call with { Arguments = arguments } : call,
            Access access => Inner(access.Target) is var target && ReferenceEquals(target, access.Target) ? access : access with { Target = target },
            For loop => loop with
            {
                Source = Inner(loop.Source),
                Body = Inner(loop.Body),
                Filter = loop.Filter is null ? null : Inner(loop.Filter),
            },
            Let let => let with { Value = Inner(let.Value), Body = Inner(let.Body) },
            _ => expression,
        };
    }

    /// <summary>Null when nothing changed, so that what didn't change is shared and not copied.</summary>
    private static EquatableList<Expression>? All(EquatableList<Expression> items, Func<Expression, Expression> inner)
    {
        Expression[]? changed = null;
        for (var i = 0; i < items.Count; i++)
        {
            var item = inner(items[i]);
            if (changed is null && ReferenceEquals(item, items[i])) continue;
            changed ??= [.. items];
            changed[i] = item;
        }

        return changed is null ? null : new EquatableList<Expression>(changed);
    }

    private static MapExpression Members(MapExpression map, Func<Expression, Expression> inner)
    {
        var values = All([.. map.Members.Select(m => m.Value)], inner);
        return values is null ? map : new MapExpression([.. map.Members.Select((m, i) => new KeyValuePair<string, Expression>(m.Key, values[i]))]);
    }
}
