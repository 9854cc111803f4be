using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using McpIac.Engine.Connections;
using McpIac.Schemas.Data;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace McpIac.Conformance.Peers;

/// <summary>A server behind a connection of the engine.</summary>
internal sealed class McpPeer : IPeer
{
    private const int MostLines = 10_000;

    private readonly McpConnection connection;
    private readonly TimeSpan timeout;
    private readonly ConcurrentQueue<string> said = new();

    public McpPeer(McpConnection connection, TimeSpan timeout)
    {
        (this.connection, this.timeout) = (connection, timeout);
        connection.Client.RegisterNotificationHandler(NotificationMethods.ProgressNotification, (note, _) =>
        {
            if (DatumReader.Read(note.Params?.ToJsonString() ?? "null").Value is { } parameters) Progressed?.Invoke(parameters);
            return ValueTask.CompletedTask;
        });
        connection.Said += line =>
        {
            if (said.Count < MostLines) said.Enqueue(line);
        };
    }

    public Datum? Extension => connection.Extension;

    public bool HasTasks => connection.HasTasks;

    public string ServerName => connection.Client.ServerInfo?.Name ?? "";

    public string ServerVersion => connection.Client.ServerInfo?.Version ?? "";

    public IReadOnlyCollection<string> Said => said;

    public event Action<Datum>? Progressed;

    public async Task<PeerAnswer> RequestAsync(string method, Datum parameters, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation, connection.Gone);
        limit.CancelAfter(timeout);
        try
        {
            var request = new JsonRpcRequest { Method = method, Params = JsonNode.Parse(parameters.ToString()) };
            if (parameters["taskId"]?.AsText() is { } task) request.Context = new JsonRpcMessageContext { RoutingName = task };
            var response = await connection.Client.SendRequestAsync(request, limit.Token);
            var (value, problem) = DatumReader.Read(response.Result?.ToJsonString() ?? "null");
            return new PeerAnswer(value, Problem: problem?.Message);
        }
        catch (McpProtocolException e)
        {
            return new PeerAnswer(null, (int)e.ErrorCode, $"the request {method} was refused: {e.Message}");
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            // The library throws many types when a server dies or answers garbage.
            var why = connection.Gone.IsCancellationRequested ? "the server ended"
                : e is OperationCanceledException ? $"no answer came within {timeout.TotalSeconds:0.#} s" : $"the connection failed ({e.GetType().Name})";
            return new PeerAnswer(null, Problem: $"{method}: {why}");
        }
    }

    public Task KillAsync() => connection.KillAsync();

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
