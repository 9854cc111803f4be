using System.Collections.Generic;
using McpIac.Schemas.Snapshots;

namespace McpIac.Generators;

/// <summary>Finds the snapshots beyond the first of each provider.</summary>
internal static class SurplusSnapshots
{
    public static EquatableList<SurplusSnapshot> Of(IEnumerable<(string Path, string? Provider)> snapshots)
    {
        var first = new Dictionary<string, string>();
        var surplus = new List<SurplusSnapshot>();
        foreach (var (path, provider) in snapshots)
        {
            if (provider is null) continue;
            if (!first.ContainsKey(provider)) first.Add(provider, path);
            else surplus.Add(new SurplusSnapshot(path, CatalogLoader.Twice(provider, new SnapshotSource(first[provider], ""), new SnapshotSource(path, ""))));
        }

        return new EquatableList<SurplusSnapshot>(surplus);
    }
}
