using System;
using System.Collections.Generic;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Schemas.Snapshots;

/// <summary>The content of one <c>schemas/NAME.mcp.json</c>. <paramref name="Path"/> is for diagnostics and the provider's fallback name.</summary>
public sealed record SnapshotSource(string Path, string Content);

/// <summary>Snapshots → catalog. Pure: the caller reads the files. One bad snapshot or type is a diagnostic, the rest still loads.</summary>
public static class CatalogLoader
{
    // Below so many characters, getting PLINQ ready in a new process takes longer than reading.
    private const long WorthThreads = 1_000_000;

    public static (Catalog Catalog, IReadOnlyList<Diagnostic> Diagnostics) Load(IEnumerable<SnapshotSource> snapshots)
    {
        var readings = Read([.. snapshots]);
        var diagnostics = readings.SelectMany(r => r.Diagnostics).ToList();
        var used = new Dictionary<string, SnapshotReading>(StringComparer.Ordinal);
        var providers = new List<ProviderSchema>();
        foreach (var reading in readings)
        {
            if (reading.Snapshot is not { } snapshot) continue;
            if (used.TryGetValue(snapshot.Provider, out var first))
            {
                diagnostics.Add(Twice(snapshot.Provider, first.Source, reading.Source));
                continue;
            }

            used.Add(snapshot.Provider, reading);
            var mapping = snapshot.Source["mapping"]?.AsText();
            providers.Add(new ProviderSchema(snapshot.Provider, reading.Digest, snapshot.Command, reading.Types)
            {
                Version = snapshot.Version, SchemaDigest = snapshot.Types.Count > 0 && mapping is null ? snapshot.SchemaDigest : null, Url = snapshot.Url, Inherit = snapshot.Inherit, Gone = reading.Gone, Tools = snapshot.Tools, Mapping = mapping,
            });
        }

        var catalog = new Catalog(providers);
        diagnostics.AddRange(used.Values.SelectMany(r => DanglingReferences.In(r, catalog)));
        return (catalog, diagnostics);
    }

    private static SnapshotReading[] Read(SnapshotSource[] snapshots) => snapshots.Sum(s => (long)s.Content.Length) < WorthThreads
        ? [.. snapshots.Select(SnapshotReader.Read)]
        : [.. snapshots.AsParallel().AsOrdered().Select(SnapshotReader.Read)];

    /// <summary>Two snapshots claim one provider; the first is used.</summary>
    public static Diagnostic Twice(string provider, SnapshotSource first, SnapshotSource second) => Diagnostic.Error(
        SnapshotIds.ProviderTwice, $"The provider '{provider}' has a snapshot already, {first.Path}, which is used instead of this one.",
        new SourcePlace(second.Path, 0), "Delete one of the two files.");
}
