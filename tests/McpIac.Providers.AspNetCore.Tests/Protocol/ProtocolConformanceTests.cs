using System.Diagnostics;
using McpIac.EndToEnd.Tests.Adapters;
using McpIac.Providers.Local;

namespace McpIac.Providers.AspNetCore.Tests.Protocol;

/// <summary>
/// The Model Context Protocol's own conformance kit against a provider over HTTP: the scenarios that are about any server. The others need tools, resources and prompts that the kit names
/// (docs/providers/conformance.md).
/// </summary>
public sealed class ProtocolConformanceTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("mciacc-protocol-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("server-initialize")]
    [InlineData("ping")]
    [InlineData("tools-list")]
    [InlineData("resources-list")]
    [InlineData("logging-set-level")]
    [InlineData("resources-subscribe")]
    [InlineData("resources-unsubscribe")]
    [InlineData("server-sse-multiple-streams")]
    [InlineData("dns-rebinding-protection")]
    public async Task AScenario_IsPassed(string scenario)
    {
        var kit = PlainServers.Command("@modelcontextprotocol/conformance/dist/index.js");
        await using var server = LocalProvider.Create(folder, null);
        await using var app = server.BuildHttp(new HttpHosting(Url: "http://127.0.0.1:0"));
        await app.StartAsync(TestContext.Current.CancellationToken);
        string[] arguments = [.. kit[1..], "server", "--url", $"{app.Urls.First()}/mcp", "--scenario", scenario, "--output-dir", Path.Combine(folder, "results")];
        using var process = Process.Start(new ProcessStartInfo(kit[0], arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{await output}\n{await error}");
    }
}
