using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using McpIac.Providers.Servers;
using McpIac.Schemas.Protocol;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace McpIac.Providers.Tools;

/// <summary>
/// MCP's tasks extension for the tools that make changes: a call that takes longer than a moment is answered by a task, if its client takes them. Tasks are kept in memory, over all sessions;
/// what became of a change is known by its key when they are gone.
/// </summary>
internal sealed class CallTasks(ProviderOptions options, ToolCalls calls, TimeProvider time)
{
    /// <summary>While so many are kept, calls are answered when they are done.</summary>
    private const int Most = 128;

    private static readonly string[] Long = ["applyDeployment", "destroyDeployment", "rollbackToSnapshot"];
    private static readonly JsonTypeInfo<CreatedTask> Form = (JsonTypeInfo<CreatedTask>)Wire.Options.GetTypeInfo(typeof(CreatedTask));

    private readonly Dictionary<string, CallTask> tasks = new(StringComparer.Ordinal);

    public async ValueTask<ResultOrAlternate<CallToolResult>> CallAsync(RequestContext<CallToolRequestParams> request, CancellationToken cancellation)
    {
        if (!Long.Contains(StandardTools.Canonical(request.Params?.Name ?? "", options.Domain)) || !Wire.HasTasks(request.JsonRpcRequest.Context?.ProtocolVersion) || !TakesTasks(request.JsonRpcRequest))
            return await calls.CallAsync(request, cancellation);

        var cancelling = new CancellationTokenSource();
        await using var registration = cancellation.Register(cancelling.Cancel);
        var call = calls.CallAsync(request, cancelling.Token).AsTask();
        if (options.TaskAfter > TimeSpan.Zero)
        {
            await ((Task)call).WaitAsync(options.TaskAfter, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (call.IsCompleted) return await call;
        }

        if (cancellation.IsCancellationRequested || Keep(call, cancelling) is not { } task) return await call;
        return ResultOrAlternate<CallToolResult>.FromAlternate(task.Created(), Form);
    }

    public JsonNode Get(JsonRpcRequest request) => Find(request).Describe();

    public JsonNode Cancel(JsonRpcRequest request)
    {
        Find(request).Cancel();
        return Done();
    }

    /// <summary>No task of this server ever asks for anything, so whatever is answered is left.</summary>
    public JsonNode Update(JsonRpcRequest request)
    {
        Find(request);
        return Done();
    }

    private static JsonObject Done() => new() { ["resultType"] = "complete" };

    private static bool TakesTasks(JsonRpcRequest request) => request.Context?.ClientCapabilities?.Extensions?.ContainsKey(Wire.TasksKey) == true;

    private CallTask? Keep(Task<CallToolResult> call, CancellationTokenSource cancelling)
    {
        lock (tasks)
        {
            foreach (var (id, over) in tasks)
            {
                if (over.IsOver) tasks.Remove(id);
            }

            if (tasks.Count >= Most) return null;
            var task = new CallTask(call, cancelling, time);
            return tasks[task.Id] = task;
        }
    }

    /// <exception cref="McpProtocolException">There is no such task, or the client doesn't take tasks.</exception>
    private CallTask Find(JsonRpcRequest request)
    {
        if (!Wire.HasTasks(request.Context?.ProtocolVersion)) throw new McpProtocolException($"{request.Method} is of a later version of the protocol.", McpErrorCode.MethodNotFound);
        if (!TakesTasks(request))
            throw new MissingRequiredClientCapabilityException(new ClientCapabilities { Extensions = new Dictionary<string, object> { [Wire.TasksKey] = new JsonObject() } }, $"{request.Method} needs {Wire.TasksKey}.");
        lock (tasks)
        {
            if (request.Params?["taskId"] is JsonValue value && value.TryGetValue(out string? id) && tasks.TryGetValue(id, out var task) && !task.IsOver) return task;
        }

        throw new McpProtocolException("There is no such task.", McpErrorCode.InvalidParams);
    }
}
