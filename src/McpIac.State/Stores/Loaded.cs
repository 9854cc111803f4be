using McpIac.Plans.States;

namespace McpIac.State.Stores;

/// <summary>A deployment as its tables have it.</summary>
/// <param name="Sums">The rows' checksums, by table and key.</param>
/// <param name="Checkpoint">The serial of the last checkpoint; 0 for none.</param>
internal sealed record Loaded(DeploymentState State, Head Head, Dictionary<RowPlace, RowSum> Sums, long Checkpoint);
