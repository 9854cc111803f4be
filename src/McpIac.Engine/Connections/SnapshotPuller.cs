using System.Text.Json;
using System.Text.Json.Nodes;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Protocol;
using McpIac.Schemas.Snapshots;
using ModelContextProtocol.Protocol;

namespace McpIac.Engine.Connections;

/// <summary>Asks a live server for what a snapshot file keeps: its tools as they are, and, when it speaks the provider standard, its resource types.</summary>
public static class SnapshotPuller
{
    private const int MaxPages = 200;
    private static readonly TimeSpan Total = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Starts the server, asks, and stops it again; a minute at most in all. MCI6101 it isn't usable, MCI6103 its tools can't be read, MCI6104 its resource
    /// types can't be read or aren't what it says, MCI6105 it goes by another name.
    /// </summary>
    /// <returns>What <see cref="SnapshotWriter"/> writes, or null and why.</returns>
    public static Task<(Snapshot? Snapshot, Diagnostic? Problem)> PullAsync(
        string name, IReadOnlyList<string> command, McpConnectionOptions options, CancellationToken cancellation) =>
        PullAsync(McpConnection.StartAsync(name, command, options, cancellation), new("command", Datum.ListOf(command.Select(Datum.Of))), cancellation);

    /// <summary>The same of a server that is reached by HTTP.</summary>
    public static Task<(Snapshot? Snapshot, Diagnostic? Problem)> PullAsync(string name, Uri url, McpConnectionOptions options, CancellationToken cancellation) =>
        PullAsync(McpConnection.AtAsync(name, url, options, cancellation), new("url", Datum.Of(url.OriginalString)), cancellation);

    private static async Task<(Snapshot? Snapshot, Diagnostic? Problem)> PullAsync(
        Task<(IProviderConnection? Connection, Diagnostic? Problem)> opening, KeyValuePair<string, Datum> origin, CancellationToken cancellation)
    {
        var (opened, problem) = await opening;
        if (opened is not McpConnection connection) return (null, problem);
        await using (connection)
        {
            return await PullAsync(connection, origin, cancellation);
        }
    }

    /// <summary>The same from a server that is already connected.</summary>
    internal static async Task<(Snapshot? Snapshot, Diagnostic? Problem)> PullAsync(McpConnection connection, KeyValuePair<string, Datum> origin, CancellationToken cancellation)
    {
        var started = TimeProvider.System.GetTimestamp();
        var (tools, trouble) = await ToolsAsync(connection, started, cancellation);
        if (tools is null) return (null, Unreadable("MCI6103", $"The tools of {connection.Name} can't be read: {trouble}"));
        var (types, problem) = await TypesAsync(connection, Left(started), cancellation);
        if (types is null) return (null, problem);
        var info = connection.Client.ServerInfo;
        var source = Datum.MapOf(
        [
            origin, new("server", Datum.Of(info?.Name ?? "")), new("version", Datum.Of(info?.Version ?? "")),
        ]);
        return (new Snapshot(connection.Name, source, tools, types, []), null);
    }

    /// <summary>The tools of a server that is connected, as it lists them, or why they can't be read.</summary>
    internal static Task<(IReadOnlyList<Datum>? Tools, string? Problem)> ToolsAsync(McpConnection connection, CancellationToken cancellation) =>
        ToolsAsync(connection, TimeProvider.System.GetTimestamp(), cancellation);

    // Raw, page by page: the library's own listing fails whole when it dislikes one tool's schema.
    private static async Task<(IReadOnlyList<Datum>? Tools, string? Problem)> ToolsAsync(McpConnection connection, long started, CancellationToken cancellation)
    {
        var tools = new List<Datum>();
        if (connection.Client.ServerCapabilities?.Tools is null) return (tools, null);
        string? cursor = null;
        for (var page = 0; page < MaxPages; page++)
        {
            var parameters = cursor is null ? new JsonObject() : new JsonObject { ["cursor"] = cursor };
            var (json, problem) = await connection.RequestAsync(RequestMethods.ToolsList, parameters, Left(started), cancellation);
            if (json is null) return (null, problem);

            // What is wrong with a single tool is said when the snapshot is read, and costs only that tool.
            var answer = DatumReader.ReadPruned(json).Value;
            if (answer?["tools"] is not { Kind: DatumKind.List } list) return (null, "its answer isn't a list of tools.");
            tools.AddRange(list.Items);
            cursor = answer["nextCursor"]?.AsText();
            if (string.IsNullOrEmpty(cursor)) return (tools, null);
        }

        return (null, $"the list doesn't end after {MaxPages} pages.");
    }

    /// <summary>The digest of the resource types that a server which is connected has now, or why they can't be read.</summary>
    internal static async Task<(string? Digest, string? Problem)> DigestAsync(McpConnection connection, CancellationToken cancellation)
    {
        var (document, problem) = await DocumentAsync(connection, Total, cancellation);
        return document is null ? (null, problem) : (SnapshotDigest.Of(document["types"]?.Items ?? []), null);
    }

    private static async Task<(IReadOnlyList<Datum>? Types, Diagnostic? Problem)> TypesAsync(McpConnection connection, TimeSpan left, CancellationToken cancellation)
    {
        if (connection.Extension is not { } extension) return ([], null);
        var (name, what) = (connection.Name, $"The resource types of {connection.Name} can't be read: ");
        var (document, problem) = await DocumentAsync(connection, left, cancellation);
        if (document?["types"]?.Items is not { } types) return (null, Unreadable("MCI6104", what + problem));
        var (stated, actual) = (extension["schemaDigest"]?.AsText(), SnapshotDigest.Of(types));
        if (stated is not null && stated != actual) return (null, Unreadable("MCI6104", $"{what}they don't have the digest that the server announces ({stated}, and they hash to {actual})."));
        var own = extension["provider"]?.AsText() ?? document["provider"]?.AsText();
        return own is null || own == name
            ? (types, null)
            : (null, Diagnostic.Error("MCI6105", $"The server isn't the provider {name}: it calls itself {own}, and so do its resource types.", null, $"Add it as {own}."));
    }

    private static async Task<(Datum? Document, string? Problem)> DocumentAsync(McpConnection connection, TimeSpan left, CancellationToken cancellation)
    {
        var (json, problem) = await connection.RequestAsync(RequestMethods.ResourcesRead, new JsonObject { ["uri"] = Wire.SchemaUri }, left, cancellation);
        if (json is null) return (null, problem);
        var text = DatumReader.Read(json).Value?["contents"]?.Items.FirstOrDefault()?["text"]?.AsText();
        return (text is null ? null : DatumReader.Read(text).Value) is { } document && document["types"] is { Kind: DatumKind.List }
            ? (document, null)
            : (null, $"{Wire.SchemaUri} isn't the document that the standard says.");
    }

    private static TimeSpan Left(long started) => Total - TimeProvider.System.GetElapsedTime(started);

    private static Diagnostic Unreadable(string id, string message) =>
        Diagnostic.Error(id, message.TrimEnd('.') + ".", null, "Run the server's command by hand, or ask whoever maintains it.");
}
