using McpIac.Plans.Drifts;

namespace McpIac.Plans.Planning;

/// <summary>What a plan is made of besides program and state.</summary>
public sealed record PlanBasis
{
    /// <summary>Urns of what both states have as it was read from its provider and is to be taken over.</summary>
    public IReadOnlySet<string> Imported { get; init; } = new HashSet<string>();

    /// <summary>By urn, what was read of what exists and isn't managed (<see cref="PlanBuilder.ToRead(Binding.BoundDeployment, States.DeploymentState, Schemas.Catalogs.Catalog, States.DeploymentState, PlanBasis)"/>).</summary>
    public IReadOnlyDictionary<string, ExistingObject> Existing { get; init; } = new Dictionary<string, ExistingObject>();

    /// <summary>What was found to be otherwise than state said; the states have it already.</summary>
    public IReadOnlyList<Drift> Drifts { get; init; } = [];

    /// <summary>By urn, what providers' own plans say otherwise than the schemas.</summary>
    public IReadOnlyDictionary<string, ProviderSaying> Said { get; init; } = new Dictionary<string, ProviderSaying>();

    public Selection Selection { get; init; } = Selection.All;

    /// <summary>Why what the program doesn't have is deleted: a clause.</summary>
    public string WhyDeleted { get; init; } = "no longer in the program";
}
