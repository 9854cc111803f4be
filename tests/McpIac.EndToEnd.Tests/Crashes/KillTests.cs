using McpIac.EndToEnd.Tests.CustomerPortal;
using McpIac.EndToEnd.Tests.Workspaces;
using McpIac.Plans.Journals;

namespace McpIac.EndToEnd.Tests.Crashes;

/// <summary>mciacc is killed in the middle of a change; the next run finds out what became of it and goes on, and nothing exists twice.</summary>
public sealed class KillTests(PortalFixture fixture) : IClassFixture<PortalFixture>
{
    [Theory]
    [InlineData("opnsense:create:app-network")]
    [InlineData("aws:create:app-subnet")]
    [InlineData("opnsense:create:allow-https")]
    public async Task KilledWhileCreating_TheNextApplyConverges(string change)
    {
        var wanted = Living(fixture.Applied());
        var portal = fixture.FromNothing();
        await KillAsync(portal, "apply", change);
        (await portal.RunAsync("apply", "--twin", "--yes")).Exits(0);
        await AssertSettledAsync(portal, wanted);
    }

    [Fact]
    public async Task KilledAtAStepOfTheRun_APlanSaysThatSomethingIsInDoubt_AndApplySettlesIt()
    {
        var wanted = Living(fixture.Applied());
        var portal = fixture.FromNothing();
        using (var run = portal.Start("apply", "--twin", "--yes", "--twin-fault", "slow@5:30s"))
        {
            await portal.WaitForAsync(() => portal.Journal(Portal.Sample).OfType<IntentRecorded>().Count() >= 5, run);

            // Beside a run that goes on, what reads reads, and what writes waits for its turn.
            Assert.Equal(["MCI5011"], (await portal.RunAsync("plan", "--twin", "--json")).Exits(0).Diagnostics.Select(d => d.Id));
            Assert.Equal(["MCI5004"], (await portal.RunAsync("apply", "--twin", "--yes", "--json")).Exits(1).Diagnostics.Select(d => d.Id));
            Assert.False(run.HasExited);
            run.Kill();
        }

        var plan = (await portal.RunAsync("plan", "--twin", "--json")).Exits(0);
        Assert.Equal(["MCI5011"], plan.Diagnostics.Select(d => d.Id));

        // Which change was the fifth depends on the moment; the journal knows.
        var entries = portal.Journal(Portal.Sample);
        var settled = entries.OfType<ResourceConfirmed>().Select(c => c.Key).ToHashSet(StringComparer.Ordinal);
        string[] doubtful = [.. entries.OfType<IntentRecorded>().Where(i => !settled.Contains(i.Key)).Select(i => $"in doubt: {i.Action} {i.Name} ({i.Type})")];
        Assert.NotEmpty(doubtful);
        Assert.Equal(doubtful.Order(StringComparer.Ordinal), (await portal.RunAsync("state", "list", "--twin")).Exits(0).Lines.Where(l => l.StartsWith("in doubt: ", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        (await portal.RunAsync("apply", "--twin", "--yes")).Exits(0);
        await AssertSettledAsync(portal, wanted);
    }

    [Fact]
    public async Task KilledAgainAndAgain_ItStillConverges()
    {
        var wanted = Living(fixture.Applied());
        var portal = fixture.FromNothing();
        foreach (var change in new[] { "docker:create:app-image", "aws:create:app-2", "opnsense:create:app-backend" })
        {
            await KillAsync(portal, "apply", change);
        }

        (await portal.RunAsync("apply", "--twin", "--yes")).Exits(0);
        await AssertSettledAsync(portal, wanted);
    }

    [Theory]
    [InlineData("aws:create:app-subnet")]
    [InlineData("opnsense:update:app-backend")]
    [InlineData("aws:delete:app-1")]
    public async Task KilledWhileReplacing_TheNextApplyFinishes(string change)
    {
        var portal = await fixture.AppliedAsync(Portal.MoveSubnet);
        await KillAsync(portal, "apply", change);
        (await portal.RunAsync("apply", "--twin", "--yes")).Exits(0);

        await AssertSettledAsync(portal, null);
        var subnet = portal.World("aws").Single(o => o.Name == "app-subnet");
        Assert.Equal("10.0.2.0/24", $"{subnet.Properties["cidrBlock"]}");
        Assert.All(portal.World("aws").Where(o => o.Type == "aws:ec2:instance"), i => Assert.Equal(subnet.Id, $"{i.Properties["subnetId"]}"));
        Assert.Contains("10.0.2.", portal.Read("out", "status.html"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("destroy")]
    [InlineData("apply")]
    public async Task KilledWhileDestroying_EitherWayIsOpen(string next)
    {
        var portal = fixture.Applied();
        var wanted = Living(portal);
        await KillAsync(portal, "destroy", "aws:delete:app-subnet");
        (await portal.RunAsync(next, "--twin", "--yes")).Exits(0);
        if (next == "apply")
        {
            await AssertSettledAsync(portal, wanted);
            return;
        }

        Assert.Empty(portal.Worlds());
        Assert.False(Directory.Exists(portal.PathOf("out")));
        Assert.Equal("", Portal.Known(portal));
    }

    /// <param name="change">The change during which it is killed, as the fault's place: PROVIDER:ACTION:NAME.</param>
    private static async Task KillAsync(Workspace portal, string command, string change)
    {
        var parts = change.Split(':');
        var before = portal.Journal(Portal.Sample).Count;
        using var run = portal.Start(command, "--twin", "--yes", "--twin-fault", $"slow@{change}:30s");
        await portal.WaitForAsync(() => Portal.Intents(portal, before).Any(i => i == $"{parts[1]} {parts[2]}" || i == $"{parts[1]} old {parts[2]}"), run);
        run.Kill();
        Assert.NotEmpty(portal.State(Portal.Sample).Pending);
    }

    private static async Task AssertSettledAsync(Workspace portal, IReadOnlyList<string>? wanted)
    {
        Portal.AssertComplete(portal);
        if (wanted is not null) Assert.Equal(wanted, Living(portal));
        var state = portal.State(Portal.Sample);
        Assert.Empty(state.Pending);
        Assert.All(state.Resources.Values, r => Assert.Empty(r.Deposed));
        Assert.True((await portal.RunAsync("plan", "--twin", "--json")).Exits(0).Plan.Empty);
    }

    /// <summary>All that lives, with its properties and outputs: a twin yields the same for the same program.</summary>
    private static IReadOnlyList<string> Living(Workspace portal) =>
        [.. Portal.Resources.Keys.SelectMany(p => portal.World(p)).Select(o => $"{o.Urn} {o.Id} {o.Properties.ToJsonString()} {o.Outputs.ToJsonString()}")];
}
