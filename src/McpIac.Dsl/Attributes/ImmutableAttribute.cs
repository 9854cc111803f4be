namespace McpIac.Dsl;

/// <summary>A change of this property replaces the resource.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ImmutableAttribute : Attribute;
