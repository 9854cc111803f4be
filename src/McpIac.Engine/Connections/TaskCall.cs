using System.Text.Json;
using System.Text.Json.Nodes;
using McpIac.Schemas.Protocol;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace McpIac.Engine.Connections;

/// <summary>A call that its server may answer by a task of MCP's extension, which is then asked about until it has ended.</summary>
internal static class TaskCall
{
    private static readonly TimeSpan Soonest = TimeSpan.FromMilliseconds(10), Latest = TimeSpan.FromSeconds(30), Patience = TimeSpan.FromSeconds(2);

    /// <exception cref="McpProtocolException">The server refused the call.</exception>
    /// <exception cref="TaskLostException">The task ended without a result, or the server doesn't know it any more.</exception>
    /// <exception cref="OperationCanceledException">The server was told to cancel.</exception>
    public static async Task<CallToolResult> RunAsync(McpClient client, CallToolRequestParams call, CancellationToken cancellation)
    {
        var parameters = JsonSerializer.SerializeToNode(call, McpJsonUtilities.DefaultOptions)?.AsObject() ?? [];
        var answer = await AskAsync(client, "tools/call", parameters, null, cancellation);
        if (Text(answer, "resultType") != "task") return Read(answer);
        var id = Text(answer, "taskId") ?? throw new TaskLostException("its task has no id");
        try
        {
            while (true)
            {
                await Task.Delay(Interval(answer), cancellation);
                answer = await AskOfAsync(client, "tasks/get", id, cancellation);
                switch (Text(answer, "status"))
                {
                    case "working": continue;
                    case "completed": return Read(answer!["result"]);
                    case "cancelled": throw new TaskLostException("its task was cancelled");
                    case "failed": throw new TaskLostException("its task failed");
                    default:
                        await CancelAsync(client, id);
                        throw new TaskLostException("its task asks for something, or is in a state that there isn't");
                }
            }
        }
        catch (OperationCanceledException)
        {
            await CancelAsync(client, id);
            throw;
        }
    }

    // A server that hangs isn't waited for; what becomes of the changes is asked by their keys.
    private static async Task CancelAsync(McpClient client, string id)
    {
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await AskOfAsync(client, "tasks/cancel", id, limit.Token);
        }
        catch (Exception)
        {
            // It is gone, or doesn't know the task.
        }
    }

    private static async Task<JsonNode?> AskOfAsync(McpClient client, string method, string id, CancellationToken cancellation)
    {
        try
        {
            return await AskAsync(client, method, new JsonObject { ["taskId"] = id }, id, cancellation);
        }
        catch (McpProtocolException)
        {
            throw new TaskLostException("it refused to say what became of its task");
        }
    }

    /// <param name="route">What an HTTP request is routed by; null for what the library takes by itself.</param>
    private static async Task<JsonNode?> AskAsync(McpClient client, string method, JsonObject parameters, string? route, CancellationToken cancellation)
    {
        if (parameters["_meta"] is not JsonObject meta) parameters["_meta"] = meta = [];
        meta["io.modelcontextprotocol/clientCapabilities"] = new JsonObject { ["extensions"] = new JsonObject { [Wire.TasksKey] = new JsonObject() } };
        var request = new JsonRpcRequest { Method = method, Params = parameters };
        if (route is not null) request.Context = new JsonRpcMessageContext { RoutingName = route };
        return (await client.SendRequestAsync(request, cancellation)).Result;
    }

    private static CallToolResult Read(JsonNode? result) => result.Deserialize<CallToolResult>(McpJsonUtilities.DefaultOptions) ?? new CallToolResult();

    private static TimeSpan Interval(JsonNode? task) =>
        TimeSpan.FromMilliseconds(task?["pollIntervalMs"] is JsonValue value && value.TryGetValue(out double said) ? Math.Clamp(said, Soonest.TotalMilliseconds, Latest.TotalMilliseconds) : 1000);

    private static string? Text(JsonNode? of, string name) => of is JsonObject map && map[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
