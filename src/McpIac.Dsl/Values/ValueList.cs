using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using McpIac.Dsl.Expressions;
using McpIac.Dsl.Lowering;
using Expression = McpIac.Dsl.Expressions.Expression;

namespace McpIac.Dsl;

/// <summary>
/// A list of values: written as <c>[a, b, .. more]</c>, read through a resource as a reference to its list, whose length isn't known. It then has
/// <see cref="Select{TResult}(Expression{Func{T, TResult}}, string, int)"/>, an index and <see cref="Length"/>; enumerating it works in a spread alone.
/// </summary>
[CollectionBuilder(typeof(ValueListBuilder), nameof(ValueListBuilder.Create))]
public readonly struct ValueList<T> : IExpressible
{
    private readonly Expression? expression;

    internal ValueList(Expression? expression) => this.expression = expression;

    /// <summary>An explicit null, where leaving a property out means something else.</summary>
    public static ValueList<T> Null => new(Literals.Null);

    public Value<long> Length => new(expression is ListExpression list
        ? new Literal(McpIac.Schemas.Data.Datum.Of(list.Items.Count))
        : Compose.Call("length", OrNull));

    private Expression OrNull => expression ?? Literals.Null;

    public Value<T> this[int index] =>
        expression is ListExpression list && index >= 0 && index < list.Items.Count
            ? new(list.Items[index])
            : new(Compose.Member(OrNull, index.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    public Value<T> this[Value<long> index] => new(Compose.Call("lookup", OrNull, index.OrNull));

    public static implicit operator ValueList<T>(T[] items) => From(items);
    public static implicit operator ValueList<T>(List<T> items) => From(items);
    public static implicit operator ValueList<T>(Value<T>[] items) => From(items);
    public static implicit operator ValueList<T>(List<Value<T>> items) => From(items);
    public static implicit operator AnyValue(ValueList<T> list) => new(list.expression);

    /// <summary>What a lambda makes of each element. The lambda is not run: it is read and kept as an expression.</summary>
    public ValueList<TResult> Select<TResult>(
        Expression<Func<T, TResult>> selector, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        new(Lowerer.For(OrNull, selector, new(file, line)));

    /// <inheritdoc cref="Select{TResult}(Expression{Func{T, TResult}}, string, int)"/>
    public ValueList<TResult> Select<TResult>(
        Expression<Func<T, Value<TResult>>> selector, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        new(Lowerer.For(OrNull, selector, new(file, line)));

    /// <summary>The elements of what a lambda makes of each element.</summary>
    public ValueList<TResult> SelectMany<TResult>(
        Expression<Func<T, IEnumerable<TResult>>> selector, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        new(Compose.Call("flatten", Lowerer.For(OrNull, selector, new(file, line))));

    /// <summary>The elements for which a lambda is true.</summary>
    public ValueList<T> Where(Expression<Func<T, bool>> filter, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        new(Lowerer.Filter(OrNull, filter, new(file, line)));

    /// <summary>A map of what lambdas make of each element; a key that comes twice is an error.</summary>
    public ValueMap<TResult> ToMap<TResult>(
        Expression<Func<T, string>> key, Expression<Func<T, TResult>> value, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        new(Lowerer.Map(OrNull, key, value, new(file, line)));

    public Value<bool> Contains(Value<T> value) => new(Compose.Call("contains", OrNull, value.OrNull));
    public Value<T> First() => new(Compose.Call("first", OrNull));
    public Value<T> Last() => new(Compose.Call("last", OrNull));
    public ValueList<T> Concat(ValueList<T> more) => new(Compose.Call("concat", OrNull, more.OrNull));
    public ValueList<T> Distinct() => new(Compose.Call("distinct", OrNull));
    public ValueList<T> Reverse() => new(Compose.Call("reverse", OrNull));

    /// <summary>Each element of either once.</summary>
    public ValueList<T> Union(ValueList<T> other) => new(Compose.Call("union", OrNull, other.OrNull));

    /// <summary>Each element once that both have.</summary>
    public ValueList<T> Intersect(ValueList<T> other) => new(Compose.Call("intersect", OrNull, other.OrNull));

    /// <summary>Each element once that the other doesn't have.</summary>
    public ValueList<T> Except(ValueList<T> other) => new(Compose.Call("except", OrNull, other.OrNull));

    public ValueList<T> Sort() => new(Compose.Call("sort", OrNull));
    public ValueList<T> Skip(Value<long> count) => new(Compose.Call("skip", OrNull, count.OrNull));
    public ValueList<T> Take(Value<long> count) => new(Compose.Call("take", OrNull, count.OrNull));

    /// <summary>The elements as one text.</summary>
    public Value<string> Join(Value<string> separator) => new(Compose.Call("join", OrNull, separator.OrNull));

    Expression? IExpressible.ToExpression() => expression;

    /// <summary>For spreads: the elements, or one that stands for all of a list that isn't known.</summary>
    public IEnumerator<Value<T>> GetEnumerator()
    {
        if (expression is null) yield break;
        if (expression is ListExpression list)
        {
            foreach (var item in list.Items) yield return new(item);
            yield break;
        }

        yield return new(new Spread(expression));
    }

    public override string ToString() => expression is null ? "" : Tokens.Of(expression);

    private static ValueList<T> From(IEnumerable<T>? items) => items is null ? default : new(Literals.From(items));

    private static ValueList<T> From(IEnumerable<Value<T>>? items) => items is null ? default : new(Compose.List([.. items.Select(i => i.OrNull)]));
}
