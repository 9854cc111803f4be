using System.Diagnostics;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Nodes;
using McpIac.Engine.Connections;
using McpIac.Schemas.Protocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace McpIac.Engine.Tests.Connections;

public sealed class TraceContextTests
{
    [Fact]
    public async Task ARequest_CarriesTheCurrentSpan_AndNothingWithoutOne()
    {
        JsonObject? meta = null;
        var (toServer, toClient) = (new Pipe(), new Pipe());
        await using var server = McpServer.Create(new StreamServerTransport(toServer.Reader.AsStream(), toClient.Writer.AsStream(), "traced"), new McpServerOptions
        {
            Capabilities = new ServerCapabilities { Tools = new ToolsCapability() },
            Handlers = new McpServerHandlers
            {
                ListToolsHandler = (_, _) => ValueTask.FromResult(new ListToolsResult()),
                CallToolHandler = (request, _) =>
                {
                    meta = request.Params?.Meta;
                    return ValueTask.FromResult(new CallToolResult { StructuredContent = JsonSerializer.SerializeToElement(new { success = false, error = new { code = "notFound", message = "no" } }) });
                },
            },
        });
        _ = server.RunAsync(TestContext.Current.CancellationToken);
        var (connection, problem) = await McpConnection.OverAsync(
            "traced", new StreamClientTransport(toServer.Writer.AsStream(), toClient.Reader.AsStream()), new McpConnectionOptions(), TestContext.Current.CancellationToken);
        Assert.Null(problem);
        using (var span = new Activity("test") { TraceStateString = "vendor=1" }.Start())
        {
            await connection!.GetAsync(new GetArguments(Id: "1"), TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
            Assert.StartsWith($"00-{span.TraceId}-", (string?)meta?["traceparent"], StringComparison.Ordinal);
            Assert.Equal("vendor=1", (string?)meta?["tracestate"]);
        }

        Activity.Current = null;
        await connection!.GetAsync(new GetArguments(Id: "1"), TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        Assert.Null(meta?["traceparent"]);
        await connection!.DisposeAsync();
    }
}
