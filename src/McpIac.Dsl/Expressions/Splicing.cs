using McpIac.Schemas.Data;

namespace McpIac.Dsl.Expressions;

/// <summary>
/// Puts the outputs of components into the expressions that read them, and composes those anew: they become what they would be, had the outputs been at hand when they were
/// written. A resource may stand as a whole in an output; what is asked of it is a reference then.
/// </summary>
public static class Splicing
{
    // Elements of loops that are spelt out in one expression: a loop over a loop multiplies.
    private const int MostSpeltOut = 100_000;

    /// <param name="output">The value of an <see cref="External.Component"/>.</param>
    /// <returns>The same instance where nothing changes.</returns>
    public static Expression Put(Expression expression, Func<External, Expression> output) => expression is not (Literal or Reference) && References.Parts(expression).Any(IsOutput)
        ? CanonicalNames.Give(new Splicer(output).Put(expression)) : expression;

    /// <summary>Whether the expression is an output of a component that isn't at hand yet.</summary>
    public static bool IsOutput(Expression expression) => expression is External { Kind: External.Component };

    private sealed record Splicer(Func<External, Expression> Output)
    {
        // Loops and names that came apart, by their variables.
        private Dictionary<string, Expression> Known { get; init; } = new(StringComparer.Ordinal);

        private Budget Left { get; } = new();

        public Expression Put(Expression expression)
        {
            System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
            return expression switch
            {
                External external when IsOutput(external) => Output(external),
                Variable variable => Known.GetValueOrDefault(variable.Name) ?? variable,
                Secret secret => secret with { Value = Put(secret.Value) },
                ListExpression list => new ListExpression([.. list.Items.Select(Put)]),
                MapExpression map => new MapExpression([.. map.Members.Select(m => KeyValuePair.Create(m.Key, Put(m.Value)))]),
                Interpolation text => Compose.Text(text.Parts.Select(Put)),
                Conditional c => Compose.Condition(Put(c.Condition), Put(c.WhenTrue), Put(c.WhenFalse)),
                Call call => Compose.Call(call.Function, [.. call.Arguments.Select(Put)]),
                Access access => Compose.MemberOfWhole(Put(access.Target), access.Member),
                For loop => Loop(loop, Put(loop.Source)),
                Let let => Put(let.Value) is var value && value is Reference or Literal or Variable ? With(let.Name, value).Put(let.Body) : new Let(let.Name, value, Without(let.Name).Put(let.Body)),
                _ => expression,
            };
        }

        // What is known is spelt out, as it is when a loop over it is written.
        private Expression Loop(For loop, Expression source) => (loop.Filter, source) switch
        {
            (null, ListExpression { Items: var items }) when items.All(Compose.IsWhole) && Left.May(items.Count) => new ListExpression([.. items.Select(i => With(loop.Variable, i).Put(loop.Body))]),
            (null, Literal { Value: { Kind: DatumKind.List } list }) when Left.May(list.Items.Count) => new ListExpression([.. list.Items.Select(i => With(loop.Variable, new Literal(i)).Put(loop.Body))]),
            _ => Without(loop.Variable) is var inner ? new For(loop.Variable, source, inner.Put(loop.Body), loop.Filter is null ? null : inner.Put(loop.Filter)) : loop,
        };

        private Splicer With(string variable, Expression value) => this with { Known = new(Known, StringComparer.Ordinal) { [variable] = value } };

        // Bound anew.
        private Splicer Without(string variable)
        {
            if (!Known.ContainsKey(variable)) return this;
            var known = new Dictionary<string, Expression>(Known, StringComparer.Ordinal);
            known.Remove(variable);
            return this with { Known = known };
        }
    }

    private sealed class Budget
    {
        private int left = MostSpeltOut;

        public bool May(int elements)
        {
            if (elements > left) return false;
            left -= elements;
            return true;
        }
    }
}
