using System.Text.Json;
using System.Text.Json.Nodes;
using McpIac.Providers.Handlers;
using McpIac.Providers.Tools;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace McpIac.Providers.Servers;

/// <summary>What the server tells MCP about itself: tools, the extension, the schema resource.</summary>
internal sealed class ServerSetup(ProviderOptions options, IReadOnlyList<IResourceHandler> handlers, ToolCalls calls, CallTasks tasks)
{
    private readonly Lazy<List<Tool>> tools = new(() => [.. StandardTools.All(options.Domain).Select(t => t.Describe())]);
    private readonly Lazy<string> schema = new(() => SchemaDocument.Of(options.Name, handlers));

    /// <summary>New ones for each session: the library keeps what it is given.</summary>
    public McpServerOptions Options() => new()
    {
        ServerInfo = new Implementation { Name = options.Name, Version = options.Version },
        Capabilities = new ServerCapabilities
        {
            Tools = new ToolsCapability(),
            Resources = new ResourcesCapability(),
            Extensions = new Dictionary<string, object> { [Wire.ExtensionKey] = Extension(), [Wire.TasksKey] = new JsonObject() },
        },
        Handlers = new McpServerHandlers
        {
            ListToolsHandler = (_, _) => ValueTask.FromResult(new ListToolsResult { Tools = tools.Value }),
            CallToolWithAlternateHandler = tasks.CallAsync,
            ListResourcesHandler = (_, _) => ValueTask.FromResult(new ListResourcesResult { Resources = [SchemaResource()] }),
            ReadResourceHandler = (request, _) => ValueTask.FromResult(ReadSchema(request.Params?.Uri)),
        },
        RequestHandlers = [Handler("tasks/get", tasks.Get), Handler("tasks/update", tasks.Update), Handler("tasks/cancel", tasks.Cancel)],
    };

    private static McpServerRequestHandler Handler(string method, Func<JsonRpcRequest, JsonNode> answer) =>
        new() { Method = method, RoutingNameParameter = "taskId", Handler = (request, _) => ValueTask.FromResult<JsonNode?>(answer(request)) };

    private JsonElement Extension() => JsonSerializer.SerializeToElement(new JsonObject
    {
        ["version"] = "1",
        ["provider"] = options.Name,
        ["schemaDigest"] = calls.SchemaDigest,
        ["level"] = 4,
        ["features"] = new JsonArray("batch", "idempotency", "etag", "inverse", "snapshot", "tasks"),
        ["limits"] = Limits(),
    });

    private JsonObject Limits()
    {
        var limits = new JsonObject { ["maxBatch"] = ToolCalls.MaxBatch, ["maxConcurrency"] = options.MaxConcurrency };
        if (options.RequestsPerSecond is { } rate) limits["requestsPerSecond"] = rate;
        return limits;
    }

    private Resource SchemaResource() => new()
    {
        Uri = Wire.SchemaUri,
        Name = "schema",
        Title = "Resource types",
        Description = $"Every resource type of {options.Name}, as the provider standard describes them.",
        MimeType = "application/json",
    };

    private ReadResourceResult ReadSchema(string? uri) => uri == Wire.SchemaUri
        ? new ReadResourceResult { Contents = [new TextResourceContents { Uri = Wire.SchemaUri, MimeType = "application/json", Text = schema.Value }] }
        : throw new McpException($"There is no resource {uri}; this server has {Wire.SchemaUri}.");
}
