namespace McpIac.Dsl;

/// <summary>How stubbornly the changes of a resource are sent.</summary>
public sealed class ResourceRetries
{
    /// <summary>How often a change is sent at most, 1 for once; null for the usual.</summary>
    public int? Attempts { get; init; }

    /// <summary>Error codes of the provider standard (<c>"inUse"</c>, <c>"conflict"</c>) after which a change is sent again though they don't pass by themselves.</summary>
    public IReadOnlyList<string> On { get; init; } = [];
}
