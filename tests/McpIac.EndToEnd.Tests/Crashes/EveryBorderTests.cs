using System.Globalization;
using McpIac.EndToEnd.Tests.Processes;
using McpIac.EndToEnd.Tests.States;
using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.Crashes;

/// <summary>
/// An apply of 30 steps over a provider that is a process of its own, killed at every border of what it records, on both stores: after the next apply the world is as declared, nothing is there
/// twice, and state knows all of it. <c>eng/soak.sh</c> kills at random instants too.
/// </summary>
public sealed class EveryBorderTests
{
    [Fact]
    public async Task KilledAtEveryBorder_TheNextApplyConverges()
    {
        var borders = await SweepAsync(int.MaxValue, onPostgreSql: false);

        // A chain of eight and what stands beside it can't be recorded in fewer transactions.
        Assert.InRange(borders, 2 * ServedRow.Chained, 10 * ServedRow.Resources);
    }

    [Fact]
    public async Task KilledAtRandomInstants_TheNextApplyConverges()
    {
        var kills = int.TryParse(Environment.GetEnvironmentVariable("SOAK_KILLS"), CultureInfo.InvariantCulture, out var asked) ? asked : 0;
        Assert.SkipWhen(kills == 0, "It takes long: eng/soak.sh runs it.");
        using var workspace = await ServedRow.MakeAsync();
        var (random, late) = (new Random(20_261_126), 0);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        ServedRow.Clear(workspace);
        (await workspace.RunAsync("apply", "--yes")).Exits(0);
        var whole = clock.Elapsed;
        for (var i = 0; i < kills; i++)
        {
            using var database = i % 2 == 0 ? null : new StateDatabase();
            (string, string?)[] environment = database is null ? [] : [("MCIACC_STATE", database.Address)];
            ServedRow.Clear(workspace);
            using (var run = Tool.Start(workspace.Folder, ["apply", "--yes"], environment))
            {
                await Task.Delay(whole * random.NextDouble(), TestContext.Current.CancellationToken);
                if (run.HasExited) late++;
                else run.Kill(andWhatItStarted: random.Next(2) == 0);
            }

            await ServedRow.AssertConvergesAsync(workspace, environment);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{kills} kills, {late} of them after the end; one apply takes {whole.TotalSeconds:0.0} s");
    }

    /// <summary>Dies at each border up to the last there is, two side by side in projects of their own.</summary>
    /// <returns>How many borders there are, up to <paramref name="most"/>.</returns>
    internal static async Task<int> SweepAsync(int most, bool onPostgreSql)
    {
        var (taken, died) = (0, 0);
        await Task.WhenAll(SideAsync(), SideAsync());
        return died;

        async Task SideAsync()
        {
            using var workspace = await ServedRow.MakeAsync();
            while (Interlocked.Increment(ref taken) is var border && border <= most)
            {
                using var database = onPostgreSql ? new StateDatabase() : null;
                if (!await DiesAsync(workspace, border, database is null ? [] : [("MCIACC_STATE", database.Address)])) return;
                Interlocked.Increment(ref died);
            }
        }
    }

    /// <summary>False when the run ended before it came to the border.</summary>
    private static async Task<bool> DiesAsync(Workspace workspace, int border, params (string, string?)[] environment)
    {
        ServedRow.Clear(workspace);
        var killed = await Tool.RunAsync(workspace.Folder, ["apply", "--yes"], [.. environment, ("MCIACC_DIE_AT", border.ToString(CultureInfo.InvariantCulture))]);
        if (killed.ExitCode == 0) return false;
        Assert.True(killed.ExitCode is 137 or -1 or 9, $"border {border}: {killed.ExitCode}\n{killed.Error}");
        await ServedRow.AssertConvergesAsync(workspace, environment);
        return true;
    }
}
