namespace McpIac.Engine.Orchestration;

/// <summary>What a plan is to look at and to be about. Resources are named as <see cref="Plans.Planning.Selection"/> says.</summary>
public sealed record PlanChoices
{
    /// <summary>Providers are asked first what there really is.</summary>
    public bool Refresh { get; init; } = true;

    /// <summary>Nothing is planned but that state says what is.</summary>
    public bool RefreshOnly { get; init; }

    /// <summary>What providers have of the deployment and state doesn't know is taken over.</summary>
    public bool Adopt { get; init; }

    /// <summary>The plan is about what was changed outside alone, with what that depends on.</summary>
    public bool DriftedOnly { get; init; }

    /// <summary>With what they depend on; empty for everything.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>With what depends on them.</summary>
    public IReadOnlyList<string> Excludes { get; init; } = [];

    /// <summary>Replaced whether or not they changed.</summary>
    public IReadOnlyList<string> Replaces { get; init; } = [];

    /// <summary>Why what the deployment doesn't have is deleted, as a clause; null for the usual.</summary>
    internal string? WhyDeleted { get; init; }
}
