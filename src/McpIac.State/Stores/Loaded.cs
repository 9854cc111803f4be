using McpIac.Plans.States;

namespace McpIac.State.Stores;

/// <summary>A deployment as its tables have it.</summary>
/// <param name="Sums">The rows' checksums, by table and key.</param>
internal sealed record Loaded(DeploymentState State, Head Head, Dictionary<(string Table, string Key), UInt128> Sums);
