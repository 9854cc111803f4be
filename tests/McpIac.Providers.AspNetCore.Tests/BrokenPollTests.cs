using System.Collections.Concurrent;
using McpIac.Providers.Servers;
using McpIac.Providers.Stores;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace McpIac.Providers.AspNetCore.Tests;

/// <summary>A change that takes so long that its server answers by a task, and a way to it that breaks while <c>mciacc</c> asks how the task gets on.</summary>
public sealed class BrokenPollTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("mciacc-poll-").FullName;
    private readonly ConcurrentQueue<string> asked = [];
    private readonly TaskCompletionSource go = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int since;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <param name="broken">How many requests get no answer, from the first poll on, before the change may end.</param>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task AConnectionThatBreaksBetweenPolls_LosesNoChange_AndNoneIsMadeTwice(int broken)
    {
        var handler = new SlowHandler(go.Task);
        var address = $"http://127.0.0.1:{Mciacc.FreePort()}";
        await using var server = new ProviderServer(new ProviderOptions("slow", "1.0.0"), [handler], ProviderStore.Open(null));
        await using var app = server.BuildHttp(new HttpHosting(Url: address));
        app.Use(next => context => BreakAsync(context, next, broken));
        await app.StartAsync(TestContext.Current.CancellationToken);
        await WriteAsync("infra.yaml", """
            apiVersion: iac.mcp/v1
            kind: Deployment
            metadata: { name: slow }
            spec: { resources: [{ type: slow:thing, name: made, properties: { text: hello } }] }
            """);

        await RunAsync("slow", "provider", "add", "slow", "--url", $"{address}/mcp");
        await RunAsync("1 created", "apply", "--yes");
        Assert.Single(handler.Made);
        Assert.Equal(1, asked.Count(m => m == "tasks/get"));
        Assert.DoesNotContain("tasks/cancel", asked);
        await RunAsync("No changes", "plan");
    }

    private async Task RunAsync(string says, params string[] arguments)
    {
        var (code, said) = await Mciacc.RunAsync(folder, ("NO_COLOR", "1"), arguments);
        Assert.True(code == 0 && said.Contains(says, StringComparison.Ordinal), $"{code}: {said}{string.Join('\n', asked)}");
    }

    private async Task BreakAsync(HttpContext context, RequestDelegate next, int broken)
    {
        context.Request.EnableBuffering();
        using var reader = new StreamReader(context.Request.Body, leaveOpen: true);
        var body = await reader.ReadToEndAsync();
        context.Request.Body.Position = 0;
        foreach (var method in (string[])["tools/call", "tasks/get", "tasks/cancel"]) if (body.Contains($"\"{method}\"", StringComparison.Ordinal)) asked.Enqueue(method);
        if (asked.Contains("tasks/get") && Interlocked.Increment(ref since) is var count && count <= broken)
        {
            if (count == broken) go.SetResult();
            context.Abort();
            return;
        }

        await next(context);
    }

    private Task WriteAsync(string name, string text) => File.WriteAllTextAsync(Path.Combine(folder, name), text, CancellationToken.None);
}
