using System;
using System.Collections.Generic;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Schemas.Snapshots;

/// <summary>Reads one resource type of the provider standard (docs/spec/provider.md, "A resource type").</summary>
public static class ResourceTypeReader
{
    /// <summary>The type, or null with at least one error.</summary>
    /// <param name="provider">The snapshot's provider; the type token must begin with it.</param>
    /// <param name="file">For diagnostics.</param>
    public static (ResourceType? Type, IReadOnlyList<Diagnostic> Diagnostics) Read(Datum raw, string provider, string file)
    {
        var problems = new SnapshotProblems();
        var type = new ResourceTypeReading(raw, provider, "", problems).Read();
        return (type, problems.InFile(file, null));
    }
}
