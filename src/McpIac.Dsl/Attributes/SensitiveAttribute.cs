namespace McpIac.Dsl;

/// <summary>What the property holds is never shown.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SensitiveAttribute : Attribute;
