namespace McpIac.Plans.Binding;

/// <summary>What concerns a resource as a whole: how it is changed and kept, not what it is.</summary>
public sealed record BoundOptions
{
    public static BoundOptions None { get; } = new();

    /// <summary>A plan that would delete or replace it is refused.</summary>
    public bool Protect { get; init; }
}
