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
}
