using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace McpIac.Generators;

/// <summary>An immutable list that equals another by its elements, which is what the compiler's caching asks.</summary>
internal sealed class EquatableList<T>(IEnumerable<T> items) : IEquatable<EquatableList<T>>, IEnumerable<T>
    where T : IEquatable<T>
{
    private readonly T[] items = items.ToArray();

    public bool Equals(EquatableList<T>? other) => other is not null && items.SequenceEqual(other.items);

    public override bool Equals(object? obj) => Equals(obj as EquatableList<T>);

    public override int GetHashCode() => items.Aggregate(items.Length, (hash, item) => unchecked(hash * 31 + item.GetHashCode()));

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
