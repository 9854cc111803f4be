using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Schemas.Snapshots;

/// <summary>One snapshot as its file has it (docs/snapshots.md).</summary>
/// <param name="Provider">The first segment of its types' tokens.</param>
/// <param name="Source">Where it was pulled from: <c>{ command or url, inherit, server, version }</c>; empty when unknown.</param>
/// <param name="Tools">The server's tools, as <c>tools/list</c> gave them.</param>
/// <param name="Types">The resource types, as <c>iac://schema</c> gave them.</param>
/// <param name="Tombstones">What earlier snapshots had otherwise, and programs may still use (<see cref="Compatibility.Tombstone"/>).</param>
public sealed record Snapshot(string Provider, Datum Source, IReadOnlyList<Datum> Tools, IReadOnlyList<Datum> Types, IReadOnlyList<Datum> Tombstones)
{
    public string ToolsDigest => SnapshotDigest.Of(Tools);
    public string SchemaDigest => SnapshotDigest.Of(Types);

    /// <summary>How the server is started; empty for in-process and hand-written ones.</summary>
    public IReadOnlyList<string> Command => Source["command"] switch
    {
        { Kind: DatumKind.List } words => words.Items.Select(w => w.AsText()).OfType<string>().ToArray(),
        { Kind: DatumKind.Text } word => [word.AsText() ?? ""],
        _ => [],
    };

    /// <summary>Variables that the server inherits, beside what every program needs: names, with <c>*</c> at the end for all that begin so.</summary>
    public IReadOnlyList<string> Inherit => Source["inherit"] is { Kind: DatumKind.List } names ? names.Items.Select(n => n.AsText()).OfType<string>().ToArray() : [];

    /// <summary>The server's version; empty when unknown.</summary>
    public string Version => Source["version"]?.AsText() ?? "";

    /// <summary>Where the server is reached by HTTP; null for one that is started. Only http and https.</summary>
    public Uri? Url => UrlOf(Source["url"]?.AsText());

    /// <summary>An absolute address of http or https without a name or password in it, or null.</summary>
    public static Uri? UrlOf(string? text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url is { Scheme: "http" or "https", UserInfo.Length: 0 } ? url : null;
}
