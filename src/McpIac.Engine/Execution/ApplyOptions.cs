using McpIac.Schemas.Catalogs;

namespace McpIac.Engine.Execution;

/// <param name="Parallelism">Steps in flight at once, over all providers.</param>
/// <param name="StepTimeout">How long one call may take; null for what the types say, else ten minutes a change.</param>
/// <param name="Catalog">Where types are found that the deployment doesn't use any more; without it such secrets can't be told.</param>
/// <param name="Kind">What the run is recorded as: apply or destroy.</param>
public sealed record ApplyOptions(
    int Parallelism = 10, OnFailure OnFailure = OnFailure.Rollback, TimeSpan? StepTimeout = null, Catalog? Catalog = null, string Kind = "apply")
{
    public const int MaxBatch = 50;

    /// <summary>An update that the plan didn't foresee fails the run, before it is sent, when it couldn't be taken back exactly (MCI4072). Whoever plans refuses such steps of the plan (<see cref="Plans.Planning.Reversal"/>).</summary>
    public bool Atomic { get; init; }

    /// <summary>With <see cref="Atomic"/>: of these it may be made all the same. Named as <see cref="Plans.Planning.Selection"/> says.</summary>
    public IReadOnlyList<string> AllowIrreversible { get; init; } = [];

    internal static ApplyOptions Default { get; } = new();

    /// <summary>How many changes of one batch run at once: half of all at most, so that one provider's wide layer doesn't keep the others waiting.</summary>
    internal int Slots => (Parallelism + 1) / 2;

    /// <summary>How long a question may take: what reads and doesn't change.</summary>
    internal static readonly TimeSpan QuestionTimeout = TimeSpan.FromSeconds(30);

    /// <summary>The first pause before something is sent again; later ones are longer.</summary>
    internal TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(200);
}
