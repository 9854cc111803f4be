namespace McpIac.Dsl;

/// <summary>The properties, by their names in the schema, that have to be set when this one is.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RequiredWithAttribute(params string[] properties) : Attribute
{
    public IReadOnlyList<string> Properties { get; } = properties;
}
