namespace McpIac.Dsl;

/// <summary>What a resource or component needs besides its properties.</summary>
public sealed class ResourceOptions
{
    /// <summary>Resources that must exist first though no value says so.</summary>
    public IReadOnlyList<Resource> DependsOn { get; init; } = [];

    /// <summary>The component it is part of: a part of its address.</summary>
    public Component? Parent { get; init; }

    /// <summary>
    /// True: a plan that would delete or replace it is refused, also when it is no longer in the program. It counts until a program with false was applied. Null: as its
    /// component says.
    /// </summary>
    public bool? Protect { get; init; }
}
