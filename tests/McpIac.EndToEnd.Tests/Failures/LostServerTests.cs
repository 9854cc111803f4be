using System.Diagnostics;
using System.Globalization;
using McpIac.EndToEnd.Tests.Crashes;
using McpIac.EndToEnd.Tests.Processes;
using McpIac.EndToEnd.Tests.Servers;
using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.Failures;

/// <summary>A provider's process is killed while it is at a batch, when some of it is done and some isn't.</summary>
public sealed class LostServerTests
{
    // What is slow for the first server isn't for those after it.
    private const string First = "if [ -e server.pid ]; then {0}; fi; echo $$ > server.pid; exec \"$0\" provider serve aws --twin --twin-fault slow@aws:create:r20:10m";

    [Fact]
    public async Task AnotherIsStarted_AndTheSameRunGoesOn()
    {
        using var workspace = await ServedAsync("exec \"$0\" provider serve aws --twin");
        using var run = workspace.Start("apply", "--yes");
        await KillServerAsync(workspace, run);
        Assert.Contains("30 created", (await run.EndAsync()).Exits(0).Output, StringComparison.Ordinal);
        await ServedRow.AssertWholeAsync(workspace);
    }

    [Fact]
    public async Task NoOtherStarts_AndTheNextRunFindsOutWhatBecameOfIt()
    {
        using var workspace = await ServedAsync("echo 'no licence' >&2; exit 7");
        using var run = workspace.Start("apply", "--yes", "--json");
        await KillServerAsync(workspace, run);
        var failed = (await run.EndAsync()).Exits(3);
        Assert.All(failed.Diagnostics, d => Assert.NotNull(d.Remedy));
        Assert.Contains(failed.Diagnostics, d => d.Message.Contains("it ended with exit code 137", StringComparison.Ordinal));
        var again = (await workspace.RunAsync("apply", "--yes", "--json")).Exits(1);
        Assert.Contains(again.Diagnostics, d => d.Message.Contains("no licence", StringComparison.Ordinal) && d.Remedy is not null);

        File.Delete(PidFile(workspace));
        StdioServerTests.Command(workspace, Tool.Executable, "provider", "serve", "aws", "--twin");
        await ServedRow.AssertConvergesAsync(workspace);
    }

    private static string PidFile(Workspace workspace) => Path.Combine(workspace.Root, "server.pid");

    private static async Task<Workspace> ServedAsync(string then)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs a shell.");
        var workspace = await ServedRow.MakeAsync();
        StdioServerTests.Command(workspace, "sh", "-c", First.Replace("{0}", then, StringComparison.Ordinal), Tool.Executable);
        return workspace;
    }

    private static async Task KillServerAsync(Workspace workspace, ToolRun run)
    {
        await workspace.WaitForAsync(() => workspace.State("kill", ".mciacc") is var state && state.Resources.Count > 0 && state.Pending.Any(p => p.Name == "r20"), run, ".mciacc");
        using var server = Process.GetProcessById(int.Parse(await File.ReadAllTextAsync(PidFile(workspace), TestContext.Current.CancellationToken), CultureInfo.InvariantCulture));
        server.Kill();
    }
}
