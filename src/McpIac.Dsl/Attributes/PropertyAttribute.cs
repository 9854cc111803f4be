namespace McpIac.Dsl;

/// <summary>The name that a member has in the schema.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PropertyAttribute(string wireName) : Attribute
{
    public string WireName { get; } = wireName;

    /// <summary>The name that the schema calls it by, when this is another one for it.</summary>
    public string? AliasOf { get; init; }
}
