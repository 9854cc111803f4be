using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using McpIac.Dsl.Expressions;
using McpIac.Dsl.Lowering;
using Expression = McpIac.Dsl.Expressions.Expression;

namespace McpIac.Dsl;

/// <summary>
/// A value of a property: a literal, what another resource will yield, or a computation with either. <c>default</c> is unset, <see cref="Null"/> an
/// explicit null. An interpolated string with values inside converts to it. It is no <see cref="bool"/>: what isn't known can't be branched on; see
/// <see cref="Authoring.If{T}(Value{bool}, Value{T}, Value{T})"/>.
/// </summary>
/// <typeparam name="T"><see cref="string"/>, <see cref="long"/>, <see cref="double"/> or <see cref="bool"/> in generated classes.</typeparam>
[InterpolatedStringHandler]
public readonly struct Value<T> : IExpressible, IFormattable, IEquatable<Value<T>>
{
    private readonly Expression? expression;
    private readonly TextBuilder? text;

    /// <summary>For the compiler: begins an interpolated string.</summary>
    public Value(int literalLength, int formattedCount) => text = new TextBuilder();

    internal Value(Expression? expression) => this.expression = expression;

    /// <summary>An explicit null, where leaving a property out means something else.</summary>
    public static Value<T> Null => new(Literals.Null);

    internal Expression OrNull => ((IExpressible)this).ToExpression() ?? Literals.Null;

    public static implicit operator Value<T>(T value) => value is null ? default : new(Literals.From(value));

    public static implicit operator AnyValue(Value<T> value) => new(((IExpressible)value).ToExpression());

    public static Value<bool> operator ==(Value<T> left, Value<T> right) => new(Compose.Call("eq", left.OrNull, right.OrNull));
    public static Value<bool> operator !=(Value<T> left, Value<T> right) => new(Compose.Call("ne", left.OrNull, right.OrNull));
    public static Value<string> operator +(string? left, Value<T> right) => new(Compose.Text([Tokens.Recover(left ?? ""), right.OrNull]));
    public static Value<string> operator +(Value<T> left, string? right) => new(Compose.Text([left.OrNull, Tokens.Recover(right ?? "")]));

    /// <summary>For the compiler: the literal parts of an interpolated string.</summary>
    public void AppendLiteral(string value) => text?.Literal(value);

    /// <summary>For the compiler: the holes of an interpolated string.</summary>
    public void AppendFormatted<TValue>(Value<TValue> value) => text?.Hole(((IExpressible)value).ToExpression(), 0, null);
    public void AppendFormatted<TValue>(Value<TValue> value, string? format) => text?.Hole(((IExpressible)value).ToExpression(), 0, format);
    public void AppendFormatted<TValue>(Value<TValue> value, int alignment, string? format = null) =>
        text?.Hole(((IExpressible)value).ToExpression(), alignment, format);
    public void AppendFormatted<TValue>(TValue value) => text?.Hole(value, 0, null);
    public void AppendFormatted<TValue>(TValue value, string? format) => text?.Hole(value, 0, format);
    public void AppendFormatted<TValue>(TValue value, int alignment, string? format = null) => text?.Hole(value, alignment, format);
    public void AppendFormatted(ReadOnlySpan<char> value, int alignment = 0, string? format = null) => text?.Hole(value.ToString(), alignment, format);

    /// <summary>What a lambda makes of the value once it is known. The lambda is not run: it is read and kept as an expression.</summary>
    public Value<TResult> Select<TResult>(
        Expression<Func<T, TResult>> selector, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        new(Lowerer.Let(OrNull, selector, new(file, line)));

    /// <inheritdoc cref="Select{TResult}(Expression{Func{T, TResult}}, string, int)"/>
    public Value<TResult> Select<TResult>(
        Expression<Func<T, Value<TResult>>> selector, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        new(Lowerer.Let(OrNull, selector, new(file, line)));

    /// <summary>The list that a lambda makes of the value once it is known.</summary>
    public ValueList<TResult> SelectMany<TResult>(
        Expression<Func<T, IEnumerable<TResult>>> selector, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        new(Lowerer.Let(OrNull, selector, new(file, line)));

    /// <summary>The value as text: numbers in decimal digits, booleans as <c>true</c> and <c>false</c>.</summary>
    public Value<string> AsText() => typeof(T) == typeof(string) ? new(((IExpressible)this).ToExpression()) : new(Compose.Call("asText", OrNull));

    Expression? IExpressible.ToExpression() => expression ?? text?.ToExpression();

    /// <summary>The text of what is known; else a token that stands for the value in a <see cref="string"/> and is recovered where it becomes a value again.</summary>
    public override string ToString() => ((IExpressible)this).ToExpression() switch
    {
        null => "",
        Literal { Value: var datum } when Expressions.Builtins.Texts.Of(datum) is { Error: null, Value: var known } => known.AsText() ?? "",
        var other => Tokens.Of(other),
    };

    string IFormattable.ToString(string? format, IFormatProvider? provider) =>
        string.IsNullOrEmpty(format) ? ToString() : new Value<string>(TextBuilder.Formatted(OrNull, 0, format)).ToString();

    public bool Equals(Value<T> other) => Equals(((IExpressible)this).ToExpression(), ((IExpressible)other).ToExpression());

    public override bool Equals(object? obj) => obj is Value<T> other && Equals(other);

    public override int GetHashCode() => ((IExpressible)this).ToExpression()?.GetHashCode() ?? 0;
}
