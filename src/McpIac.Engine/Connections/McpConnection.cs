using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using McpIac.Engine.Authorization;
using McpIac.Engine.Telemetry;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Protocol;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace McpIac.Engine.Connections;

/// <summary>A provider reached over MCP. Owns the client, and with a command the server's process.</summary>
public sealed class McpConnection : IProviderConnection
{
    private const int ResultLimit = 16 * 1024 * 1024;
    internal static readonly TimeSpan DefaultStart = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan SignIn = TimeSpan.FromMinutes(5);

    private readonly ServerProcess? process;
    private readonly ErrorTail tail;
    private long calls;
    private int saidChanged, checkedChanges;

    private McpConnection(string name, McpClient client, ServerProcess? process, ErrorTail tail, ProviderLimits? limits)
    {
        (Name, Client, this.process, this.tail) = (name, client, process, tail);
        client.RegisterNotificationHandler(NotificationMethods.ProgressNotification, NoteAsync);
        foreach (var method in new[] { NotificationMethods.ToolListChangedNotification, NotificationMethods.ResourceListChangedNotification })
        {
            client.RegisterNotificationHandler(method, (_, _) =>
            {
                Interlocked.Increment(ref saidChanged);
                return ValueTask.CompletedTask;
            });
        }
        Limits = ProviderLimits.Read(Extension?["limits"]).And(limits ?? ProviderLimits.None);
    }

    public string Name { get; }

    public ProviderLimits Limits { get; }

    public event Action<ProviderNote>? Noted;

    /// <summary>What the server says about itself as a provider; null when it isn't one of the standard.</summary>
    internal Datum? Extension => Client.ServerCapabilities?.Extensions?.TryGetValue(Wire.ExtensionKey, out var found) == true
        ? DatumReader.Read(JsonSerializer.Serialize(found)).Value ?? Datum.EmptyMap
        : null;

    /// <summary>As the server says it; empty when it doesn't.</summary>
    public string ServerVersion => Client.ServerInfo?.Version ?? "";

    /// <summary>The digest that the server announces of its resource types; null when it isn't one of the standard, or doesn't say.</summary>
    public string? SchemaDigest => Extension?["schemaDigest"]?.AsText();

    /// <summary>The server may answer a call by a task.</summary>
    internal bool HasTasks => Wire.HasTasks(Client.NegotiatedProtocolVersion) && Client.ServerCapabilities?.Extensions?.ContainsKey(Wire.TasksKey) == true;

    internal McpClient Client { get; }

    /// <summary>Compares what the server offers with what it is used by, when it says that this changed: why it isn't used any more, or null.</summary>
    internal Func<CancellationToken, Task<Diagnostic?>>? Recheck { get; set; }

    /// <summary>Cancelled when the server's process has ended.</summary>
    internal CancellationToken Gone => process?.Gone ?? CancellationToken.None;

    /// <summary>The server's process wrote a line to standard error. Raised on any thread.</summary>
    internal event Action<string> Said
    {
        add => tail.Heard += value;
        remove => tail.Heard -= value;
    }

