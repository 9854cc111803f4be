using System.Text.Json;
using System.Text.Json.Nodes;
using McpIac.Providers.Handlers;
using McpIac.Providers.Servers;
using McpIac.Providers.Stores;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace McpIac.Providers.Tests.Harness;

/// <summary>A server and a real client of it, in one process.</summary>
internal sealed class Session : IAsyncDisposable
{
    private static int keys;

    private Session(ProviderServer server, McpClient client, ProviderStore store) => (Server, Client, Store) = (server, client, store);

    public ProviderServer Server { get; }
    public McpClient Client { get; }
    public ProviderStore Store { get; }

    public static Task<Session> StartAsync(IResourceHandler handler, string? path = null, ProviderOptions? options = null) => StartAsync([handler], path, options);

    public static async Task<Session> StartAsync(IReadOnlyList<IResourceHandler> handlers, string? path = null, ProviderOptions? options = null)
    {
        var store = ProviderStore.Open(path, options?.Time);
        var server = new ProviderServer(options ?? new ProviderOptions("test", "1.0", Log: _ => { }), handlers, store);
        return new Session(server, await McpClient.CreateAsync(server.ConnectInMemory()), store);
    }

    public static string Key() => $"key-{Interlocked.Increment(ref keys)}";

    public static Datum Map(params (string Name, object Value)[] members) => Datum.MapOf(members.Select(m => new KeyValuePair<string, Datum>(m.Name, m.Value switch
    {
        Datum datum => datum,
        string text => Datum.Of(text),
        int number => Datum.Of(number),
        _ => throw new ArgumentException(m.Name),
    })));

    public static WireChange Create(string name, Datum properties, string? key = null, string type = "test:thing:item") =>
        new(key ?? Key(), "create", type, name, $"d/{type}/{name}", Properties: properties);

    public static WireChange Update(WireResource resource, Datum properties, string? key = null) =>
        new(key ?? Key(), "update", resource.Type, resource.Name, resource.Urn!, resource.Id, Properties: properties);

    public static WireChange Delete(WireResource resource, string? key = null) =>
        new(key ?? Key(), "delete", resource.Type, resource.Name, resource.Urn!, resource.Id);

    public async Task<CallToolResult> RawAsync(string tool, object args, CancellationToken cancellation) =>
        await Client.CallToolAsync(new CallToolRequestParams
        {
            Name = tool,
            Arguments = JsonSerializer.SerializeToElement(args, args.GetType(), Wire.Options).EnumerateObject().ToDictionary(m => m.Name, m => m.Value),
        }, cancellation);

    /// <summary>Sends a request as who takes MCP's tasks.</summary>
    public async Task<JsonObject> AskAsync(string method, JsonObject parameters, CancellationToken cancellation)
    {
        if (parameters["_meta"] is not JsonObject meta) parameters["_meta"] = meta = [];
        meta["io.modelcontextprotocol/clientCapabilities"] = new JsonObject { ["extensions"] = new JsonObject { [Wire.TasksKey] = new JsonObject() } };
        return (await Client.SendRequestAsync(new JsonRpcRequest { Method = method, Params = parameters }, cancellation)).Result!.AsObject();
    }

    public Task<Envelope<T>> CallAsync<T>(string tool, object args) => CancellableAsync<T>(tool, args, CancellationToken.None);

    public async Task<Envelope<T>> CancellableAsync<T>(string tool, object args, CancellationToken cancellation)
    {
        var result = await RawAsync(tool, args, cancellation);
        var envelope = result.StructuredContent!.Value.Deserialize<Envelope<T>>(Wire.Options)!;
        Assert.Equal(!envelope.Success, result.IsError ?? false);
        return envelope;
    }

    public async Task<IReadOnlyList<WireChangeResult>> ApplyAsync(params WireChange[] changes) =>
        (await CallAsync<ApplyData>("applyDeployment", new ApplyArguments("d", Changes: changes))).Data!.Results;

    public async Task<WireChangeResult> ApplyOneAsync(WireChange change) => Assert.Single(await ApplyAsync(change));

    /// <summary>Applies one change that must succeed.</summary>
    public async Task<WireResource> MadeAsync(WireChange change)
    {
        var result = await ApplyOneAsync(change);
        Assert.True(result.Outcome == "applied", $"{result.Outcome}: {result.Error}");
        return result.Resource!;
    }

    public Task<Envelope<WireResource>> GetAsync(GetArguments args) => CallAsync<WireResource>("getResource", args);

    /// <summary>
    /// Cancels so that the server hears of it: the client library sends its notification from a callback that it takes back when its own continuation runs
    /// first, which it does inline on a thread without a context.
    /// </summary>
    public static void Cancel(CancellationTokenSource source)
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(new NoInlining());
        try
        {
            source.Cancel();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await Server.DisposeAsync();
    }

    private sealed class NoInlining : SynchronizationContext;
}
