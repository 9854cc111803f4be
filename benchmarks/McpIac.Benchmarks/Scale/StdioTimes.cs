using System.Diagnostics;
using System.Globalization;
using System.Text;
using McpIac.Compiler.Programs;
using McpIac.Engine.Connections;
using McpIac.Engine.Events;
using McpIac.Engine.Execution;
using McpIac.Engine.Orchestration;
using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Snapshots;
using McpIac.State.Stores.Sqlite;

namespace McpIac.Benchmarks.Scale;

/// <summary>Providers in processes of their own: how many changes a second go through standard input and output, and how long servers take to start.</summary>
internal static class StdioTimes
{
    private const int Resources = 10_000, Starts = 5, AtOnce = 10;

    public static async Task<int> RunAsync(IReadOnlyList<string> mciacc)
    {
        var folder = Directory.CreateTempSubdirectory("mciacc-stdio-").FullName;
        try
        {
            await ChangesAsync(folder);
            await StartsAsync(folder, [.. mciacc, "provider", "serve", "local", "--record"]);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task ChangesAsync(string folder)
    {
        string[] server = [Environment.ProcessPath ?? "", "serve-instant", Path.Combine(folder, "record.jsonl")];
        if (Path.GetFileNameWithoutExtension(server[0]) == "dotnet") server = [server[0], Environment.GetCommandLineArgs()[0], .. server[1..]];
        var schemas = Directory.CreateDirectory(Path.Combine(folder, "schemas")).FullName;
        var (snapshot, problem) = await SnapshotPuller.PullAsync("bench", server, new McpConnectionOptions(), default);
        File.WriteAllText(Path.Combine(schemas, "bench.mcp.json"), SnapshotWriter.Write(snapshot ?? throw Failed(problem)));
        var yaml = new StringBuilder("apiVersion: iac.mcp/v1\nkind: Deployment\nmetadata: { name: bench }\nspec:\n  resources:\n");
        for (var i = 0; i < Resources; i++) yaml.Append(CultureInfo.InvariantCulture, $"    - {{ type: bench:thing, name: r{i}, properties: {{ text: t{i} }} }}\n");
        var program = Path.Combine(folder, "infra.yaml");
        File.WriteAllText(program, yaml.ToString());
        var compiled = await ProgramCompiler.CompileAsync(new CompileRequest(program, schemas, Path.Combine(folder, "cache"), [], TimeSpan.FromMinutes(1)), default);
        var deployment = compiled.Deployment ?? throw Failed(compiled.Diagnostics.FirstOrDefault());

        Console.WriteLine("| changes at once | changes/s | CPU ms of the orchestrator each |");
        Console.WriteLine("|---|---|---|");
        foreach (var parallelism in new[] { 10, 100, 10, 100 })
        {
            var (opened, held) = new SqliteStore(Path.Combine(folder, $"state-{Guid.NewGuid():N}.db")).Open(deployment.Name, TimeProvider.System);
            using var journal = opened ?? throw Failed(held);
            string[] own = [.. server[..^1], Path.Combine(folder, $"record-{Guid.NewGuid():N}.jsonl")];
            await using var pool = new ConnectionPool((name, stop) => McpConnection.StartAsync(name, own, new McpConnectionOptions(), stop));
            var (plan, findings) = await Orchestrator.PlanAsync(deployment, compiled.Catalog, journal.Read(), pool, default);
            if (plan is null) throw Failed(findings.FirstOrDefault());
            var (started, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            var result = await Orchestrator.ApplyAsync(plan, deployment, journal, pool, new ApplyOptions(parallelism, Catalog: compiled.Catalog), new Silence(), default);
            var (took, spent) = (Stopwatch.GetElapsedTime(started), Environment.CpuUsage.TotalTime - cpu);
            if (result.Outcome != ApplyOutcome.Succeeded) throw Failed(result.Diagnostics.FirstOrDefault());
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {parallelism} | {Resources / took.TotalSeconds:N0} | {spent.TotalMilliseconds / Resources:0.00} |"));
        }
    }

    private static async Task StartsAsync(string folder, string[] server)
    {
        var alone = new List<double>();
        for (var i = 0; i < Starts; i++) alone.Add(await TimeAsync(folder, server, 1));
        var together = new List<double>();
        for (var i = 0; i < Starts; i++) together.Add(await TimeAsync(folder, server, AtOnce));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\n| servers | s until all have answered |\n|---|---|\n| 1 | {alone.Order().ElementAt(Starts / 2):0.00} |\n| {AtOnce} | {together.Order().ElementAt(Starts / 2):0.00} |"));
    }

    private static async Task<double> TimeAsync(string folder, string[] server, int count)
    {
        await using var pool = new ConnectionPool((name, stop) => McpConnection.StartAsync(name, [.. server, Path.Combine(folder, $"{Guid.NewGuid():N}.jsonl")], new McpConnectionOptions(WorkingDirectory: folder), stop));
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, count).Select(async i =>
        {
            var (connection, problem) = await pool.GetAsync($"local-{i}", default);
            if (connection is null) throw Failed(problem);
        }));
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static InvalidOperationException Failed(Diagnostic? why) => new(why is null ? "It failed." : $"{why.Id}: {why.Message}");

    private sealed class Silence : IProgress<RunEvent>
    {
        public void Report(RunEvent value)
        {
        }
    }
}
