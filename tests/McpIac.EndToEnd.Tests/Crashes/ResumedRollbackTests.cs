using McpIac.EndToEnd.Tests.CustomerPortal;
using McpIac.EndToEnd.Tests.Workspaces;
using McpIac.Plans.Journals;

namespace McpIac.EndToEnd.Tests.Crashes;

/// <summary>mciacc is killed while it takes back what it had done; the rest is taken back by another.</summary>
public sealed class ResumedRollbackTests(PortalFixture fixture) : IClassFixture<PortalFixture>
{
    [Fact]
    public async Task KilledWhileTakingBack_ItIsResumed_AndNothingIsLeft()
    {
        var portal = fixture.FromNothing();
        Assert.Equal(["MCI4042"], (await portal.RunAsync("rollback", "--resume", "--twin", "--yes", "--json")).Exits(1).Diagnostics.Select(d => d.Id));
        using (var run = portal.Start("apply", "--twin", "--yes", "--twin-fault", "fail@5,slow@aws:delete:portal:30s"))
        {
            await portal.WaitForAsync(() => portal.Journal(Portal.Sample).SkipWhile(e => e is not RollbackStarted).OfType<IntentRecorded>().Any(i => i.Name == "portal"), run);
            run.Kill();
        }

        Assert.Equal("unfinished", $"{(await portal.RunAsync("history", "--twin", "--json")).Exits(0).Json["versions"]![0]!["outcome"]}");
        Assert.Equal(["MCI1085"], (await portal.RunAsync("rollback", "--resume", "--twin", "--json")).Exits(4).Diagnostics.Select(d => d.Id));
        var resumed = (await portal.RunAsync("rollback", "--resume", "--twin", "--yes")).Exits(0);
        Assert.Contains("Of the interrupted apply is taken back:", resumed.Output, StringComparison.Ordinal);
        Assert.Contains("was created, and is deleted", resumed.Output, StringComparison.Ordinal);
        Assert.Contains("Everything is as it was before.", resumed.Output, StringComparison.Ordinal);
        Assert.Empty(portal.Worlds());
        Assert.Equal("", Portal.Known(portal));
        Assert.Equal("rolledBack", portal.Journal(Portal.Sample).OfType<RunEnded>().Last().Outcome);
        Assert.Equal(["MCI4042"], (await portal.RunAsync("rollback", "--resume", "--twin", "--yes", "--json")).Exits(1).Diagnostics.Select(d => d.Id));
        (await portal.RunAsync("apply", "--twin", "--yes", "--atomic")).Exits(0);

        // What an empty project has is what it can be brought back to, but not exactly.
        var refused = (await portal.RunAsync("destroy", "--twin", "--yes", "--atomic", "--allow-irreversible", "portal", "--json")).Exits(1);
        Assert.All(refused.Diagnostics, d => Assert.Equal("MCI4044", d.Id));
        Assert.DoesNotContain(refused.Diagnostics, d => d.Message.Contains("deleting portal ", StringComparison.Ordinal));
        Portal.AssertComplete(portal);
        (await portal.RunAsync("destroy", "--twin", "--yes", "--allow-irreversible", "portal")).Exits(2);
        (await portal.RunAsync("destroy", "--twin", "--yes", "--atomic", "--on-failure", "stop")).Exits(2);
        (await portal.RunAsync("destroy", "--twin", "--yes", "--atomic", "--allow-irreversible", "*")).Exits(0);
    }

    /// <summary>A way back is a run like any other: as long as it hasn't begun to delete, it is taken back itself.</summary>
    [Fact]
    public async Task ARollbackToAVersion_KilledBeforeItsFirstDelete_IsTakenBackToo_AlsoWhenThatIsKilled()
    {
        var portal = await fixture.AppliedAsync(Portal.ChangeTagAndSubnet);
        var first = await VersionAsync(portal);
        (await portal.RunAsync("apply", "--twin", "--yes")).Exits(0);
        var (worlds, known, page) = (portal.Worlds(), Portal.Known(portal), portal.Read("out", "status.html"));
        await KillAsync(portal, "slow@opnsense:update:app-backend:30s", "app-backend", "rollback", first);

        // The last that the rollback made goes first; that is where taking it back is killed.
        await KillAsync(portal, "slow@aws:delete:app-subnet:30s", "app-subnet", "rollback", "--resume");
        (await portal.RunAsync("rollback", "--resume", "--twin", "--yes")).Exits(0);
        Assert.Equal(known, Portal.Known(portal));
        Assert.Equal(string.Join('\n', worlds), string.Join('\n', portal.Worlds()));
        Assert.Equal(page, portal.Read("out", "status.html"));
        (await portal.RunAsync("rollback", first, "--twin", "--yes")).Exits(0);
        Portal.AssertComplete(portal);
        Assert.Equal("10.0.1.0/24", $"{portal.World("aws").Single(o => o.Name == "app-subnet").Properties["cidrBlock"]}");
    }

    [Fact]
    public async Task ARollbackToAVersion_KilledWhileItDeletes_IsGoneOnWith_OrAppliedOver()
    {
        foreach (var goesOn in new[] { true, false })
        {
            var portal = await fixture.AppliedAsync(Portal.ChangeTagAndSubnet);
            var first = await VersionAsync(portal);
            (await portal.RunAsync("apply", "--twin", "--yes")).Exits(0);
            await KillAsync(portal, "slow@aws:delete:app-1:30s", "app-1", "rollback", first);
            Assert.Equal(["MCI4043"], (await portal.RunAsync("rollback", "--resume", "--twin", "--yes", "--json")).Exits(1).Diagnostics.Select(d => d.Id));

            // Applied over, what is left over has the network that the program wants again, and goes first.
            (await portal.RunAsync(goesOn ? ["rollback", first, "--twin", "--yes"] : ["apply", "--twin", "--yes"])).Exits(0);
            Portal.AssertComplete(portal);
            Assert.Empty(portal.State(Portal.Sample).Pending);
            Assert.Equal(goesOn ? "10.0.1.0/24" : "10.0.2.0/24", $"{portal.World("aws").Single(o => o.Name == "app-subnet").Properties["cidrBlock"]}");
        }
    }

    private static async Task<string> VersionAsync(Workspace portal) => $"{(await portal.RunAsync("history", "--twin", "--json")).Exits(0).Json["versions"]![0]!["serial"]}";

    /// <param name="name">The resource whose change it is killed at: the last intent of it.</param>
    private static async Task KillAsync(Workspace portal, string fault, string name, params string[] command)
    {
        var before = portal.Journal(Portal.Sample).Count;
        var action = fault.Split(':')[1];
        using var run = portal.Start([.. command, "--twin", "--yes", "--twin-fault", fault]);
        await portal.WaitForAsync(() => portal.Journal(Portal.Sample).Skip(before).OfType<IntentRecorded>().Any(i => i.Name == name && i.Action == action), run);
        run.Kill();
    }
}
