using McpIac.Schemas.Catalogs;

namespace McpIac.Schemas.Evaluation;

/// <summary>A compiled schema. Immutable once its compiler is done, which fills nodes one after the other since they may refer to each other in circles.</summary>
internal sealed class SchemaNode(SchemaResource resource, SchemaPlace place)
{
    public SchemaResource Resource => resource;
    public SchemaPlace Place => place;

    /// <summary>The schema <c>false</c>.</summary>
    public bool Never { get; set; }

    /// <summary>In the order in which they are judged.</summary>
    public Keyword[] Keywords { get; set; } = [];

    /// <summary>It has <c>unevaluatedProperties</c> or <c>unevaluatedItems</c>, which look at what all others left.</summary>
    public bool LooksBack { get; set; }

    /// <summary>What it describes is never shown.</summary>
    public bool Sensitive { get; set; }
}
