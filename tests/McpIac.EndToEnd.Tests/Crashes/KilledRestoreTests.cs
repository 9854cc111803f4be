using McpIac.EndToEnd.Tests.CustomerPortal;
using McpIac.EndToEnd.Tests.Workspaces;
using McpIac.Plans.Journals;

namespace McpIac.EndToEnd.Tests.Crashes;

/// <summary>mciacc is killed while providers go back to a snapshot: some resources are as they were in it, others as they were since.</summary>
public sealed class KilledRestoreTests(PortalFixture fixture) : IClassFixture<PortalFixture>
{
    [Fact]
    public async Task ItIsRestoredOnceMore_AndAllIsAsItWasThen()
    {
        var portal = await KilledAsync(Portal.ChangeTagAndSubnet, "slow@opnsense:update:app-backend:30s,slow@aws:delete:app-1:30s", HasTagRestored);
        Assert.Equal(["MCI4048"], (await portal.RunAsync("rollback", "--resume", "--twin", "--yes", "--json")).Exits(1).Diagnostics.Select(d => d.Id));
        Assert.Contains("Everything in it is as it was then.", (await portal.RunAsync("snapshot", "restore", "latest", "--twin", "--yes")).Exits(0).Output, StringComparison.Ordinal);
        portal.Edit("Tag = 151", "Tag = 150");
        portal.Edit("CidrBlock = \"10.0.2.0/24\"", "CidrBlock = \"10.0.1.0/24\"");
        Assert.Equal("", string.Join('\n', (await portal.RunAsync("plan", "--twin", "--json")).Exits(0).Plan.Acts));
        Portal.AssertComplete(portal);
    }

    [Fact]
    public async Task OrItIsAppliedOver_AndAllIsAsTheProgramSays()
    {
        var portal = await KilledAsync(ChangeTagAndPage, "slow@opnsense:update:app-network:30s", HasPageRestored);
        (await portal.RunAsync("apply", "--twin", "--yes", "--adopt")).Exits(0);
        Portal.AssertComplete(portal);
        Assert.Contains("second: ", portal.Read("out", "status.html"), StringComparison.Ordinal);
        Assert.Equal("151", $"{portal.World("opnsense").Single(o => o.Name == "app-network").Properties["tag"]}");
        Assert.True((await portal.RunAsync("plan", "--twin", "--json")).Exits(0).Plan.Empty);
    }

    /// <summary>Where something had been replaced since, what is killed leaves the one of then and the one of now, and state knows one of them.</summary>
    [Theory]
    [InlineData("create:app-1", "app-subnet", false)]
    [InlineData("create:app-1", "app-subnet", true)]
    [InlineData("delete:app-1", "app-1 app-2", false)]
    [InlineData("delete:app-subnet", "app-1 app-2", true)]
    public async Task AReplacementThatWasBeingUndone_IsAppliedOver_AndNothingIsThereTwice(string slow, string made, bool isProgramOfThen)
    {
        var portal = await KilledAsync(Portal.MoveSubnet, $"slow@aws:{slow}:30s", w => made.Split(' ').All(name => HasPut(w, "aws", name, "")));
        if (isProgramOfThen) portal.Edit("CidrBlock = \"10.0.2.0/24\"", "CidrBlock = \"10.0.1.0/24\"");
        (await portal.RunAsync("apply", "--twin", "--yes", "--adopt")).Exits(0);
        Portal.AssertComplete(portal);
        Assert.Equal(isProgramOfThen ? "10.0.1.0/24" : "10.0.2.0/24", $"{portal.World("aws").Single(o => o.Name == "app-subnet").Properties["cidrBlock"]}");
        Assert.True((await portal.RunAsync("plan", "--twin", "--json")).Exits(0).Plan.Empty);
        Assert.DoesNotContain("deposed", Portal.Known(portal).Replace(" 0 deposed", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    /// <summary>Applied, snapshot, changed; then killed while a change of the restoring is under way.</summary>
    private async Task<Workspace> KilledAsync(Action<Workspace> change, string faults, Func<Workspace, bool> hasRestored)
    {
        var portal = await fixture.AppliedAsync(change);
        (await portal.RunAsync("snapshot", "create", "--twin")).Exits(0);
        (await portal.RunAsync("apply", "--twin", "--yes")).Exits(0);
        using var run = portal.Start("snapshot", "restore", "latest", "--twin", "--yes", "--twin-fault", faults);
        await portal.WaitForAsync(() => portal.Journal(Portal.Sample).OfType<RunStarted>().Last().Kind == "snapshot restore" && hasRestored(portal), run);
        run.Kill();
        return portal;
    }

    private static void ChangeTagAndPage(Workspace portal)
    {
        portal.Edit("Tag = 150", "Tag = 151");
        portal.Edit("<li>app-2: ", "<li>second: ");
    }

    private static bool HasPageRestored(Workspace portal) => portal.Read("out", "status.html").Contains("app-2: ", StringComparison.Ordinal);

    // The twin of opnsense has put the tag back, and is at the next.
    private static bool HasTagRestored(Workspace portal) => HasPut(portal, "opnsense", "app-network", "150");

    private static bool HasPut(Workspace portal, string twin, string name, string value)
    {
        var log = portal.PathOf(".mciacc", "twin", twin + ".log");
        if (!File.Exists(log)) return false;
        using var reader = new StreamReader(new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        return reader.ReadToEnd().Split('\n').Any(l => l.Contains("\"put\"", StringComparison.Ordinal) && l.Contains($"\"{name}\"", StringComparison.Ordinal) && l.Contains(value, StringComparison.Ordinal));
    }
}
