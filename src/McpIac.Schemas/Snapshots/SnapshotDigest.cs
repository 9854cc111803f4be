using System;
using System.Collections.Generic;
using McpIac.Schemas.Data;

namespace McpIac.Schemas.Snapshots;

/// <summary>SHA-256 over sorted-key JSON with numbers kept as text; the order of tools and types is left out.</summary>
public static class SnapshotDigest
{
    /// <summary><c>sha256:…</c> of a list of tools or types, sorted by <c>name</c> or <c>type</c> first.</summary>
    public static string Of(IReadOnlyList<Datum> entries) => throw new NotSupportedException();
}
