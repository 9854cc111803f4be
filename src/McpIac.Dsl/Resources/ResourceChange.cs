namespace McpIac.Dsl;

/// <summary>What can happen to a resource.</summary>
public enum ResourceChange
{
    Create,
    Update,
    Delete,
}
