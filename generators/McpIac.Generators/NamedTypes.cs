using System;
using System.Collections.Generic;
using System.Linq;
using McpIac.Schemas.Bindings;

namespace McpIac.Generators;

/// <summary>The C# names of all types; equal when every name is.</summary>
internal sealed class NamedTypes(IReadOnlyDictionary<string, TypeName> names) : IEquatable<NamedTypes>
{
    public static NamedTypes Of(IEnumerable<string> tokens) => new(TypeNames.Of(tokens));

    public TypeName Of(string token) => names[token];

    public bool Equals(NamedTypes? other) =>
        other is not null && names.Count == other.Count && names.All(n => other.Find(n.Key) is { } name && name == n.Value);

    public override bool Equals(object? obj) => Equals(obj as NamedTypes);

    public override int GetHashCode() => names.Count;

    private int Count => names.Count;

    public TypeName? Find(string token) => names.TryGetValue(token, out var name) ? name : null;
}
