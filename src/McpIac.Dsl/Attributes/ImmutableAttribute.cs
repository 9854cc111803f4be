namespace McpIac.Dsl;

/// <summary>A change of this property replaces the resource.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ImmutableAttribute : Attribute
{
    /// <summary>What counts as no change besides equality: <c>json</c>, <c>caseInsensitive</c>, <c>cidr</c>, <c>duration</c>; null for nothing.</summary>
    public string? Equal { get; init; }
}
