namespace McpIac.Dsl;

/// <summary>How long the changes of a resource may take; null for what its type says.</summary>
public sealed class ResourceTimeouts
{
    public TimeSpan? Create { get; init; }

    public TimeSpan? Update { get; init; }

    public TimeSpan? Delete { get; init; }
}
