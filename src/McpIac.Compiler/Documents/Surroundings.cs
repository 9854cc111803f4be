using McpIac.Dsl.Deployments;
using McpIac.Dsl.Expressions;

namespace McpIac.Compiler.Documents;

/// <summary>Where resources of a document stand: in the deployment itself or in a component, with what they have from there.</summary>
/// <param name="Path">The components' segments of an address, from the outermost.</param>
/// <param name="DependsOn">Urns that all of them depend on.</param>
/// <param name="Options">Options that they have unless they say otherwise.</param>
internal sealed record Surroundings(
    string Deployment, ComponentLibrary Library, IReadOnlyList<string> Path, IReadOnlyList<string> DependsOn, IReadOnlyList<KeyValuePair<string, Expression>> Options)
{
    /// <summary>The components that are around, from the outermost.</summary>
    public IReadOnlyList<ComponentDefinition> Inside { get; init; } = [];

    public static Surroundings Of(string deployment, ComponentLibrary library) => new(deployment, library, [], [], []);

    public string Urn(string type, string name) => Urns.Make(Deployment, Path, type, name);
}
