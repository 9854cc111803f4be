using System.Runtime.CompilerServices;
using McpIac.Dsl.Expressions;

namespace McpIac.Dsl;

/// <summary>
/// Free-form JSON: a text, also an interpolated one, a number, a boolean, a list <c>[…]</c>, a map <c>new() { ["a"] = … }</c>, or any value of a resource.
/// </summary>
[InterpolatedStringHandler]
[CollectionBuilder(typeof(AnyValue), nameof(Create))]
public sealed class AnyValue : IExpressible
{
    private readonly OrderedDictionary<string, Expression> written = new(StringComparer.Ordinal);
    private readonly Expression? source;
    private readonly Action<AnyValue>? attach;
    private readonly TextBuilder? text;
    private bool wasWritten;

    /// <summary>An empty map.</summary>
    public AnyValue() => wasWritten = true;

    /// <summary>For the compiler: begins an interpolated string.</summary>
    public AnyValue(int literalLength, int formattedCount) => text = new TextBuilder();

    internal AnyValue(Expression? source, Action<AnyValue>? attach = null) => (this.source, this.attach) = (source, attach);

    /// <summary>An explicit null, where leaving a property out means something else.</summary>
    public static AnyValue Null => new(Literals.Null);

    internal Expression OrNull => ((IExpressible)this).ToExpression() ?? Literals.Null;

    public AnyValue this[string key]
    {
        get => written.TryGetValue(key, out var value) ? new(value) : new(Compose.Member(OrNull, key));
        set
        {
            if (!wasWritten) attach?.Invoke(this);
            wasWritten = true;
            written[key] = Literals.Member(key, value?.OrNull ?? Literals.Null);
        }
    }

    public AnyValue this[int index] => new(Compose.Member(OrNull, index.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    private MapExpression Written => new([.. written]);

    public static implicit operator AnyValue(string? value) => new(value is null ? null : Tokens.Recover(value));
    public static implicit operator AnyValue(int value) => new(Literals.From(value));
    public static implicit operator AnyValue(long value) => new(Literals.From(value));
    public static implicit operator AnyValue(double value) => new(Literals.From(value));
    public static implicit operator AnyValue(bool value) => new(Literals.From(value));
    public static implicit operator AnyValue(AnyValue[] items) => new(Literals.From(items));
    public static implicit operator AnyValue(string[] items) => new(Literals.From(items));
    public static implicit operator AnyValue(List<string> items) => new(Literals.From(items));
    public static implicit operator AnyValue(List<object?> items) => new(Literals.From(items));
    public static implicit operator AnyValue(List<AnyValue> items) => new(Literals.From(items));
    public static implicit operator AnyValue(Dictionary<string, AnyValue> map) => new(Literals.From(map));
    public static implicit operator AnyValue(Dictionary<string, string> map) => new(Literals.From(map));
    public static implicit operator AnyValue(Dictionary<string, object?> map) => new(Literals.From(map));
    public static implicit operator AnyValue(NestedObject value) => new(((IExpressible)value).ToExpression());

    public static AnyValue Create(ReadOnlySpan<AnyValue> items)
    {
        var expressions = new Expression[items.Length];
        for (var i = 0; i < expressions.Length; i++) expressions[i] = items[i]?.OrNull ?? Literals.Null;
        return new(Compose.List(expressions));
    }

    /// <summary>The same value, taken for one of a known type; what it really is shows when it is known.</summary>
    public Value<T> As<T>() => new(OrNull);

    /// <inheritdoc cref="As{T}"/>
    public ValueList<T> AsList<T>() => new(OrNull);

    /// <inheritdoc cref="As{T}"/>
    public ValueMap<T> AsMap<T>() => new(OrNull);

    /// <summary>For the compiler: the literal parts of an interpolated string.</summary>
    public void AppendLiteral(string value) => text?.Literal(value);

    /// <summary>For the compiler: the holes of an interpolated string.</summary>
    public void AppendFormatted<T>(T value) => text?.Hole(value, 0, null);
    public void AppendFormatted<T>(T value, string? format) => text?.Hole(value, 0, format);
    public void AppendFormatted<T>(T value, int alignment, string? format = null) => text?.Hole(value, alignment, format);
    public void AppendFormatted(ReadOnlySpan<char> value, int alignment = 0, string? format = null) => text?.Hole(value.ToString(), alignment, format);

    Expression? IExpressible.ToExpression() => wasWritten ? Written : source ?? text?.ToExpression();

    /// <summary>For spreads: the elements, or one that stands for all of a list that isn't known.</summary>
    public IEnumerator<AnyValue> GetEnumerator()
    {
        if (source is ListExpression list)
        {
            foreach (var item in list.Items) yield return new(item);
            yield break;
        }

        yield return new(new Spread(OrNull));
    }

    public override string ToString() => new Value<string>(OrNull).ToString();
}
