using System.Diagnostics;
using System.Text.RegularExpressions;
using McpIac.EndToEnd.Tests.Processes;
using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.CommandLines;

/// <summary>Colour is for terminals, and for those who want it.</summary>
public sealed partial class ColourTests
{
    [Theory]
    [InlineData(null, null, true)]
    [InlineData("NO_COLOR", "1", false)]
    [InlineData("TERM", "dumb", false)]
    public async Task OnATerminal_ThereIsColour_UnlessItIsUnwanted(string? name, string? value, bool coloured)
    {
        // Where the program "script" is, it gives a terminal to what it runs.
        if (!File.Exists("/usr/bin/script") || !OperatingSystem.IsLinux()) return;
        using var workspace = await Workspace.WithAsync("""new Local.Random("mascot") { Kind = "pet" };""");
        var start = new ProcessStartInfo("/usr/bin/script", ["--quiet", "--return", "--command", $"'{Tool.Executable}' plan", "/dev/null"])
        {
            WorkingDirectory = workspace.Folder, RedirectStandardOutput = true, RedirectStandardInput = true, RedirectStandardError = true,
        };
        Tool.Tidy(start.Environment);
        if (name is not null) start.Environment[name] = value;
        using var run = new ToolRun(Process.Start(start)!, "plan");
        var planned = (await run.EndAsync()).Exits(0);
        Assert.Contains("mascot", planned.Output, StringComparison.Ordinal);
        Assert.Equal(coloured, Colour().IsMatch(planned.Output));
    }

    [Fact]
    public async Task InAPipe_ThereIsNone()
    {
        using var workspace = await Workspace.WithAsync("""new Local.Random("mascot") { Kind = 5 };""");
        var built = (await workspace.RunAsync("build")).Exits(1);
        Assert.DoesNotContain("\e", built.Output + built.Error, StringComparison.Ordinal);
        Assert.Contains("error", built.Error, StringComparison.Ordinal);
    }

    // The runtime itself may set the keypad's mode; only colours count.
    [GeneratedRegex("\e\\[[0-9;]*m")]
    private static partial Regex Colour();
}
