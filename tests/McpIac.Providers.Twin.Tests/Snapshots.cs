using System.Reflection;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Snapshots;

namespace McpIac.Providers.Twin.Tests;

/// <summary>The snapshots that are committed in <c>schemas/</c>.</summary>
internal static class Snapshots
{
    private static readonly string Root = typeof(Snapshots).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "RepositoryRoot").Value!;

    public static IReadOnlyList<string> Files => [.. Directory.GetFiles(Path.Combine(Root, "schemas"), "*.mcp.json").Order(StringComparer.Ordinal)];

    public static Catalog Catalog { get; } = CatalogLoader.Load(Files.Select(f => new SnapshotSource(f, File.ReadAllText(f)))).Catalog;
}
