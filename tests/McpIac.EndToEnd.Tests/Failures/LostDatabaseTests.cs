using System.Diagnostics;
using McpIac.EndToEnd.Tests.Crashes;
using McpIac.EndToEnd.Tests.Processes;
using McpIac.EndToEnd.Tests.Servers;
using McpIac.EndToEnd.Tests.States;
using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.Failures;

/// <summary>The database that holds the state goes away in the middle of an apply, and comes back: the run goes on, and records nothing twice.</summary>
public sealed class LostDatabaseTests
{
    [Fact]
    public async Task TheDatabaseRestarts_WhileAnApplyIsUnderWay()
    {
        using var server = new OwnServer();
        using var database = new StateDatabase(server.Address);
        using var workspace = await ServedAsync();
        (string, string?)[] state = [("MCIACC_STATE", database.Address)];
        using (var run = Tool.Start(workspace.Folder, ["apply", "--yes"], state))
        {
            await BegunAsync(workspace, run);
            server.Restart();
            Assert.Contains("30 created", (await run.EndAsync()).Exits(0).Output, StringComparison.Ordinal);
        }

        await ServedRow.AssertWholeAsync(workspace, state);
    }

    [Fact]
    public async Task EveryConnectionBreaks_AgainAndAgain()
    {
        using var database = new StateDatabase();
        using var workspace = await ServedAsync();
        (string, string?)[] state = [("MCIACC_STATE", database.Address)];
        using (var run = Tool.Start(workspace.Folder, ["apply", "--yes"], state))
        {
            await BegunAsync(workspace, run);
            for (var i = 0; i < 20 && !run.HasExited; i++)
            {
                database.Run("SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
                await Task.Delay(25, TestContext.Current.CancellationToken);
            }

            (await run.EndAsync()).Exits(0);
        }

        await ServedRow.AssertWholeAsync(workspace, state);
    }

    // Slow enough that something is under way for a while.
    private static async Task<Workspace> ServedAsync()
    {
        var workspace = await ServedRow.MakeAsync();
        StdioServerTests.Command(workspace, Tool.Executable, "provider", "serve", "aws", "--twin", "--twin-fault", "slow@*:150ms");
        return workspace;
    }

    private static async Task BegunAsync(Workspace workspace, ToolRun run)
    {
        var log = workspace.PathOf(ServedRow.ServersRecord, "aws.log");
        while (!File.Exists(log) || new FileInfo(log).Length == 0)
        {
            Assert.False(run.HasExited, "mciacc ended before its first step");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>A PostgreSQL server that others don't use, since it is ended in the middle.</summary>
    private sealed class OwnServer : IDisposable
    {
        private readonly string folder = Directory.CreateTempSubdirectory("mciacc-server-").FullName;

        public OwnServer()
        {
            Assert.SkipWhen(string.IsNullOrEmpty(Environment.GetEnvironmentVariable("MCIACC_TEST_POSTGRES")), "Needs PostgreSQL: eval \"$(eng/backends.sh start)\" gets it.");
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder, (UnixFileMode)0b111_001_001);
            Address = Run("restart").Split('\'')[1];
        }

        public string Address { get; }

        /// <summary>As after a crash of it.</summary>
        public void Restart() => Run("restart");

        public void Dispose()
        {
            Run("stop");
            Directory.Delete(folder, recursive: true);
        }

        private string Run(string command)
        {
            var start = new ProcessStartInfo(Path.Combine(Repository.Root, "eng", "backends.sh"), [command]) { RedirectStandardOutput = true };
            start.Environment["MCIACC_BACKENDS"] = Path.Combine(folder, "data");
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.Equal(0, process.ExitCode);
            return output;
        }
    }
}
