using McpIac.Dsl.Deployments;
using McpIac.Dsl.Expressions;
using McpIac.Plans.Binding;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Testing;

/// <summary>One resource of a deployment, as the program wants it.</summary>
public sealed class ResourceModel
{
    private readonly DeploymentModel deployment;
    private readonly BoundResource bound;

    internal ResourceModel(DeploymentModel deployment, BoundResource bound) => (this.deployment, this.bound) = (deployment, bound);

    /// <summary>The type token, <c>aws:vpc:vpc</c>.</summary>
    public string Type => bound.Type.Token;

    public string Name => bound.Name;

    /// <summary>The stable address, <c>deployment/type/name</c>.</summary>
    public string Urn => bound.Urn;

    /// <summary>Where the program declares it; null when that isn't known.</summary>
    public SourcePlace? Place => bound.Place;

    /// <summary>The properties that the program sets, by their names in the schema.</summary>
    public IReadOnlyDictionary<string, object?> Properties =>
        field ??= bound.Properties.ToDictionary(p => p.Key, p => DotNetValue.Of(SecretMask.Of(p.Value, bound.Type.Properties.Member(p.Key)?.Shape), deployment.Printer), StringComparer.Ordinal);

    /// <summary>The provider's id of what exists and is only read, in the form of <see cref="this"/>; null for what is managed.</summary>
    public object? Existing => bound.Existing is { } id ? DotNetValue.Of(SecretMask.Of(id, null), deployment.Printer) : null;

    /// <summary>How it is changed and kept: <c>Protect</c>, <c>Retain</c>, <c>Timeouts</c> …</summary>
    public BoundOptions Options => bound.Options;

    /// <summary>The resources that it refers to or depends on explicitly.</summary>
    public IReadOnlyList<ResourceModel> Dependencies => field ??= [.. bound.Dependencies.Select(deployment.ByUrn)];

    /// <summary>
    /// A property: a text, a boolean, an <see cref="int"/> (a <see cref="long"/> where that is too small), a <see cref="double"/>, a list, a dictionary; null when the program
    /// doesn't set it. What refers to a resource is its text form, <c>${main.id}</c>; a secret is <c>(secret)</c>.
    /// </summary>
    /// <exception cref="DeploymentTestException">The type has no such property; the message says which was meant.</exception>
    public object? this[string property] => Properties.TryGetValue(property, out var value) ? value
        : bound.Type.Properties.Member(property) is not null ? null
        : throw Names.Missing($"{Type} has no property {property}", property, [.. bound.Type.Properties.Members.Select(m => m.Name)]);

    /// <summary>The address, for messages.</summary>
    public override string ToString() => $"{Type} {Urns.Local(Urn)}";

    /// <summary>The id of what exists where the program alone tells it.</summary>
    internal string? ExistingId => bound.Existing switch
    {
        Literal { Value: var value } => value.AsText(),
        Secret { Value: Literal { Value: var value } } => value.AsText(),
        _ => null,
    };

    internal bool IsCalled(string name) => Name == name || Urns.Local(Urn) == name;
}
