using McpIac.Dsl.Expressions;

namespace McpIac.Plans.Binding;

/// <summary>What concerns a resource as a whole: how it is changed and kept, not what it is.</summary>
public sealed record BoundOptions
{
    public static BoundOptions None { get; } = new();

    /// <summary>The server that is asked for instead of the provider's own; a project's settings name it.</summary>
    public string? Provider { get; init; }

    /// <summary>The provider's id of what exists and is taken over instead of made.</summary>
    public string? Import { get; init; }

    /// <summary>A plan that would delete or replace it is refused.</summary>
    public bool Protect { get; init; }

    /// <summary>Urns that it had before: what state knows under one of them is this resource.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>It is never deleted: when it leaves the program or is replaced, state forgets it, and what exists stays.</summary>
    public bool Retain { get; init; }

    /// <summary>Where the program's values don't count once the resource exists: an update sends what was sent before.</summary>
    public IReadOnlyList<PropertyPath> IgnoreChanges { get; init; } = [];

    /// <summary>Where a change replaces the resource, whatever its type says.</summary>
    public IReadOnlyList<PropertyPath> ReplaceOn { get; init; } = [];

    /// <summary>A value whose change replaces the resource; null without one.</summary>
    public Expression? ReplaceTrigger { get; init; }

    /// <summary>A replacement deletes the old one before it makes the new one.</summary>
    public bool DeleteBeforeReplace { get; init; }

    /// <summary>How long a create, an update, a delete may take, instead of what the type says.</summary>
    public IReadOnlyDictionary<string, TimeSpan> Timeouts { get; init; } = new Dictionary<string, TimeSpan>();

    /// <summary>How often a change is sent at most, 1 for once; null for the usual.</summary>
    public int? Attempts { get; init; }

    /// <summary>Error codes after which a change is sent again though they aren't passing ones.</summary>
    public IReadOnlyList<string> RetryOn { get; init; } = [];

    /// <summary>What has to hold before it is made or changed.</summary>
    public IReadOnlyList<BoundCondition> Preconditions { get; init; } = [];

    /// <summary>What makes it an action of another resource's changes; null for a resource of its own.</summary>
    public BoundHook? Hook { get; init; }

    /// <summary>What runs when it is deleted.</summary>
    public IReadOnlyList<DeleteHook> DeleteHooks { get; init; } = [];

    /// <summary>What has to hold afterwards; they may refer to the resource itself.</summary>
    public IReadOnlyList<BoundCondition> Postconditions { get; init; } = [];
}
