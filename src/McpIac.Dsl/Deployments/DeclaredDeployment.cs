using McpIac.Dsl.Expressions;
using McpIac.Dsl.Parameters;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Dsl.Deployments;

/// <summary>What a front end yields: resources and outputs as written, nothing resolved or checked yet.</summary>
/// <param name="Name">The deployment's name; by default the program's folder name.</param>
public sealed record DeclaredDeployment(
    string Name,
    IReadOnlyList<DeclaredResource> Resources,
    IReadOnlyList<DeclaredOutput> Outputs)
{
    /// <summary>What should hold of it as a whole.</summary>
    public IReadOnlyList<DeclaredCheck> Checks { get; init; } = [];

    /// <summary>What it uses of components that other files define; their resources aren't among its own yet.</summary>
    public IReadOnlyList<DeclaredUse> Uses { get; init; } = [];

    /// <summary>In the order in which the program declared them.</summary>
    public IReadOnlyList<DeclaredParameter> Parameters { get; init; } = [];
}

/// <summary>A resource as written.</summary>
/// <param name="Urn"><c>deployment/component-path/type/name</c>, segments percent-encoded (see <see cref="Urns"/>).</param>
/// <param name="Properties">By schema name (camelCase), only what was written.</param>
/// <param name="DependsOn">Urns of resources that must exist first though no value says so.</param>
public sealed record DeclaredResource(
    string Urn,
    string Type,
    string Name,
    IReadOnlyList<DeclaredProperty> Properties,
    IReadOnlyList<string> DependsOn,
    SourcePlace? Place)
{
    /// <summary>What concerns it as a whole, by the option's name (<c>protect</c>), only what was written; nothing of it checked yet.</summary>
    public IReadOnlyList<DeclaredProperty> Options { get; init; } = [];

    /// <summary>The provider's id of what exists and is only read, named <see cref="ExistingName"/>; null for what is managed.</summary>
    public DeclaredProperty? Existing { get; init; }

    /// <summary>What documents and places call the id.</summary>
    public const string ExistingName = "existing";
}

/// <param name="Place">Where the value was written; null when the front end can't tell, then the resource's place counts.</param>
public sealed record DeclaredProperty(string Name, Expression Value, SourcePlace? Place);

public sealed record DeclaredOutput(string Name, Expression Value, bool Secret, SourcePlace? Place);

/// <param name="Condition">True or false, as far as that is known yet.</param>
/// <param name="Message">What to say when it is false.</param>
public sealed record DeclaredCheck(string Name, Expression Condition, Expression Message, SourcePlace? Place);