    /// <summary>Ends the server's process at once, and waits until it is gone. Nothing when there is none.</summary>
    internal Task KillAsync() => process?.KillAsync() ?? Task.CompletedTask;

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
        var (process, problem) = ServerProcess.Start(command, options, tail);
        if (process is null) return (null, Unusable(name, problem ?? "it can't be started", tail, "Give the command as a shell would find it; one with a '/' in it is relative to the folder that it runs in."));
        return await ConnectAsync(name, new StreamClientTransport(process.Input, process.Output), process, tail, options, cancellation);
    }

    /// <summary>Reaches a server by HTTP. MCI6101 when it can't be reached or doesn't speak MCP in time, MCI6130 when there is no access token for it.</summary>
    public static Task<(IProviderConnection? Connection, Diagnostic? Problem)> AtAsync(string name, Uri url, McpConnectionOptions options, CancellationToken cancellation) =>
        options.Authorization is not null && !MetadataReader.IsPrivate(url)
            ? Task.FromResult<(IProviderConnection?, Diagnostic?)>((null, NoToken(name, "it is reached in the clear, and a token would travel so too", "Reach the server by https; http is for this machine alone.")))
            : ConnectAsync(name, HttpServer.Transport(name, url, options), null, new ErrorTail(), options, cancellation);

    /// <summary>The same over any transport, as an in-memory one.</summary>
    public static Task<(IProviderConnection? Connection, Diagnostic? Problem)> OverAsync(
        string name, IClientTransport transport, McpConnectionOptions options, CancellationToken cancellation) =>
        ConnectAsync(name, transport, null, new ErrorTail(), options, cancellation);

    public async Task<Envelope<T>> CallAsync<T>(string tool, object args, TimeSpan timeout, CancellationToken cancellation)
    {
        try
        {
            var changes = args is ApplyArguments or DestroyArguments or RollbackArguments;
            if (changes && await DifferenceAsync(cancellation) is { } difference)
                return Failures.Of<T>(Name, ErrorCodes.Unsupported, difference, retryable: false, sideEffects: "none");
            var meta = Noted is not null && args is ApplyArguments ? new JsonObject { ["progressToken"] = Interlocked.Increment(ref calls) } : null;
            return Read<T>(tool, await SendAsync(tool, Members(JsonSerializer.SerializeToElement(args, args.GetType(), Wire.Options)), meta, changes && HasTasks, timeout, cancellation));
        }
        catch (McpProtocolException e) when (e.ErrorCode is McpErrorCode.MethodNotFound or McpErrorCode.InvalidParams)
        {
            return Failures.Of<T>(Name, ErrorCodes.Unsupported, $"{Name} has no usable tool {tool}", retryable: false, sideEffects: "none");
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            // The SDK throws many types when a server dies or answers garbage; whichever it is, the call may have had its effect.
            return Lost<T>(await WhyAsync(e, $"answering {tool}", timeout));
        }
    }

    public async Task<ToolAnswer> CallToolAsync(string tool, Datum args, TimeSpan timeout, CancellationToken cancellation)
    {
        try
        {
            if (await DifferenceAsync(cancellation) is { } difference) return ToolAnswer.None(difference, maybeDone: false);
            using var written = JsonDocument.Parse(args.ToString());
            var result = await SendAsync(tool, Members(written.RootElement.Clone()), null, asTask: false, timeout, cancellation);
            string[] texts = [.. result.Content.OfType<TextContentBlock>().Select(c => c.Text)];
            var structured = result.StructuredContent is { ValueKind: JsonValueKind.Object } content ? content.GetRawText() : null;
            if ((structured?.Length ?? 0) + texts.Sum(t => (long)t.Length) > ResultLimit) return ToolAnswer.None($"{Name} answered {tool} with more than 16 MiB.", maybeDone: true);
            return new ToolAnswer(result.IsError == true, structured is null ? null : DatumReader.ReadPruned(structured).Value, texts);
        }
        catch (McpProtocolException e) when (e.ErrorCode is McpErrorCode.MethodNotFound or McpErrorCode.InvalidParams)
        {
            return ToolAnswer.None($"{Name} refused the call of {tool}: {e.Message}", maybeDone: false);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            return ToolAnswer.None(await WhyAsync(e, $"answering {tool}", timeout), maybeDone: true);
        }
    }

    /// <summary>Sends a request as it is and returns the result's JSON, or why there is none.</summary>
    internal async Task<(string? Json, string? Problem)> RequestAsync(string method, JsonObject parameters, TimeSpan timeout, CancellationToken cancellation)
    {
        using var limit = Limit(timeout, cancellation);
        try
        {
            var response = await Client.SendRequestAsync(new JsonRpcRequest { Method = method, Params = parameters }, limit.Token);
            var json = response.Result?.ToJsonString() ?? "null";
            return json.Length > ResultLimit ? (null, $"{Name} answered {method} with more than 16 MiB.") : (json, null);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            return (null, await WhyAsync(e, $"answering {method}", timeout));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        if (process is not null) await process.DisposeAsync();
    }

    private static async Task<(IProviderConnection? Connection, Diagnostic? Problem)> ConnectAsync(
        string name, IClientTransport transport, ServerProcess? process, ErrorTail tail, McpConnectionOptions options, CancellationToken cancellation)
    {
        var timeout = StartTimeout(options);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation, process?.Gone ?? CancellationToken.None);
        limit.CancelAfter(timeout);
        try
        {
            // The library asks first what only newer servers understand, and falls back after 5 s. A new server that merely starts slowly then
            // refuses the old handshake, so it gets most of the time; an old one that ignores the question still gets the rest.
            var clientOptions = new McpClientOptions { InitializationTimeout = timeout, DiscoverProbeTimeout = timeout * 2 / 3 };
            var client = await McpClient.CreateAsync(transport is StreamClientTransport stream ? new WholeMessages(stream) : transport, clientOptions, cancellationToken: limit.Token);
            return (new McpConnection(name, client, process, tail, options.Limits), null);
        }
        catch (Exception e)
        {
            if (process is not null) await process.SettleAsync(e is IOException);
            var ailment = process?.Ailment;
            if (process is not null) await process.DisposeAsync();
            cancellation.ThrowIfCancellationRequested();
            if (TokenProblem(e, options) is { } missing) return (null, NoToken(name, missing, "Look at auth of the provider in mciacc.yaml, and at what the authorization server allows its client."));
            var why = ailment ?? HttpServer.Why(e) ?? (e is OperationCanceledException or TimeoutException ? $"it didn't answer within {timeout.TotalSeconds:0.#} s" : $"it doesn't speak MCP ({e.GetType().Name})");
            return (null, Unusable(name, why, tail, process is null ? "Look at its url and headers, and at the server's own log." : Remedy(name, tail)));
        }
    }

    /// <summary>Somebody may have to sign in first.</summary>
    internal static TimeSpan StartTimeout(McpConnectionOptions options) => options.StartTimeout ?? (options.Authorization is AuthorizationCode ? SignIn : DefaultStart);

    // The library's own exceptions of signing in are of its common type, and what they say may quote what the authorization server answered.
    private static string? TokenProblem(Exception problem, McpConnectionOptions options)
    {
        for (Exception? e = problem; e is not null; e = e.InnerException)
        {
            if (e is TokenException) return e.Message;
        }

        return options.Authorization is AuthorizationCode && problem is McpException and not McpProtocolException ? "nobody could be signed in" : null;
    }

    private static Diagnostic NoToken(string name, string why, string remedy) => Diagnostic.Error("MCI6130", $"There is no access token for the server of {name}: {why}.", null, remedy);

    // The commonest reason of all is a variable that it was used to get from a shell.
    private static string Remedy(string name, ErrorTail tail) => tail.Missed() is { Count: > 0 } missed
        ? $"It speaks of {string.Join(", ", missed)}, which {(missed.Count == 1 ? "is" : "are")} set here and which it doesn't get: list {(missed.Count == 1 ? "it" : "them")} under inherit of {name} in mciacc.yaml."
        : $"Run the server's command by hand to see what it says. Of the environment it gets only what is listed: a variable that it misses is named under inherit of {name} in mciacc.yaml.";

    private static Diagnostic Unusable(string name, string why, ErrorTail tail, string remedy) => Diagnostic.Error("MCI6101", $"The provider {name} isn't usable: {why}.{tail}", null, remedy);

    /// <summary>What the server changed of itself while it was running, as a sentence; null when it is as it was. It is asked only when it said something of the kind.</summary>
    private async Task<string?> DifferenceAsync(CancellationToken cancellation)
    {
        var said = Volatile.Read(ref saidChanged);
        if (said == Volatile.Read(ref checkedChanges)) return null;
        if (Recheck is not null && await Recheck(cancellation) is { } problem) return $"{Name} changed while it was running: {problem.Message}";
        if (SchemaDigest is { } announced)
        {
            var (digest, unreadable) = await SnapshotPuller.DigestAsync(this, cancellation);
            if (digest is null) return $"{Name} says that it changed, and its resource types can't be read: {unreadable}";
            if (digest != announced) return $"{Name} changed its resource types while it was running, so nothing more is changed by it: see what is different with 'mciacc provider diff', and take it over with 'mciacc provider pull'";
        }

        Volatile.Write(ref checkedChanges, said);
        return null;
    }

    // Whose progress it is stands in the note, so its token needn't be looked up.
    private ValueTask NoteAsync(JsonRpcNotification note, CancellationToken cancellation)
    {
        if (note.Params?["_meta"] is JsonObject meta && Text(meta, Wire.ResourceKey) is { } urn && Text(meta, Wire.PhaseKey) is { } phase) Noted?.Invoke(new ProviderNote(urn, phase));
        return ValueTask.CompletedTask;
    }

    private static string? Text(JsonObject meta, string name) => meta[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private CancellationTokenSource Limit(TimeSpan timeout, CancellationToken cancellation)
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation, process?.Gone ?? CancellationToken.None);
        limit.CancelAfter(timeout > TimeSpan.Zero ? timeout : TimeSpan.FromMilliseconds(1));
        return limit;
    }

    private async Task<string> WhyAsync(Exception problem, string doing, TimeSpan timeout)
    {
        if (process is not null) await process.SettleAsync(problem is IOException);
        return (process?.Ailment ?? HttpServer.Why(problem)) is { } ailment ? $"{Name} failed while {doing}: {ailment}.{tail}"
            : problem is TaskLostException lost ? $"{Name} failed while {doing}: {lost.Message}.{tail}"
            : problem is OperationCanceledException or TimeoutException ? $"{Name} didn't finish {doing} within {timeout.TotalSeconds:0.#} s{Instead()}.{tail}"
            : $"{Name} failed while {doing} ({problem.GetType().Name}).{tail}";
    }

    // Quoted: it isn't ours.
    private string Instead() => process?.Output.Junk is { Length: > 0 } junk ? $", and printed \"{junk}\", which is no message" : "";

    private async Task<CallToolResult> SendAsync(string tool, Dictionary<string, JsonElement> args, JsonObject? meta, bool asTask, TimeSpan timeout, CancellationToken cancellation)
    {
        using var limit = Limit(timeout, cancellation);
        using var span = EngineTelemetry.Source.StartActivity($"tools/call {tool}", ActivityKind.Client);
        span?.SetTag("mcp.method.name", "tools/call").SetTag("gen_ai.tool.name", tool).SetTag("mciacc.provider", Name);
        var call = new CallToolRequestParams { Name = tool, Arguments = args, Meta = EngineTelemetry.Inject(meta) };
        return asTask ? await TaskCall.RunAsync(Client, call, limit.Token) : await Client.CallToolAsync(call, limit.Token);
    }

    private static Dictionary<string, JsonElement> Members(JsonElement args) => args.EnumerateObject().ToDictionary(m => m.Name, m => m.Value, StringComparer.Ordinal);

    private Envelope<T> Read<T>(string tool, CallToolResult result)
    {
        if (result.StructuredContent is not { ValueKind: JsonValueKind.Object } content)
        {
            return Lost<T>($"{Name} answered {tool} with something other than the standard's envelope.{tail}");
        }

        if (JsonMarshal.GetRawUtf8Value(content).Length > ResultLimit) return Lost<T>($"{Name} answered {tool} with more than 16 MiB.");
        try
        {
            var envelope = content.Deserialize<Envelope<T>>(Wire.Options);
            if (envelope?.Metadata?.SchemaDigest is { } digest && SchemaDigest is { } announced && digest != announced) Interlocked.Increment(ref saidChanged);
            if (envelope is { Data: not null } or { Error: { Code: not null, Message: not null } }) return envelope;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Reported below with every other answer that isn't one.
        }

        return Lost<T>($"{Name} answered {tool} with something other than the standard's envelope.");
    }

    private Envelope<T> Lost<T>(string message) => Failures.Of<T>(Name, ErrorCodes.Unknown, message, retryable: true, sideEffects: "possible");
}
