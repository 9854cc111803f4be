using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Snapshots;

namespace McpIac.Schemas.Tests.Inference;

/// <summary>The tool lists of real servers in tests/data/servers.</summary>
internal static class Servers
{
    public static IReadOnlyList<SnapshotReading> All { get; } = [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests/data/servers"), "*.json")
        .Order(StringComparer.Ordinal).Select(f => SnapshotReader.Read(new SnapshotSource(Path.GetFileName(f), File.ReadAllText(f))))];

    public static IReadOnlyList<ResourceType> Types(string server) => All.Single(r => r.Snapshot?.Provider == server).Types;
}
