namespace McpIac.Dsl;

/// <summary>The properties, by their names in the schema, that can't be set beside this one.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ExclusiveWithAttribute(params string[] properties) : Attribute
{
    public IReadOnlyList<string> Properties { get; } = properties;
}
