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
    public static (Catalog Catalog, IReadOnlyList<Diagnostic> Diagnostics) Load(IEnumerable<SnapshotSource> snapshots) => throw new NotSupportedException();
}
