using McpIac.EndToEnd.Tests.CustomerPortal;

namespace McpIac.EndToEnd.Tests.Crashes;

/// <summary>An interrupted run starts nothing new, finishes what is under way, and takes nothing back.</summary>
public sealed class InterruptTests(PortalFixture fixture) : IClassFixture<PortalFixture>
{
    [Fact]
    public async Task WhatRunsIsFinished_AndTheNextApplyGoesOn()
    {
        if (OperatingSystem.IsWindows()) return;
        var portal = fixture.FromNothing();
        using var run = portal.Start("apply", "--twin", "--yes", "--twin-fault", "slow@aws:create:app-subnet:5s");
        await portal.WaitForAsync(() => portal.State(Portal.Sample).Pending.Any(p => p.Name == "app-subnet"), run);
        run.Interrupt();

        var interrupted = (await run.EndAsync()).Exits(4);
        Assert.Contains("Interrupted: nothing new is started, what runs is finished. Once more to abort.", interrupted.Error, StringComparison.Ordinal);
        Assert.Contains("Run 'mciacc apply' again to go on from here.", interrupted.Lines);
        Assert.Equal(["app-db", "app-subnet", "portal"], portal.World("aws").Select(o => o.Name));
        Assert.Empty(portal.State(Portal.Sample).Pending);

        var rest = (await portal.RunAsync("apply", "--twin", "--yes", "--json")).Exits(0);
        Assert.Equal(["create app-1", "create app-2", "create app-backend", "create app-frontend", "create allow-https", "create status-page"], rest.Plan.Acts);
        Portal.AssertComplete(portal);
    }

    [Fact]
    public async Task ASecondInterrupt_EndsAtOnce_AndTheNextApplyGoesOn()
    {
        if (OperatingSystem.IsWindows()) return;
        var portal = fixture.FromNothing();
        using var run = portal.Start("apply", "--twin", "--yes", "--events", "events.jsonl", "--twin-fault", "slow@aws:create:app-subnet:10m");
        await portal.WaitForAsync(() => portal.State(Portal.Sample).Pending.Any(p => p.Name == "app-subnet"), run);

        // The system may make one of two signals that come together, so they are sent until there were two.
        while (!run.HasExited) run.Interrupt();
        (await run.EndAsync()).Exits(4);
        Assert.Contains(portal.State(Portal.Sample).Pending, p => p.Name == "app-subnet");
        var events = await File.ReadAllLinesAsync(portal.PathOf("events.jsonl"), TestContext.Current.CancellationToken);
        Assert.Contains("\"event\":\"runBegan\"", events[0], StringComparison.Ordinal);
        Assert.DoesNotContain(events, e => e.Contains("runFinished", StringComparison.Ordinal));

        (await portal.RunAsync("apply", "--twin", "--yes", "--events", "events.jsonl")).Exits(0);
        events = await File.ReadAllLinesAsync(portal.PathOf("events.jsonl"), TestContext.Current.CancellationToken);
        Assert.Contains("\"outcome\":\"succeeded\"", events[^1], StringComparison.Ordinal);
        Portal.AssertComplete(portal);
    }

    [Fact]
    public async Task TheTimeline_IsOfTheLastRunThatChangedSomething_OrOfAnother()
    {
        var portal = fixture.FromNothing();
        Assert.Contains("error MCI4032: There was no run yet that changed something.", (await portal.RunAsync("timeline", "--twin")).Exits(1).Error, StringComparison.Ordinal);
        (await portal.RunAsync("apply", "--twin", "--yes")).Exits(0);
        (await portal.RunAsync("apply", "--twin", "--yes")).Exits(0);
        var shown = (await portal.RunAsync("timeline", "--twin", "--html", "run.html", "--svg", "run.svg")).Exits(0);
        Assert.Contains("Critical path", shown.Lines);
        Assert.Equal("apply", (string?)System.Text.Json.Nodes.JsonNode.Parse((await portal.RunAsync("timeline", "--twin", "--run", "0", "--json")).Exits(0).Output)?["kind"]);
        Assert.StartsWith("<!DOCTYPE html>", portal.Read("run.html"), StringComparison.Ordinal);
        Assert.StartsWith("<svg ", portal.Read("run.svg"), StringComparison.Ordinal);
        Assert.Contains("error MCI4032: There is no run nowhere.", (await portal.RunAsync("timeline", "--twin", "--run", "nowhere")).Exits(1).Error, StringComparison.Ordinal);
    }
}
