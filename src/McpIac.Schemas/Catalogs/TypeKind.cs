namespace McpIac.Schemas.Catalogs;

/// <summary>What a type of a provider is (docs/decisions/0012).</summary>
public enum TypeKind
{
    /// <summary>It is made, changed and unmade.</summary>
    Resource,

    /// <summary>It only reads.</summary>
    DataSource,

    /// <summary>It does something, once.</summary>
    Action,
}
