using McpIac.Schemas.Catalogs;

namespace McpIac.Engine.Execution;

/// <param name="Parallelism">Steps in flight at once, over all providers.</param>
/// <param name="Catalog">Where types are found that the deployment doesn't use any more; without it such secrets can't be told.</param>
/// <param name="Kind">What the run is recorded as: apply or destroy.</param>
public sealed record ApplyOptions(
    int Parallelism = 10, OnFailure OnFailure = OnFailure.Rollback, TimeSpan? StepTimeout = null, Catalog? Catalog = null, string Kind = "apply")
{
    public const int MaxBatch = 50;
    public TimeSpan Timeout => StepTimeout ?? TimeSpan.FromMinutes(30);
}
