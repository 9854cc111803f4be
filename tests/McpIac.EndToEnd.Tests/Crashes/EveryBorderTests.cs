using System.Globalization;
using System.Text;
using McpIac.EndToEnd.Tests.Documents;
using McpIac.EndToEnd.Tests.Processes;
using McpIac.EndToEnd.Tests.Servers;
using McpIac.EndToEnd.Tests.States;
using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.Crashes;

/// <summary>
/// An apply of 30 steps over a provider that is a process of its own, killed at every border of what it records, on both stores: after the next apply the world is as declared, nothing is there
/// twice, and state knows all of it. <c>eng/soak.sh</c> kills at random instants too.
/// </summary>
public sealed class EveryBorderTests
{
    private const int Resources = 30, Chained = 8;
    private const string ServersRecord = "../.mciacc/twin";

    [Fact]
    public async Task KilledAtEveryBorder_TheNextApplyConverges()
    {
        using var workspace = await ServedAsync();
        var borders = 0;
        for (var border = 1; await DiesAsync(workspace, border); border++) borders = border;

        // A chain of eight and what stands beside it can't be recorded in fewer transactions.
        Assert.InRange(borders, 2 * Chained, 10 * Resources);
    }

    [Fact]
    public async Task KilledAtBorders_WithTheStateInPostgreSql_TheNextApplyConverges()
    {
        using var workspace = await ServedAsync();
        for (var border = 1; border <= 30; border++)
        {
            using var database = new StateDatabase();
            if (!await DiesAsync(workspace, border, ("MCIACC_STATE", database.Address))) break;
        }
    }

    [Fact]
    public async Task KilledAtRandomInstants_TheNextApplyConverges()
    {
        var kills = int.TryParse(Environment.GetEnvironmentVariable("SOAK_KILLS"), CultureInfo.InvariantCulture, out var asked) ? asked : 0;
        Assert.SkipWhen(kills == 0, "It takes long: eng/soak.sh runs it.");
        using var workspace = await ServedAsync();
        var (random, late) = (new Random(20_261_126), 0);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        Fresh(workspace);
        (await workspace.RunAsync("apply", "--yes")).Exits(0);
        var whole = clock.Elapsed;
        for (var i = 0; i < kills; i++)
        {
            using var database = i % 2 == 0 ? null : new StateDatabase();
            (string, string?)[] environment = database is null ? [] : [("MCIACC_STATE", database.Address)];
            Fresh(workspace);
            using (var run = Tool.Start(workspace.Folder, ["apply", "--yes"], environment))
            {
                await Task.Delay(whole * random.NextDouble(), TestContext.Current.CancellationToken);
                if (run.HasExited) late++;
                else run.Kill(andWhatItStarted: random.Next(2) == 0);
            }

            await AssertConvergesAsync(workspace, environment);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{kills} kills, {late} of them after the end; one apply takes {whole.TotalSeconds:0.0} s");
    }

    /// <summary>False when the run ended before it came to the border.</summary>
    private static async Task<bool> DiesAsync(Workspace workspace, int border, params (string, string?)[] environment)
    {
        Fresh(workspace);
        var killed = await Tool.RunAsync(workspace.Folder, ["apply", "--yes"], [.. environment, ("MCIACC_DIE_AT", border.ToString(CultureInfo.InvariantCulture))]);
        if (killed.ExitCode == 0) return false;
        Assert.True(killed.ExitCode is 137 or -1 or 9, $"border {border}: {killed.ExitCode}\n{killed.Error}");
        await AssertConvergesAsync(workspace, environment);
        return true;
    }

    private static async Task AssertConvergesAsync(Workspace workspace, (string, string?)[] environment)
    {
        // A killed holder's lease on a database is good for half a minute more.
        if (environment.Length > 0) await Tool.RunAsync(workspace.Folder, ["lock", "break", "--yes"], environment);

        // A server whose client is gone may still be at its last batch; the state's lock goes with the process.
        var next = await Tool.RunAsync(workspace.Folder, ["apply", "--yes"], environment);
        if (next.Error.Contains("MCI3062", StringComparison.Ordinal)) next = await Tool.RunAsync(workspace.Folder, ["apply", "--yes", "--adopt"], environment);
        next.Exits(0);
        var world = workspace.World("aws", ServersRecord);
        Assert.Equal(Enumerable.Range(0, Resources).Select(i => $"r{i}").Order(StringComparer.Ordinal), world.Select(o => o.Name).Order(StringComparer.Ordinal));
        if (environment.Length > 0)
        {
            Assert.True((await Tool.RunAsync(workspace.Folder, ["plan", "--json", "--detailed-exit-code"], environment)).Exits(0).Plan.Empty);
            return;
        }

        var state = workspace.State("kill", ".mciacc");
        Assert.Empty(state.Pending);
        Assert.Equal(world.Select(o => o.Id).Order(StringComparer.Ordinal), state.Resources.Values.Select(r => r.Id).Order(StringComparer.Ordinal));
    }

    private static void Fresh(Workspace workspace)
    {
        foreach (var file in Directory.GetFiles(workspace.PathOf(".mciacc"), "state*")) File.Delete(file);
        if (Directory.Exists(workspace.PathOf(ServersRecord))) Directory.Delete(workspace.PathOf(ServersRecord), recursive: true);
    }

    private static async Task<Workspace> ServedAsync()
    {
        var workspace = await Workspace.WithAsync("");
        File.Delete(workspace.Script);
        var yaml = new StringBuilder("metadata: { name: kill }\nspec:\n  resources:\n");
        for (var i = 0; i < Resources; i++)
        {
            var v = i is > 0 and < Chained ? $"'${{r{i - 1}.id}}'" : $"v{i}";
            yaml.Append(CultureInfo.InvariantCulture, $"    - {{ type: aws:vpc:vpc, name: r{i}, properties: {{ cidrBlock: 10.0.0.0/16, tags: {{ v: {v} }} }} }}\n");
        }

        await File.WriteAllTextAsync(workspace.PathOf("infra.yaml"), "apiVersion: iac.mcp/v1\nkind: Deployment\n" + yaml);
        StdioServerTests.Command(workspace, Tool.Executable, "provider", "serve", "aws", "--twin");
        return workspace;
    }
}
