using McpIac.EndToEnd.Tests.Crashes;
using McpIac.EndToEnd.Tests.Processes;
using McpIac.EndToEnd.Tests.States;
using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.Failures;

/// <summary>The disk is full, at the beginning or in the middle: that is said, and when there is room again the next apply goes on as if nothing had happened.</summary>
public sealed class FullDiskTests
{
    /// <summary>Too small for an empty state file, for moving its log into it, for a few changes, for many.</summary>
    [Theory]
    [InlineData(60, 1)]
    [InlineData(100, 1)]
    [InlineData(108, 3)]
    [InlineData(140, 3)]
    public async Task TheStatesDisk_IsFull(int kilobytes, int exitCode)
    {
        using var workspace = await ServedRow.MakeAsync();
        using var disk = new SmallDisk(workspace.PathOf(".mciacc"), kilobytes);
        AssertSaid((await workspace.RunAsync("apply", "--yes", "--json")).Exits(exitCode));
        disk.MakeRoom();
        await ServedRow.AssertConvergesAsync(workspace);
    }

    /// <summary>Needs no disk of its own: the system lets no file grow.</summary>
    [Theory]
    [InlineData(64, 1)]
    [InlineData(160, 3)]
    public async Task NoFile_MayGrow(int blocks, int exitCode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs a limit of the system's.");
        using var workspace = await ServedRow.MakeAsync();

        // .NET needs large files for code that it can't write to, the server as well as mciacc.
        await workspace.WriteSettingsAsync("providers: { aws: { inherit: [DOTNET_EnableWriteXorExecute] } }\n");
        AssertSaid((await Tool.RunAsync("/bin/sh", workspace.Folder, ["-c", $"trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"", Tool.Executable, "apply", "--yes", "--json"],
            ("DOTNET_EnableWriteXorExecute", "0"))).Exits(exitCode));
        await ServedRow.AssertConvergesAsync(workspace);
    }

    [Fact]
    public async Task TheServersDisk_IsFull()
    {
        using var workspace = await ServedRow.MakeAsync();
        using var disk = new SmallDisk(workspace.PathOf(ServedRow.ServersRecord), 4);
        var failed = (await workspace.RunAsync("apply", "--yes", "--json")).Exits(3);
        Assert.All(failed.Diagnostics, d => Assert.Equal("MCI4001", d.Id));
        Assert.Contains(failed.Diagnostics, d => d.Message.Contains("No space left on device", StringComparison.Ordinal));
        disk.MakeRoom();
        await ServedRow.AssertConvergesAsync(workspace);
    }

    /// <summary>What was done and can't be recorded is in doubt, and is found again.</summary>
    [Fact]
    public async Task TheDiskOfLocalsRecord_IsFull()
    {
        using var database = new StateDatabase();
        const int files = 40;
        using var workspace = await Workspace.OfDocumentAsync("apiVersion: iac.mcp/v1\nkind: Deployment\nmetadata: { name: files }\nspec:\n  resources:\n" + string.Concat(
            Enumerable.Range(0, files).Select(i => $"    - {{ type: local:file, name: f{i}, properties: {{ path: out/f{i}.txt, content: 'file {i}' }} }}\n")));
        using var disk = new SmallDisk(workspace.PathOf(".mciacc"), 8);
        (string, string?)[] state = [("MCIACC_STATE", database.Address)];
        var failed = (await Tool.RunAsync(workspace.Folder, ["apply", "--yes", "--json"], state)).Exits(3);
        Assert.All(failed.Diagnostics, d => Assert.NotNull(d.Remedy));
        Assert.Contains(failed.Diagnostics, d => d.Message.Contains("No space left on device", StringComparison.Ordinal));
        disk.MakeRoom();
        (await Tool.RunAsync(workspace.Folder, ["apply", "--yes"], state)).Exits(0);
        Assert.Equal(files, Directory.GetFiles(workspace.PathOf("out")).Length);
        Assert.Equal(files, workspace.World("local", ".mciacc").Count);
        (await Tool.RunAsync(workspace.Folder, ["destroy", "--yes"], state)).Exits(0);
        Assert.False(Directory.Exists(workspace.PathOf("out")));
    }

    private static void AssertSaid(ToolResult refused)
    {
        var problem = refused.Diagnostics.Single(d => d.Severity == "error");
        Assert.Equal("MCI5003", problem.Id);
        Assert.Contains("can't be read or written: ", problem.Message, StringComparison.Ordinal);
        Assert.Equal("Check the permissions and the free space of its folder.", problem.Remedy);
    }
}
