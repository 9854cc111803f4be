namespace McpIac.Schemas.Catalogs;

/// <summary>A definition that is referred to inside itself. What it is, is known when all of it was read.</summary>
internal sealed class ShapeDefinition
{
    /// <summary>Null while it is being read, and when it turned out to be no object: then it is any value inside itself.</summary>
    public Shape? Shape { get; set; }
}
