using System.Collections.Concurrent;
using System.Security.Cryptography;
using McpIac.Conformance.Peers;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Protocol;

namespace McpIac.Conformance.Running;

/// <summary>The server under test, with everything that was said to it and by it, and what was made at it.</summary>
internal sealed class Bench(IPeerHost host, IPeer peer, Subject subject, ConformanceOptions options) : IAsyncDisposable
{
    private static readonly Datum TakesTasks = Json.Map(("io.modelcontextprotocol/clientCapabilities", Json.Map(("extensions", Json.Map((Wire.TasksKey, Datum.EmptyMap))))));

    private readonly ConcurrentQueue<Answer> transcript = new();
    private readonly string salt = RandomNumberGenerator.GetHexString(6, lowercase: true);
    private int count;

    public IPeer Peer { get; private set; } = peer;
    public Subject Subject => subject;
    public ConformanceOptions Options => options;
    public string? CantRestart => host.CantRestart;
    public IReadOnlyCollection<Answer> Transcript => transcript;

    /// <summary>What processes that were ended since had written to standard error.</summary>
    public List<string> SaidBefore { get; } = [];

    public Belongings Belongings { get; } = new();

    /// <summary>The type that checks of the server work with; null until one is known of which objects can be made.</summary>
    public ResourceType? Workhorse { get; set; }

    /// <summary>Types of which an object was found in a list.</summary>
    public HashSet<string> Listed { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether objects of a type are listed: it declares so, or the server lists what it manages of every type.</summary>
    public bool Lists(ResourceType type) => type.CanList || Listed.Contains(type.Token);

    /// <summary>Lower-case letters and digits that were used nowhere before.</summary>
    public string Token() => $"c{salt}{Interlocked.Increment(ref count)}";

    /// <summary>A deployment of this run: no other run has its name.</summary>
    public string Deployment(string part) => $"conformance-{salt}-{part}";

    public static string Urn(string deployment, ResourceType type, string name) => $"{deployment}/{type.Token}/{name}";

    /// <summary>Calls a tool. What it makes is remembered, and removed at the end.</summary>
    /// <param name="progressToken">Asks to be told of progress under this token.</param>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<Answer> CallAsync(string tool, Datum arguments, CancellationToken cancellation, string? progressToken = null)
    {
        Belongings.Sent(tool, arguments);
        var meta = progressToken is null ? null : Json.Map(("progressToken", Datum.Of(progressToken)));
        var reply = await Peer.RequestAsync("tools/call", Json.Map(("name", Datum.Of(tool)), ("arguments", arguments), ("_meta", meta)), cancellation);
        return Heard(new Answer(tool, arguments, reply.Result, reply.Problem));
    }

    /// <summary>Calls a tool as who takes MCP's tasks: what is answered may be one.</summary>
    public async Task<(Answer? Answer, Datum? Task)> CallAsTaskAsync(string tool, Datum arguments, CancellationToken cancellation)
    {
        Belongings.Sent(tool, arguments);
        var reply = await Peer.RequestAsync("tools/call", Json.Map(("name", Datum.Of(tool)), ("arguments", arguments), ("_meta", TakesTasks)), cancellation);
        return reply.Result?["resultType"]?.AsText() == "task" ? (null, reply.Result) : (Heard(new Answer(tool, arguments, reply.Result, reply.Problem)), null);
    }

    /// <summary>Asks about a task of a call, or has it cancelled.</summary>
    public Task<PeerAnswer> AskTaskAsync(string method, string id, CancellationToken cancellation) =>
        Peer.RequestAsync(method, Json.Map(("taskId", Datum.Of(id)), ("_meta", TakesTasks)), cancellation);

    /// <summary>Notes an answer for the checks of all answers, and what it tells of having made.</summary>
    public Answer Heard(Answer answer)
    {
        transcript.Enqueue(answer);
        Belongings.Answered(answer);
        return answer;
    }

    public Task<Answer> CallAsync(string tool, object record, CancellationToken cancellation) => CallAsync(tool, Json.Of(record), cancellation);

    public Task<Answer> ApplyAsync(WireChange change, CancellationToken cancellation) =>
        CallAsync("applyDeployment", new ApplyArguments(change.Urn.Split('/')[0], Changes: [change]), cancellation);

    public Task<Answer> GetAsync(GetArguments arguments, CancellationToken cancellation) => CallAsync("getResource", arguments, cancellation);

    /// <summary>Ends the server without a farewell and starts it again. MCI6101 when it doesn't come up.</summary>
    public async Task<Diagnostic?> RestartAsync(CancellationToken cancellation)
    {
        SaidBefore.AddRange(Peer.Said);
        await Peer.KillAsync();
        await Peer.DisposeAsync();
        var (reopened, problem) = await host.OpenAsync(cancellation);
        if (reopened is null) return problem;
        Peer = reopened;
        return null;
    }

    public ValueTask DisposeAsync() => Peer.DisposeAsync();
}
