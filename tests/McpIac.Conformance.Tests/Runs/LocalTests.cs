using System.Net;
using McpIac.Conformance.Examples;
using McpIac.Conformance.Reports;
using McpIac.Providers.Local;
using McpIac.Schemas.Data;

namespace McpIac.Conformance.Tests.Runs;

public sealed class LocalTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("mciacc-kit-").FullName;

    [Fact]
    public async Task Local_ReachesTheLevelThatItClaims_InAllItsTypes()
    {
        using var site = new HttpListener();
        var port = Listen(site);
        var answering = AnswerAsync(site);
        var examples = new Dictionary<string, TypeExamples>
        {
            ["local:command"] = new(Read("""{ "create": ["mkdir", "made-{unique}"], "read": ["test", "-d", "made-{unique}"], "delete": ["rmdir", "made-{unique}"] }""")),
            ["local:httpCheck"] = new(Read($$"""{ "url": "http://127.0.0.1:{{port}}/health", "interval": 0, "attempts": 1 }""")),
        };
        await using (var server = LocalProvider.Create(folder, Path.Combine(folder, ".mciacc", "local.world.jsonl")))
        {
            var report = await ProviderConformance.RunAsync(server.ConnectInMemory(), new ConformanceOptions(examples), TestContext.Current.CancellationToken);
            Assert.True(report.Reaches(), report.ToString());
            Assert.All(report.Types, t => Assert.Equal(4, t.Level));
            Assert.Equal(["local:command", "local:directory", "local:file", "local:httpCheck", "local:random"], report.Types.Select(t => t.Type));
            Assert.Equal(
                ["crash.askedKey", "crash.interrupted", "crash.key", "crash.object", "crash.schema"],
                report.Results.Where(r => r.Outcome == CheckOutcome.Skipped).Select(r => r.Id).Order(StringComparer.Ordinal));
        }

        site.Stop();
        await answering;
        Assert.Equal([".mciacc"], Directory.GetFileSystemEntries(folder).Select(Path.GetFileName));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static Datum Read(string json) => DatumReader.Read(json).Value!;

    private static int Listen(HttpListener site)
    {
        for (var port = 20_000 + Environment.ProcessId % 20_000; ; port++)
        {
            try
            {
                site.Prefixes.Clear();
                site.Prefixes.Add($"http://127.0.0.1:{port}/");
                site.Start();
                return port;
            }
            catch (HttpListenerException)
            {
                // Somebody else has it.
            }
        }
    }

    private static async Task AnswerAsync(HttpListener site)
    {
        while (site.IsListening)
        {
            try
            {
                (await site.GetContextAsync()).Response.Close();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
