using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using McpIac.Engine.Connections;
using McpIac.Schemas.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace McpIac.Engine.Tests.Connections;

/// <summary>Servers that are reached by HTTP, on this machine.</summary>
public sealed class HttpServerTests
{
    private static readonly McpConnectionOptions Options = new(TimeSpan.FromSeconds(20)) { Headers = new Dictionary<string, string> { ["Authorization"] = "Bearer opensesame" } };

    [Fact]
    public async Task AServer_IsAskedWithItsHeaders()
    {
        await using var server = await Listener.StartAsync(call => """{"content":[{"type":"text","text":"made"}]}""");
        var (connection, problem) = await McpConnection.AtAsync("box", server.Url, Options, TestContext.Current.CancellationToken);
        Assert.Null(problem);
        await using (connection)
        {
            var answer = await connection!.CallToolAsync("box_make", Datum.EmptyMap, TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
            Assert.Equal((null, "made"), (answer.Problem, Assert.Single(answer.Texts)));
        }

        Assert.All(server.Credentials, c => Assert.Equal("Bearer opensesame", c));
    }

    [Fact]
    public async Task ASnapshot_RemembersTheUrl()
    {
        await using var server = await Listener.StartAsync(call => "{}");
        var (snapshot, problem) = await SnapshotPuller.PullAsync("box", server.Url, Options, TestContext.Current.CancellationToken);
        Assert.Null(problem);
        Assert.Equal((server.Url, 0, "box_make"), (snapshot!.Url, snapshot.Command.Count, snapshot.Tools[0]["name"]?.AsText()));
    }

    [Theory]
    [InlineData(401, "it answers 401: it wants credentials, or others")]
    [InlineData(403, "it answers 403: the credentials don't suffice")]
    [InlineData(302, "it answers 302: it wants to be asked elsewhere, and redirects aren't followed")]
    [InlineData(500, "it answers 500")]
    public async Task AServerThatRefuses_IsMCI6101_AndSaysWhy(int status, string why)
    {
        await using var server = await Listener.StartAsync(call => "{}", status);
        var (connection, problem) = await McpConnection.AtAsync("box", server.Url, Options, TestContext.Current.CancellationToken);
        Assert.Null(connection);
        Assert.Equal(("MCI6101", $"The provider box isn't usable: {why}."), (problem!.Id, problem.Message));
        Assert.DoesNotContain("/elsewhere", server.Paths);
    }

    [Fact]
    public async Task AServerThatIsNotThere_IsMCI6101()
    {
        var server = await Listener.StartAsync(call => "{}");
        var url = server.Url;
        await server.DisposeAsync();
        var (_, problem) = await McpConnection.AtAsync("box", url, Options, TestContext.Current.CancellationToken);
        Assert.Equal("The provider box isn't usable: it can't be reached (ConnectionError).", problem!.Message);
    }

    [Fact]
    public async Task AnAnswerThatIsTooLong_IsCut_AndTheOutcomeUnknown()
    {
        await using var server = await Listener.StartAsync(call => $$"""{"content":[{"type":"text","text":"{{new string('x', 70 * 1024 * 1024)}}"}]}""");
        var (connection, _) = await McpConnection.AtAsync("box", server.Url, Options, TestContext.Current.CancellationToken);
        await using (connection)
        {
            var answer = await connection!.CallToolAsync("box_make", Datum.EmptyMap, TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
            Assert.True(answer.MaybeDone, answer.Problem);
        }
    }

    /// <summary>Speaks just enough of streamable HTTP.</summary>
    private sealed class Listener : IAsyncDisposable
    {
        private readonly WebApplication app;

        private Listener(WebApplication app) => this.app = app;

        public Uri Url => new(new Uri(app.Urls.First()), "/mcp");

        public ConcurrentQueue<string?> Credentials { get; } = [];

        public ConcurrentQueue<string?> Paths { get; } = [];

        public static async Task<Listener> StartAsync(Func<JsonNode, string> call, int status = 200)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var listener = new Listener(builder.Build());
            listener.app.Run(context => listener.AnswerAsync(context, call, status));
            await listener.app.StartAsync();
            return listener;
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();

        private async Task AnswerAsync(HttpContext context, Func<JsonNode, string> call, int status)
        {
            Credentials.Enqueue(context.Request.Headers.Authorization);
            Paths.Enqueue(context.Request.Path);
            context.Response.Headers.Location = "/elsewhere";
            context.Response.StatusCode = status == 200 && context.Request.Method != "POST" ? 405 : status;
            if (context.Response.StatusCode != 200) return;
            var request = JsonNode.Parse(await new StreamReader(context.Request.Body).ReadToEndAsync())!;
            if (request["id"] is null)
            {
                context.Response.StatusCode = 202;
                return;
            }

            var result = (string?)request["method"] switch
            {
                "initialize" => """{"protocolVersion":"2025-06-18","capabilities":{"tools":{}},"serverInfo":{"name":"listener","version":"7"}}""",
                "tools/list" => """{"tools":[{"name":"box_make","inputSchema":{"type":"object"}}]}""",
                "tools/call" => call(request["params"]!),
                _ => null,
            };
            var body = result is null ? ""","error":{"code":-32601,"message":"no"}}""" : $$""","result":{{result}}}""";
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync($"{{\"jsonrpc\":\"2.0\",\"id\":{request["id"]!.ToJsonString()}{body}");
        }
    }
}
