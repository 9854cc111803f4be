using System.Text.Json;
using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Protocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace McpIac.Engine.Connections;

/// <summary>A provider reached over MCP. Owns the client, and with a command the server's process.</summary>
public sealed class McpConnection : IProviderConnection
{
    private const int ResultLimit = 16 * 1024 * 1024;
    private static readonly TimeSpan DefaultStart = TimeSpan.FromSeconds(30);

    private readonly McpClient client;
    private readonly ErrorTail tail;

    private McpConnection(string name, McpClient client, ErrorTail tail) => (Name, this.client, this.tail) = (name, client, tail);

    public string Name { get; }

    /// <summary>Starts a server from an argument list; no shell takes part. MCI6101 when it can't be started or doesn't speak MCP in time.</summary>
    public static async Task<(IProviderConnection? Connection, Diagnostic? Problem)> StartAsync(
        string name, IReadOnlyList<string> command, McpConnectionOptions options, CancellationToken cancellation)
    {
        if (command.Count == 0)
        {
            return (null, Diagnostic.Error("MCI6102", $"The snapshot of the provider {name} names no command to start it with.", null,
                $"Run 'mciacc provider add {name} -- COMMAND', or use --twin."));
        }

        var tail = new ErrorTail();
        var transport = new StdioClientTransport(new StdioClientTransportOptions
        {
            Name = name,
            Command = command[0],
            Arguments = [.. command.Skip(1)],
            WorkingDirectory = options.WorkingDirectory,
            StandardErrorLines = tail.Add,
        });
        return await ConnectAsync(name, transport, tail, options.StartTimeout ?? DefaultStart, cancellation);
    }

    /// <summary>The same over any transport, as an in-memory one.</summary>
    public static Task<(IProviderConnection? Connection, Diagnostic? Problem)> OverAsync(
        string name, IClientTransport transport, McpConnectionOptions options, CancellationToken cancellation) =>
        ConnectAsync(name, transport, new ErrorTail(), options.StartTimeout ?? DefaultStart, cancellation);

    public async Task<Envelope<T>> CallAsync<T>(string tool, object args, TimeSpan timeout, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(timeout);
        try
        {
            var result = await client.CallToolAsync(new CallToolRequestParams { Name = tool, Arguments = Arguments(args) }, limit.Token);
            return Read<T>(tool, result);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Lost<T>($"{Name} didn't answer {tool} within {timeout.TotalSeconds:0} s.{tail}");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The SDK throws many types when a server dies or answers garbage; whichever it is, the call may have had its effect.
            return Lost<T>($"{Name} failed while answering {tool} ({e.GetType().Name}).{tail}");
        }
    }

    public ValueTask DisposeAsync() => client.DisposeAsync();

    private static async Task<(IProviderConnection? Connection, Diagnostic? Problem)> ConnectAsync(
        string name, IClientTransport transport, ErrorTail tail, TimeSpan timeout, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(timeout);
        try
        {
            // The library asks first what only newer servers understand, and falls back after 5 s. A new server that merely starts slowly then
            // refuses the old handshake, so it gets most of the time; an old one that ignores the question still gets the rest.
            var clientOptions = new McpClientOptions { InitializationTimeout = timeout, DiscoverProbeTimeout = timeout * 2 / 3 };
            var client = await McpClient.CreateAsync(transport, clientOptions, cancellationToken: limit.Token);
            return (new McpConnection(name, client, tail), null);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            var why = e is OperationCanceledException or TimeoutException ? $"it didn't answer within {timeout.TotalSeconds:0} s" : $"it can't be started or doesn't speak MCP ({e.GetType().Name})";
            return (null, Diagnostic.Error("MCI6101", $"The provider {name} isn't usable: {why}.{tail}", null,
                "Run the server's command by hand to see what it says."));
        }
    }

    private static Dictionary<string, JsonElement> Arguments(object args) =>
        JsonSerializer.SerializeToElement(args, args.GetType(), Wire.Options).EnumerateObject()
            .ToDictionary(m => m.Name, m => m.Value, StringComparer.Ordinal);

    private Envelope<T> Read<T>(string tool, CallToolResult result)
    {
        if (result.StructuredContent is not { ValueKind: JsonValueKind.Object } content)
        {
            return Lost<T>($"{Name} answered {tool} with something other than the standard's envelope.{tail}");
        }

        if (content.GetRawText().Length > ResultLimit) return Lost<T>($"{Name} answered {tool} with more than 16 MiB.");
        try
        {
            var envelope = content.Deserialize<Envelope<T>>(Wire.Options);
            if (envelope is { Data: not null } or { Error: not null }) return envelope;
        }
        catch (JsonException)
        {
            // Reported below with every other answer that isn't one.
        }

        return Lost<T>($"{Name} answered {tool} with something other than the standard's envelope.");
    }

    private Envelope<T> Lost<T>(string message) => Failures.Of<T>(Name, ErrorCodes.Unknown, message, retryable: true, sideEffects: "possible");
}
