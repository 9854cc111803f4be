using System.Runtime.CompilerServices;
using McpIac.Dsl.Expressions;

namespace McpIac.Dsl;

/// <summary>A list of nested objects: written as <c>[ new() { … }, .. rules ]</c>; read through a resource each element's members are references.</summary>
[CollectionBuilder(typeof(ObjectListBuilder), nameof(ObjectListBuilder.Create))]
public readonly struct ObjectList<T> : IExpressible where T : NestedObject
{
    private readonly T[]? items;
    private readonly Expression? source;
    private readonly Func<SchemaSource, T>? read;

    internal ObjectList(T[] items) => this.items = items;

    internal ObjectList(Expression? source, Func<SchemaSource, T>? read) => (this.source, this.read) = (source, read);

    public Value<long> Length => ToExpression() switch
    {
        ListExpression list => list.Items.Count,
        var other => new Value<long>(Compose.Call("length", other ?? Literals.Null)),
    };

    public T this[int index] => read is null
        ? (items ?? [])[index]
        : read(new SchemaSource(Compose.Member(source ?? Literals.Null, index.ToString(System.Globalization.CultureInfo.InvariantCulture))));

    public static implicit operator ObjectList<T>(T[] items) => items is null ? default : new(items);
    public static implicit operator ObjectList<T>(List<T> items) => items is null ? default : new([.. items]);
    public static implicit operator AnyValue(ObjectList<T> list) => new(list.ToExpression());

    /// <summary>What a function makes of each element. It runs once, on an element that stands for all of a list that isn't known.</summary>
    public ValueList<TResult> Select<TResult>(Func<T, Value<TResult>> selector) => new(Map(item => selector(item).OrNull));

    /// <inheritdoc cref="Select{TResult}(Func{T, Value{TResult}})"/>
    public ValueList<string> Select(Func<T, Value<string>> selector) => new(Map(item => selector(item).OrNull));

    Expression? IExpressible.ToExpression() => ToExpression();

    /// <summary>For spreads: the elements, or one that stands for all of a list that isn't known.</summary>
    public IEnumerator<T> GetEnumerator()
    {
        foreach (var item in items ?? []) yield return item;
        if (source is not null && read is not null) yield return read(new SchemaSource(new Spread(source)));
    }

    private Expression? ToExpression() => items is null ? source : Compose.List([.. items.Select(i => Literals.From(i))]);

    private Expression Map(Func<T, Expression> selector)
    {
        if (read is null) return Compose.List([.. (items ?? []).Select(selector)]);
        var variable = Compose.FreshName("item");
        return new For(variable, source ?? Literals.Null, selector(read(new SchemaSource(new Variable(variable)))), null);
    }
}
