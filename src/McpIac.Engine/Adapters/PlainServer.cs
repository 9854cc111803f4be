using McpIac.Engine.Connections;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Snapshots;

namespace McpIac.Engine.Adapters;

/// <summary>Takes a connection to a plain server for a provider, once its tools are those that its snapshot has.</summary>
public static class PlainServer
{
    private const int Named = 5;

    /// <summary>
    /// MCI6103 its tools can't be read; MCI6500 they aren't those of the snapshot: what a tool does may have changed with its definition, and nobody has looked at that. The
    /// connection is closed then.
    /// </summary>
    /// <param name="listening">Is told of each call and its answer, in the clear.</param>
    public static async Task<(IProviderConnection? Connection, Diagnostic? Problem)> AdaptAsync(
        IProviderConnection server, ProviderSchema schema, AdapterMemory memory, CancellationToken cancellation, Action<string, Datum, ToolAnswer>? listening = null)
    {
        if (server is McpConnection live)
        {
            if (await CheckAsync(live, schema, cancellation) is { } problem)
            {
                await server.DisposeAsync();
                return (null, problem);
            }

            live.Recheck = token => CheckAsync(live, schema, token);
        }

        var adapted = new AdaptedConnection(server, schema, memory, listening);
        return (schema.IsPlain ? adapted : new MixedConnection(server, adapted, schema, memory), null);
    }

    private static async Task<Diagnostic?> CheckAsync(McpConnection server, ProviderSchema schema, CancellationToken cancellation)
    {
        var (tools, trouble) = await SnapshotPuller.ToolsAsync(server, cancellation);
        if (tools is null) return Diagnostic.Error("MCI6103", $"The tools of {server.Name} can't be read: {trouble}", null, "Run the server's command by hand, or ask whoever maintains it.");
        if (SnapshotDigest.Of(tools) == SnapshotDigest.Of(schema.Tools)) return null;

        // Of a server of the standard only the tools beside the standard's count.
        var called = schema.Types.SelectMany(t => t.Tools).Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
        var (then, now) = (ByName(schema.Tools), ByName(tools));
        string[] differing = [.. then.Keys.Union(now.Keys).Where(n => (schema.IsPlain || called.Contains(n)) && then.GetValueOrDefault(n) != now.GetValueOrDefault(n)).Order(StringComparer.Ordinal)];
        if (differing.Length == 0) return null;
        var names = string.Join(", ", differing.Take(Named)) + (differing.Length > Named ? ", …" : "");
        return Diagnostic.Error("MCI6500",
            $"{server.Name} has other tools than its snapshot ({names}), so none of them is called: what a tool does may have changed with its definition.", null,
            $"See what changed with 'mciacc provider diff {schema.Name}', and take it over with 'mciacc provider pull {schema.Name}'.");
    }

    private static Dictionary<string, string> ByName(IReadOnlyList<Datum> tools) =>
        tools.GroupBy(t => t["name"]?.AsText() ?? "", StringComparer.Ordinal).ToDictionary(g => g.Key, g => SnapshotDigest.Of([.. g]), StringComparer.Ordinal);
}
