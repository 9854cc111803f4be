using McpIac.Dsl.Expressions;

namespace McpIac.Dsl;

/// <summary>
/// A map of values by name: written as <c>Tags = { ["a"] = v }</c> or <c>Tags = new() { ["a"] = v }</c>; read through a resource each member is a reference.
/// </summary>
public sealed class ValueMap<T> : IExpressible
{
    private readonly OrderedDictionary<string, Expression> written = new(StringComparer.Ordinal);
    private readonly Expression? source;
    private readonly Action<ValueMap<T>>? attach;
    private bool wasWritten;

    public ValueMap() => wasWritten = true;

    /// <param name="attach">Tells the owner that members were written through its getter, as <c>Tags = { … }</c> does.</param>
    internal ValueMap(Expression? source, Action<ValueMap<T>>? attach = null) => (this.source, this.attach) = (source, attach);

    /// <summary>Reading a key that isn't there yields null.</summary>
    public Value<T> this[string key]
    {
        get => source is not null ? new(Compose.Member(source, key))
            : written.TryGetValue(key, out var value) ? new(value)
            : Value<T>.Null;
        set
        {
            if (!wasWritten) attach?.Invoke(this);
            wasWritten = true;
            written[key] = Literals.Member(key, value.OrNull);
        }
    }

    public ValueList<string> Keys => new(Compose.Call("keys", Read));

    /// <summary>In the keys' order.</summary>
    public ValueList<T> Values => new(Compose.Call("values", Read));

    /// <summary><c>{ key, value }</c> of each member, in the keys' order.</summary>
    public ValueList<KeyValuePair<string, T>> Entries => new(Compose.Call("entries", Read));

    private Expression Read => source ?? Written;

    private MapExpression Written => new([.. written]);

    public static implicit operator ValueMap<T>(Dictionary<string, T> map)
    {
        var made = new ValueMap<T>();
        foreach (var (key, value) in map) made[key] = value;
        return made;
    }

    public static implicit operator ValueMap<T>(Dictionary<string, Value<T>> map)
    {
        var made = new ValueMap<T>();
        foreach (var (key, value) in map) made[key] = value;
        return made;
    }

    public static implicit operator AnyValue(ValueMap<T> map) => new(((IExpressible)map).ToExpression());

    public Value<bool> ContainsKey(Value<string> key) => new(Compose.Call("hasKey", Read, key.OrNull));

    /// <summary>This map with the other's members added, which win.</summary>
    public ValueMap<T> Merge(ValueMap<T> more) => new(Compose.Call("merge", Read, more.Read));

    // A map that was read and then written to is what was written.
    Expression? IExpressible.ToExpression() => wasWritten ? Written : source;

    public override string ToString() => Tokens.Of(Read);
}
