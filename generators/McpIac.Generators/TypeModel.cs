using System;
using System.Linq;
using McpIac.Schemas.Catalogs;

namespace McpIac.Generators;

/// <summary>A type that equals another when their snapshots say the same of them, which is all they were read from.</summary>
internal sealed class TypeModel(ResourceType type) : IEquatable<TypeModel>
{
    // The text, since what equals as data, such as members in another order, may still be written differently.
    private readonly Lazy<string> text = new(() => type.Raw.ToString());

    public ResourceType Type { get; } = type;

    public bool Equals(TypeModel? other) =>
        other is not null && Type.Provider == other.Type.Provider && text.Value == other.text.Value
        && Equals(Type.Gone, other.Type.Gone) && Type.Tombstones.SequenceEqual(other.Type.Tombstones);

    public override bool Equals(object? obj) => Equals(obj as TypeModel);

    public override int GetHashCode() => Type.Token.GetHashCode();
}
