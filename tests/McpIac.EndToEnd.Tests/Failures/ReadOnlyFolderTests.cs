using McpIac.EndToEnd.Tests.Crashes;
using McpIac.EndToEnd.Tests.Processes;
using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.Failures;

/// <summary>Where the state should be nothing may be written: that is said before anything is done. What only reads still reads.</summary>
public sealed class ReadOnlyFolderTests
{
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserExecute;

    [Fact]
    public async Task ThereIsNoStateYet()
    {
        using var workspace = await ServedRow.MakeAsync();
        using (new Locked(workspace, ""))
        {
            AssertSaid(await RunAsync(workspace, "apply", "--yes", "--json"));
            Assert.Equal(ServedRow.Resources, (await RunAsync(workspace, "plan", "--json")).Exits(0).Plan.Acts.Count());
        }

        Assert.Empty(workspace.World("aws", ServedRow.ServersRecord));
        await ServedRow.AssertConvergesAsync(workspace);
    }

    [Fact]
    public async Task ThereIsAState_AndItIsReadAllTheSame()
    {
        using var workspace = await ServedRow.MakeAsync();
        (await workspace.RunAsync("apply", "--yes")).Exits(0);
        workspace.EditDocument("tags: { v: v20 }", "tags: { v: changed }");
        using (new Locked(workspace, ".mciacc"))
        {
            AssertSaid(await RunAsync(workspace, "apply", "--yes", "--json"));
            AssertSaid(await RunAsync(workspace, "destroy", "--yes", "--json"));
            Assert.Equal(["update r20"], (await RunAsync(workspace, "plan", "--json")).Exits(0).Plan.Acts);
        }

        await ServedRow.AssertWholeAsync(workspace);
        await ServedRow.AssertConvergesAsync(workspace);
        Assert.Equal("changed", $"{workspace.World("aws", ServedRow.ServersRecord).Single(o => o.Name == "r20").Properties["tags"]!["v"]}");
    }

    private static void AssertSaid(ToolResult refused)
    {
        var problem = refused.Exits(1).Diagnostics.Single(d => d.Severity == "error");
        Assert.Equal("MCI5003", problem.Id);
        Assert.NotNull(problem.Remedy);
    }

    // Permissions don't bind the superuser, unless what lets it pass is taken from it.
    private static Task<ToolResult> RunAsync(Workspace workspace, params string[] arguments) => Environment.IsPrivilegedProcess
        ? Tool.RunAsync("setpriv", workspace.Folder, ["--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override,-dac_read_search", Tool.Executable, .. arguments])
        : workspace.RunAsync(arguments);

    private sealed class Locked : IDisposable
    {
        private readonly string folder;
        private readonly UnixFileMode before;

        public Locked(Workspace workspace, string name)
        {
            Assert.SkipWhen(Environment.IsPrivilegedProcess && !File.Exists("/usr/bin/setpriv"), "Permissions don't bind the superuser, and there is no setpriv.");
            folder = workspace.PathOf(name);
            Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs the permissions of Unix.");
            if (OperatingSystem.IsWindows()) return;
            before = File.GetUnixFileMode(folder);
            File.SetUnixFileMode(folder, Readable);
        }

        public void Dispose()
        {
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder, before);
        }
    }
}
