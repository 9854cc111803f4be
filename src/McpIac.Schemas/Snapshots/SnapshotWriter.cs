using McpIac.Schemas.Data;

namespace McpIac.Schemas.Snapshots;

/// <summary>
/// Writes the canonical file of a snapshot: members in a fixed order, tools and types sorted by name, two spaces a level, digests computed.
/// The same content always gives the same text, so that a pull without news is no change in version control.
/// </summary>
public static class SnapshotWriter
{
    public static string Write(Snapshot snapshot)
    {
        var members = new List<KeyValuePair<string, Datum>>
        {
            new("mciacc", Datum.Of(SnapshotReader.Format)),
            new("provider", Datum.Of(snapshot.Provider)),
            new("source", snapshot.Source),
            new("tools", Sorted(snapshot.Tools, "name")),
            new("types", Sorted(snapshot.Types, "type")),
        };
        if (snapshot.Tombstones.Count > 0) members.Add(new("tombstones", Datum.ListOf(snapshot.Tombstones)));
        members.Add(new("toolsDigest", Datum.Of(snapshot.ToolsDigest)));
        members.Add(new("schemaDigest", Datum.Of(snapshot.SchemaDigest)));
        return DatumWriter.Write(Datum.MapOf(members), sortKeys: false, indent: true) + "\n";
    }

    private static Datum Sorted(IReadOnlyList<Datum> entries, string name) =>
        Datum.ListOf(entries.OrderBy(e => e[name]?.AsText() ?? "", StringComparer.Ordinal));
}
