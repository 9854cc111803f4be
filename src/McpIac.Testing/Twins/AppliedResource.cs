using McpIac.Dsl.Deployments;
using McpIac.Plans.Secrets;
using McpIac.Plans.States;
using McpIac.Schemas.Catalogs;

namespace McpIac.Testing;

/// <summary>A resource that exists in a twin.</summary>
public sealed class AppliedResource
{
    private readonly string urn;
    private readonly string[] known;

    internal AppliedResource(ResourceState state, Catalog catalog)
    {
        (Type, Name, Id, urn) = (state.Type, state.Name, state.Id, state.Urn);
        var type = catalog.Providers.SelectMany(p => p.Types).FirstOrDefault(t => t.Token == state.Type);
        Properties = state.Inputs.Members.ToDictionary(m => m.Key, m => DotNetValue.Of(Fingerprints.MaskInside(type?.Properties.Member(m.Key)?.Shape, m.Value)), StringComparer.Ordinal);
        Outputs = state.Outputs.Members.ToDictionary(m => m.Key, m => DotNetValue.Of(Fingerprints.MaskInside(type?.Outputs.Member(m.Key)?.Shape, m.Value)), StringComparer.Ordinal);
        known = [.. (type?.Outputs.Members ?? []).Concat(type?.Properties.Members ?? []).Select(m => m.Name).Concat(Outputs.Keys).Concat(Properties.Keys).Distinct()];
    }

    public string Type { get; }

    public string Name { get; }

    /// <summary>The provider's id.</summary>
    public string Id { get; }

    /// <summary>What was sent, every value known.</summary>
    public IReadOnlyDictionary<string, object?> Properties { get; }

    /// <summary>What came back.</summary>
    public IReadOnlyDictionary<string, object?> Outputs { get; }

    /// <summary>An output, else a property; null when it isn't set. Forms as in <see cref="ResourceModel.this"/>.</summary>
    /// <exception cref="DeploymentTestException">The type has no such output or property; the message says which was meant.</exception>
    public object? this[string name] => Outputs.TryGetValue(name, out var output) ? output
        : Properties.TryGetValue(name, out var property) ? property
        : known.Contains(name) ? null
        : throw Names.Missing($"{Type} has no output and no property {name}", name, known);

    internal bool IsCalled(string name) => Name == name || Urns.Local(urn) == name;
}
