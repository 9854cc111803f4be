using System.Collections;
using System.Runtime.CompilerServices;

namespace McpIac.Dsl.Expressions;

/// <summary>An immutable list with value equality, so that records holding one have it too.</summary>
[CollectionBuilder(typeof(EquatableList), nameof(EquatableList.Create))]
public sealed class EquatableList<T>(T[] items) : IReadOnlyList<T>, IEquatable<EquatableList<T>>
{
    public int Count => items.Length;
    public T this[int index] => items[index];
    public bool Equals(EquatableList<T>? other) => other is not null && items.AsSpan().SequenceEqual(other.Span, EqualityComparer<T>.Default);
    public override bool Equals(object? obj) => Equals(obj as EquatableList<T>);
    public override int GetHashCode() => items.Length == 0 ? 0 : HashCode.Combine(items.Length, items[0]);
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)items).GetEnumerator();
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    private ReadOnlySpan<T> Span => items;
}

public static class EquatableList
{
    public static EquatableList<T> Create<T>(ReadOnlySpan<T> items) => new(items.ToArray());
}
