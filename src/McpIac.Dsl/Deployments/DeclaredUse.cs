using McpIac.Schemas.Diagnostics;

namespace McpIac.Dsl.Deployments;

/// <summary>A use of a component that another file defines, in whatever language. What it makes is known only when that file was read.</summary>
/// <param name="Id">Stands for it in <see cref="Expressions.External.Component"/>, and for all its resources where something depends on them; unique in its deployment.</param>
/// <param name="File">The file, relative to the program's folder.</param>
/// <param name="Component">What it is called here; null when it is called as it is there.</param>
/// <param name="Inputs">What it is given, by its names for that.</param>
public sealed record DeclaredUse(string Id, string File, string? Component, string Name, IReadOnlyList<DeclaredProperty> Inputs, SourcePlace? Place)
{
    /// <summary>The components' segments of its address, from the outermost: first what they are, then what they were.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Around { get; init; } = [[]];

    /// <summary>Its former names: a name, or <c>Component:name</c>.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Urns that all its resources depend on.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];

    /// <summary>Options that all its resources have unless they say otherwise.</summary>
    public IReadOnlyList<DeclaredProperty> Options { get; init; } = [];

    /// <summary>Where its outputs are read.</summary>
    public IReadOnlyList<OutputRead> Reads { get; init; } = [];
}

public sealed record OutputRead(string Output, SourcePlace? Place);
