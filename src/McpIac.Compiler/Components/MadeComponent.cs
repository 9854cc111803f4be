using McpIac.Dsl.Deployments;
using McpIac.Dsl.Expressions;

namespace McpIac.Compiler.Components;

/// <summary>What a use of a component came to.</summary>
/// <param name="Declared">Outputs of the deployment that it declares itself.</param>
/// <param name="Checks">Checks of the deployment that it declares itself.</param>
internal sealed record MadeComponent(IReadOnlyList<DeclaredResource> Resources, IReadOnlyList<DeclaredOutput> Declared, IReadOnlyList<DeclaredCheck> Checks)
{
    /// <summary>Nothing, and why was reported.</summary>
    public static MadeComponent Failed { get; } = new([], [], []);

    public string Name { get; init; } = "";

    /// <summary>The values of those that are read, by their names.</summary>
    public IReadOnlyDictionary<string, Expression> Outputs { get; init; } = new Dictionary<string, Expression>();

    /// <summary>The names of all its outputs; null when that isn't known.</summary>
    public IReadOnlyList<string>? Known { get; init; }
}
