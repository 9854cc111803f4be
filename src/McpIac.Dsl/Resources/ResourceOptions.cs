namespace McpIac.Dsl;

/// <summary>What a resource or component needs besides its properties.</summary>
public sealed class ResourceOptions
{
    /// <summary>Resources that must exist first though no value says so.</summary>
    public IReadOnlyList<Resource> DependsOn { get; init; } = [];

    /// <summary>The component it is part of: a part of its address.</summary>
    public Component? Parent { get; init; }
}
