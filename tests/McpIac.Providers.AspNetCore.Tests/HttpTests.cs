using System.Net;
using McpIac.Conformance;
using McpIac.Conformance.Examples;
using McpIac.Conformance.Reports;
using McpIac.Engine.Connections;
using McpIac.Providers.Local;
using Microsoft.AspNetCore.Builder;

namespace McpIac.Providers.AspNetCore.Tests;

/// <summary>The provider local over HTTP: what is asked reaches it, and who may not ask doesn't.</summary>
public sealed class HttpTests : IDisposable
{
    private const string Token = "correct-horse", Variable = "MCIACC_TEST_HTTP_TOKEN";
    private readonly string folder = Directory.CreateTempSubdirectory("mciacc-http-").FullName;

    public HttpTests() => Environment.SetEnvironmentVariable(Variable, Token);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Local_OverHttp_ReachesTheLevelThatItClaims()
    {
        await using var server = LocalProvider.Create(folder, null);
        await using var app = server.BuildHttp(new HttpHosting(Variable, "http://127.0.0.1:0"));
        await app.StartAsync(TestContext.Current.CancellationToken);
        var examples = new Dictionary<string, TypeExamples> { ["local:httpCheck"] = new(Skip: "it needs a server that answers"), ["local:command"] = new(Skip: "it needs programs") };
        var connection = new McpConnectionOptions { Headers = new Dictionary<string, string> { ["Authorization"] = $"Bearer {Token}" } };
        var (report, problem) = await ProviderConformance.RunAsync(Endpoint(app), connection, new ConformanceOptions(examples), TestContext.Current.CancellationToken);
        Assert.Null(problem);
        Assert.True(report!.Reaches(), report.ToString());
        Assert.Contains(report.Results, r => r is { Id: "progress.identity", Outcome: CheckOutcome.Passed });
        Assert.Contains(report.Results, r => r is { Id: "crash.key", Outcome: CheckOutcome.Skipped, Why: "the server can't be killed from here" });
    }

    [Theory]
    [InlineData(null, null, null, HttpStatusCode.Unauthorized)]
    [InlineData("Bearer wrong", null, null, HttpStatusCode.Unauthorized)]
    [InlineData("Basic correct-horse", null, null, HttpStatusCode.Unauthorized)]
    [InlineData("Bearer correct-horse", "https://evil.example", null, HttpStatusCode.Forbidden)]
    [InlineData("Bearer correct-horse", null, "evil.example", HttpStatusCode.Forbidden)]
    [InlineData("Bearer correct-horse", "http://evil.example", "evil.example", HttpStatusCode.Forbidden)]
    [InlineData("Bearer correct-horse", "http://localhost:3000", "localhost:8950", HttpStatusCode.Forbidden)]
    [InlineData("Bearer correct-horse", "http://localhost:8950", "localhost:8950", HttpStatusCode.OK)]
    [InlineData("Bearer correct-horse", "https://console.example", "provider.example", HttpStatusCode.OK)]
    [InlineData("bearer correct-horse", null, null, HttpStatusCode.OK)]
    public async Task Request_IsAnswered_WhenItMayAsk(string? authorization, string? origin, string? host, HttpStatusCode expected)
    {
        await using var server = LocalProvider.Create(folder, null);
        await using var app = server.BuildHttp(new HttpHosting(Variable, "http://127.0.0.1:0") { AllowedHosts = ["provider.example"], AllowedOrigins = ["https://console.example"] });
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, Endpoint(app))
        {
            Content = new StringContent("""{ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": { "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": { "name": "t", "version": "1" } } }"""),
        };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.TryAddWithoutValidation("Accept", "application/json, text/event-stream");
        if (authorization is not null) request.Headers.TryAddWithoutValidation("Authorization", authorization);
        if (origin is not null) request.Headers.TryAddWithoutValidation("Origin", origin);
        if (host is not null) request.Headers.Host = host;
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(expected, response.StatusCode);
        if (expected == HttpStatusCode.Unauthorized) Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
    }

    [Theory]
    [InlineData(null, "http://0.0.0.0:0")]
    [InlineData(null, "http://*:0")]
    [InlineData("MCIACC_TEST_NO_SUCH_VARIABLE", "http://127.0.0.1:0")]
    public async Task Hosting_WithoutItsToken_IsRefused(string? variable, string url)
    {
        await using var server = LocalProvider.Create(folder, null);
        Assert.Throws<InvalidOperationException>(() => server.BuildHttp(new HttpHosting(variable, url)));
    }

    private static Uri Endpoint(WebApplication app) => new(app.Urls.First() + "/mcp");
}
