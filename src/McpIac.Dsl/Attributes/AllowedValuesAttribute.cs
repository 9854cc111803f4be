namespace McpIac.Dsl;

/// <summary>The texts that the schema allows.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AllowedValuesAttribute(params string[] values) : Attribute
{
    public IReadOnlyList<string> Values { get; } = values;

    /// <summary>In upper and lower case alike.</summary>
    public bool IgnoreCase { get; init; }
}
