namespace McpIac.Dsl;

/// <summary>The name that a member has in the schema.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PropertyAttribute(string wireName) : Attribute
{
    public string WireName { get; } = wireName;
}
