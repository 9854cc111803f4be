using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Schemas.Snapshots;

/// <summary>What reading one snapshot file yielded.</summary>
/// <param name="Snapshot">Null when the file as a whole can't be used.</param>
/// <param name="Digest">Over tools and types as they are; empty without a snapshot.</param>
/// <param name="Types">The types that could be read.</param>
public sealed record SnapshotReading(
    SnapshotSource Source, Snapshot? Snapshot, string Digest, IReadOnlyList<ResourceType> Types, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>Types that earlier snapshots had, with the tombstone that says what became of them.</summary>
    public IReadOnlyList<ResourceType> Gone { get; init; } = [];

    internal static SnapshotReading Failed(SnapshotSource source, Diagnostic why) => new(source, null, "", [], [why]);
}
