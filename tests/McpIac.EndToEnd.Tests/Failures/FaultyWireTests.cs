using System.Diagnostics;
using System.Globalization;
using System.Text;
using McpIac.EndToEnd.Tests.Crashes;
using McpIac.EndToEnd.Tests.Processes;
using McpIac.EndToEnd.Tests.Servers;
using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.Failures;

/// <summary>
/// What lies between <c>mciacc</c> and a provider's process spoils answers to changes. Whatever it is, it is said within bounded time and memory, no process is left, and when the
/// next apply is through, everything is there once.
/// </summary>
public sealed class FaultyWireTests
{
    // Of seconds for a change: some faults are known only by them, and for the others none is too many.
    private const int Resources = 3, Short = 3, Long = 120;

    // 512 MiB.
    private static readonly (string, string?)[] Memory = [("DOTNET_GCHeapHardLimit", "0x20000000")];

    [Theory]
    [InlineData("twice", Long)]
    [InlineData("late", Short)]
    [InlineData("half", Long)]
    [InlineData("exit", Long)]
    [InlineData("dies", Long)]
    [InlineData("silent", Short)]
    [InlineData("errors", Long)]
    [InlineData("huge", Long)]
    public async Task AnAnswerThatIsSpoiledOnce_IsAskedForAgain_AndNothingIsMadeTwice(string fault, int seconds)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Looks for processes as Linux has them.");
        using var workspace = await MakeAsync(fault, seconds, times: 1);
        (await Tool.RunAsync(workspace.Folder, ["apply", "--yes", "--parallelism", "2"], Memory)).Exits(0);
        AssertNothingRuns(workspace);
        AssertWhole(workspace);
    }

    [Theory]
    [InlineData("half", Long, "aws failed while answering applyDeployment: it broke off in the middle of a message")]
    [InlineData("halfThenExit", Long, "aws failed while answering applyDeployment: it ended with exit code 5")]
    [InlineData("html", Short, "s, and printed \"<html><body>502 Bad Gateway</body></html>\", which is no message")]
    [InlineData("huge", Long, "aws failed while answering applyDeployment: it sent a line of more than 40 MiB")]
    public async Task AnswersThatAreSpoiledAlways_AreSaid_AndTheNextApplyFindsOutWhatBecameOfThem(string fault, int seconds, string why)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Looks for processes as Linux has them.");

        // Nor does it tell what became of a change, so nothing settles it.
        using var workspace = await MakeAsync(fault, seconds, times: 100, isAsked: false);
        var failed = (await Tool.RunAsync(workspace.Folder, ["apply", "--yes", "--json", "--parallelism", "1"], Memory)).Exits(3);
        Assert.Contains(failed.Diagnostics, d => d.Id == "MCI4001" && d.Message.Contains(why, StringComparison.Ordinal) && d.Remedy is not null);
        AssertNothingRuns(workspace);

        StdioServerTests.Command(workspace, Tool.Executable, "provider", "serve", "aws", "--twin");
        (await workspace.RunAsync("apply", "--yes")).Exits(0);
        AssertWhole(workspace);
    }

    [Fact]
    public async Task AServerThatChangesItsTypes_WhileItRuns_GetsNoFurtherChange()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Looks for processes as Linux has them.");
        using var workspace = await MakeAsync("changes", Long, times: 1);
        var failed = (await workspace.RunAsync("apply", "--yes", "--json", "--parallelism", "1", "--on-failure", "stop")).Exits(3);
        Assert.Contains(failed.Diagnostics, d => d.Id == "MCI4001" && d.Message.Contains("aws changed its resource types while it was running, so nothing more is changed by it", StringComparison.Ordinal));
        Assert.Equal(["r0"], workspace.World("aws", ServedRow.ServersRecord).Select(o => o.Name));
        AssertNothingRuns(workspace);

        // The next one is as the snapshot has it.
        (await workspace.RunAsync("apply", "--yes")).Exits(0);
        AssertWhole(workspace);
    }

    /// <param name="seconds">How long a change may take.</param>
    /// <param name="isAsked">False when the server ends instead of telling what became of a change.</param>
    private static async Task<Workspace> MakeAsync(string fault, int seconds, int times, bool isAsked = true)
    {
        var yaml = new StringBuilder("apiVersion: iac.mcp/v1\nkind: Deployment\nmetadata: { name: wire }\nspec:\n  resources:\n");
        for (var i = 0; i < Resources; i++)
        {
            var v = i > 0 ? $"'${{r{i - 1}.id}}'" : "first";
            yaml.Append(CultureInfo.InvariantCulture, $"    - {{ type: aws:vpc:vpc, name: r{i}, properties: {{ cidrBlock: 10.0.0.0/16, tags: {{ v: {v} }} }}, options: {{ timeouts: {{ create: {seconds}s }}, retries: {(isAsked ? 5 : 1)} }} }}\n");
        }

        var workspace = await Workspace.OfDocumentAsync(yaml.ToString());
        string[] proxy = ["dotnet", Path.Combine(AppContext.BaseDirectory, "McpIac.EndToEnd.Tests.Proxy.dll")];
        var faults = Directory.CreateDirectory(Path.Combine(workspace.Root, "faults")).FullName;
        string[] server = [Tool.Executable, "provider", "serve", "aws", "--twin"];
        if (!isAsked) server = [.. proxy, Directory.CreateDirectory(Path.Combine(faults, "asked")).FullName, "exit", "getResource", $"{times}", .. server];
        StdioServerTests.Command(workspace, [.. proxy, faults, fault, "applyDeployment", $"{times}", .. server]);
        return workspace;
    }

    private static void AssertWhole(Workspace workspace)
    {
        var world = workspace.World("aws", ServedRow.ServersRecord);
        Assert.Equal(Enumerable.Range(0, Resources).Select(i => $"r{i}"), world.Select(o => o.Name));
        var state = workspace.State("wire", ".mciacc");
        Assert.Empty(state.Pending);
        Assert.Equal(world.Select(o => o.Id).Order(StringComparer.Ordinal), state.Resources.Values.Select(r => r.Id).Order(StringComparer.Ordinal));
    }

    private static void AssertNothingRuns(Workspace workspace)
    {
        var processes = File.ReadAllLines(Path.Combine(workspace.Root, "faults", "processes")).Select(p => int.Parse(p, CultureInfo.InvariantCulture));

        // What was behind a process that ended by itself sees its input end, and needs a moment to.
        Assert.All(processes, p => Assert.True(SpinWait.SpinUntil(() => !IsRunning(p), ToolRun.Patience), $"{p} still runs"));
    }

    private static bool IsRunning(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
