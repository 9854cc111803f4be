using System.Reflection;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Snapshots;

namespace McpIac.Providers.Twin.Tests;

/// <summary>The snapshots that are committed in <c>schemas/</c>, and plain servers' in <c>tests/data/servers</c> under <c>plain-NAME</c>.</summary>
internal static class Snapshots
{
    private static readonly string Root = typeof(Snapshots).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "RepositoryRoot").Value!;

    public static IReadOnlyList<string> Files => [.. Directory.GetFiles(Path.Combine(Root, "schemas"), "*.mcp.json").Order(StringComparer.Ordinal)];

    public static IEnumerable<string> PlainFiles => Directory.GetFiles(Path.Combine(Root, "tests/data/servers"), "*.json").Order(StringComparer.Ordinal);

    public static Catalog Catalog { get; } = CatalogLoader.Load([
        .. Files.Select(f => new SnapshotSource(f, File.ReadAllText(f))),
        .. PlainFiles.Select(f => new SnapshotSource("plain-" + Path.GetFileName(f), File.ReadAllText(f)))]).Catalog;
}
