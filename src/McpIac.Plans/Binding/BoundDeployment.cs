using McpIac.Dsl.Expressions;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Plans.Binding;

/// <summary>A deployment whose every reference resolves and whose every known value was checked against the catalog.</summary>
/// <param name="CatalogDigests">Provider name to snapshot digest: what a plan is bound to.</param>
public sealed record BoundDeployment(
    string Name,
    IReadOnlyList<BoundResource> Resources,
    IReadOnlyList<BoundOutput> Outputs,
    IReadOnlyDictionary<string, string> CatalogDigests)
{
    /// <summary>What should hold of it as a whole.</summary>
    public IReadOnlyList<BoundCheck> Checks { get; init; } = [];
}

/// <param name="Properties">By canonical schema name (aliases resolved), defaults not filled in.</param>
/// <param name="Dependencies">Urns this one refers to or explicitly depends on, distinct, in first-use order.</param>
public sealed record BoundResource(
    string Urn,
    string Name,
    ResourceType Type,
    IReadOnlyDictionary<string, Expression> Properties,
    IReadOnlyList<string> Dependencies,
    SourcePlace? Place)
{
    /// <summary>The server that makes it.</summary>
    public string Provider => Options.Provider ?? Type.Provider;

    public BoundOptions Options { get; init; } = BoundOptions.None;

    /// <summary>The provider's id of what exists and is only read, never made or changed; null for what is managed.</summary>
    public Expression? Existing { get; init; }
}

public sealed record BoundOutput(string Name, Expression Value, bool Secret);

/// <summary>Something that should hold, by name; a warning when it doesn't.</summary>
public sealed record BoundCheck(string Name, BoundCondition Condition, SourcePlace? Place);
