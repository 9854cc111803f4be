using McpIac.EndToEnd.Tests.Processes;
using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.CommandLines;

/// <summary>Command lines that mean nothing, and programs that aren't there.</summary>
public sealed class UsageTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("mciacc-e2e-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("frobnicate", "mciacc: Unrecognized command or argument 'frobnicate'.\nRun 'mciacc --help'.\n")]
    [InlineData("apply --yess", "mciacc: There is no option --yess here.\nDid you mean --yes? Run 'mciacc apply --help'.\n")]
    [InlineData("state list --bogus", "mciacc: There is no option --bogus here.\nRun 'mciacc state list --help'. What follows -- is never an option.\n")]
    [InlineData("init --shop", "mciacc: There is no option --shop here.\nRun 'mciacc init --help'. What follows -- is never an option.\n")]
    [InlineData("plan --time-limit 0", "mciacc: --time-limit must be at least 1, and 0 isn't.\nRun 'mciacc plan --help'.\n")]
    public async Task AMistake_ExitsWith2_AndSaysWhereToRead(string line, string error)
    {
        var refused = (await Tool.RunAsync(folder, line.Split(' '))).Exits(2);
        Assert.Equal(("", error), (refused.Output, refused.Error));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));

        var json = (await Tool.RunAsync(folder, [.. line.Split(' '), "--json"])).Exits(2);
        Assert.Equal(["MCI1080"], json.Diagnostics.Select(d => d.Id));
        Assert.Equal("False 2", $"{(bool)json.Json["success"]!} {json.Json["exitCode"]}");
    }

    [Fact]
    public async Task NoCommand_PrintsTheHelp()
    {
        var help = (await Tool.RunAsync(folder, [])).Exits(2);
        Assert.Equal("", help.Error);
        Assert.Contains(help.Lines, l => l.StartsWith("  apply <program>  ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("plan", "notes.txt", "MCI1087", "notes.txt is no program: .csx scripts, .csproj projects, .yaml and .json documents are.")]
    [InlineData("plan", ".", "MCI1001", "There is no infra.csx, no infra.yaml and no single .csproj in this folder.")]
    [InlineData("build", "gone.csx", "MCI1001", "The program gone.csx doesn't exist.")]
    [InlineData("apply", "gone.csx", "MCI1001", "The program gone.csx doesn't exist.")]
    [InlineData("destroy", "gone.csx", "MCI1001", "The program gone.csx doesn't exist.")]
    [InlineData("graph", "gone.csx", "MCI1001", "The program gone.csx doesn't exist.")]
    [InlineData("state list", "gone.csx", "MCI1001", "The program gone.csx doesn't exist.")]
    [InlineData("output", "gone.csx", "MCI1001", "The program gone.csx doesn't exist.")]
    public async Task AProgramThatIsNone_IsSaid(string command, string program, string id, string message)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "notes.txt"), "", TestContext.Current.CancellationToken);
        var refused = (await Tool.RunAsync(folder, [.. command.Split(' '), program, "--json"])).Exits(1);
        Assert.Equal([(id, message)], refused.Diagnostics.Select(d => (d.Id, d.Message)));
        Assert.NotNull(refused.Diagnostics[0].Remedy);
        Assert.Equal(command, $"{refused.Json["command"]}");
        Assert.Equal(["notes.txt"], Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName));
    }
}
