using McpIac.Dsl.Expressions;

namespace McpIac.Dsl;

/// <summary>
/// What a schema describes: the base of <see cref="Resource"/> and <see cref="NestedObject"/>. Generated properties read and write through it, by schema name.
/// Not thread-safe.
/// </summary>
public abstract class SchemaObject
{
    private readonly OrderedDictionary<string, IExpressible> written = new(StringComparer.Ordinal);

    private protected SchemaObject()
    {
    }

    /// <summary>What was written, in the order it was; unset values left out. Maps can still be added to, so it is asked for at the program's end.</summary>
    internal IEnumerable<KeyValuePair<string, Expression>> Written()
    {
        foreach (var (name, value) in written)
        {
            if (value.ToExpression() is { } expression) yield return new(name, expression);
        }
    }

    /// <summary>The member as a reference, or null when this object is made of what was written.</summary>
    private protected abstract Expression? Refer(string name);

    protected Value<T> ReadValue<T>(string name) => new(Read(name));

    protected void WriteValue<T>(string name, Value<T> value) => Write(name, value);

    protected ValueList<T> ReadList<T>(string name) => new(Read(name));

    protected void WriteList<T>(string name, ValueList<T> value) => Write(name, value);

    /// <summary>A map that, written to, becomes the property's: so that <c>Tags = { ["a"] = v }</c> works.</summary>
    protected ValueMap<T> ReadMap<T>(string name) =>
        Refer(name) is null && written.GetValueOrDefault(name) is ValueMap<T> map ? map : new(Read(name), made => Attach(name, made));

    protected void WriteMap<T>(string name, ValueMap<T>? value) => Write(name, value);

    protected ObjectList<T> ReadObjects<T>(string name, Func<SchemaSource, T> read) where T : NestedObject =>
        Refer(name) is null && written.GetValueOrDefault(name) is ObjectList<T> list ? list : new(Read(name), read);

    protected void WriteObjects<T>(string name, ObjectList<T> value) where T : NestedObject => Write(name, value);

    protected T ReadObject<T>(string name, Func<SchemaSource, T> read) where T : NestedObject =>
        Refer(name) is null && written.GetValueOrDefault(name) is T value ? value : read(new SchemaSource(Read(name) ?? Literals.Null));

    protected void WriteObject<T>(string name, T? value) where T : NestedObject => Write(name, value);

    protected AnyValue ReadAny(string name) =>
        Refer(name) is null && written.GetValueOrDefault(name) is AnyValue value ? value : new(Read(name), made => Attach(name, made));

    protected void WriteAny(string name, AnyValue? value) => Write(name, value);

    private Expression? Read(string name) => Refer(name) ?? written.GetValueOrDefault(name)?.ToExpression();

    private void Write(string name, IExpressible? value)
    {
        if (value is null) written.Remove(name);
        else written[name] = value;
    }

    // A second initializer through the getter adds to the first, as it would to any C# map.
    private void Attach(string name, IExpressible made)
    {
        if (written.GetValueOrDefault(name) is { } before && !ReferenceEquals(before, made)) written[name] = new Merged(before, made);
        else written[name] = made;
    }

    private sealed record Merged(IExpressible Before, IExpressible More) : IExpressible
    {
        public Expression? ToExpression() => (Before.ToExpression(), More.ToExpression()) switch
        {
            (MapExpression a, MapExpression b) => new MapExpression([.. a.Members.Where(m => b.Members.All(n => n.Key != m.Key)), .. b.Members]),
            ({ } a, { } b) => Compose.Call("merge", a, b),
            var (a, b) => a ?? b,
        };
    }
}
