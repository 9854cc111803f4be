namespace McpIac.Dsl;

/// <summary>What a resource or component needs besides its properties.</summary>
public sealed class ResourceOptions
{
    /// <summary>Resources that must exist first though no value says so.</summary>
    public IReadOnlyList<Resource> DependsOn { get; init; } = [];

    /// <summary>The component it is part of: a part of its address.</summary>
    public Component? Parent { get; init; }

    /// <summary>The server that makes it, where that isn't its provider's own: a name under <c>providers</c> in <c>mciacc.yaml</c>.</summary>
    public string? Provider { get; init; }

    /// <summary>The provider's id of what exists and is taken over instead of made. Once it is, this counts no more.</summary>
    public string? Import { get; init; }

    /// <summary>
    /// True: a plan that would delete or replace it is refused, also when it is no longer in the program. It counts until a program with false was applied. Null: as its
    /// component says.
    /// </summary>
    public bool? Protect { get; init; }

    /// <summary>
    /// True: it is never deleted. When it leaves the program, is replaced, or the deployment is destroyed, state forgets it, and what exists stays. Null: as its component says.
    /// </summary>
    public bool? Retain { get; init; }

    /// <summary>
    /// Former names: what exists under one of them is renamed and not made anew. A name, <c>type:name</c>, or a whole urn as <c>mciacc state list --json</c> has it. For a
    /// component a name or <c>Class:name</c>, which counts for all that it makes.
    /// </summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>
    /// Properties whose changes in the program don't count once the resource exists: <c>"tags"</c>, <c>"ingress[0].fromPort"</c>, <c>"ingress[*].fromPort"</c>, <c>"tags.env"</c>,
    /// or <c>"*"</c> for all. A replacement takes the program's values.
    /// </summary>
    public IReadOnlyList<string> IgnoreChanges { get; init; } = [];

    /// <summary>Properties, as in <see cref="IgnoreChanges"/>, whose change replaces the resource though its type could be updated.</summary>
    public IReadOnlyList<string> ReplaceOn { get; init; } = [];

    /// <summary>Any value: when it is another than the one that the resource was made with, the resource is replaced.</summary>
    public AnyValue? ReplaceTrigger { get; init; }

    /// <summary>A replacement deletes the old one first, because the two can't exist side by side.</summary>
    public bool DeleteBeforeReplace { get; init; }

    public ResourceTimeouts? Timeouts { get; init; }

    public ResourceRetries? Retries { get; init; }

    /// <summary>For an action: the resource whose changes it goes with. <c>Hook = new(page) { After = [ResourceChange.Create] }</c></summary>
    public ResourceHook? Hook { get; init; }

    /// <summary>What has to hold before it is made or changed: <c>Preconditions = [new(network.Size &gt; 2, "the network is too small")]</c>.</summary>
    public IReadOnlyList<ResourceCondition> Preconditions { get; init; } = [];
}
