using McpIac.EndToEnd.Tests.CustomerPortal;
using McpIac.EndToEnd.Tests.Documents;
using McpIac.EndToEnd.Tests.Processes;
using McpIac.EndToEnd.Tests.Workspaces;
using McpIac.Plans.Journals;

namespace McpIac.EndToEnd.Tests.Failures;

/// <summary>A twin is told to fail in the middle: everything that was made is taken back, the last first.</summary>
public sealed class RollbackTests(PortalFixture fixture) : IClassFixture<PortalFixture>
{
    [Fact]
    public async Task FailureAtTheFifthStep_TakesBackWhatWasMade_TheLastFirst()
    {
        var portal = fixture.FromNothing();
        var failed = (await portal.RunAsync("apply", "infra.csx", "--twin", "--yes", "--twin-fault", "fail@5")).Exits(3);

        const string told = "The twin of aws was told to fail at step 5 (fail@5), to create app-subnet";
        Assert.Contains($"error MCI4001: app-subnet (aws:vpc:subnet): create failed: {told}", failed.Error, StringComparison.Ordinal);
        var lines = failed.Lines.SkipWhile(l => l != "The apply failed. What it had done was taken back:").ToArray();
        Assert.Equal("  failed          app-subnet    aws:vpc:subnet", lines[1]);
        Assert.Contains(told, lines[2], StringComparison.Ordinal);
        Assert.Equal(
            ["  taken back      app-db        aws:rds:instance", "  taken back      app-image     docker:image:build",
             "  taken back      app-network   opnsense:network:vlan", "  taken back      portal        aws:vpc:vpc"],
            lines[3..7].Order(StringComparer.Ordinal));
        Assert.Equal(["  not started     6 resources", "", "Everything is as it was before.", ""], lines[7..]);

        string[] made = [.. Subjects(failed, ": created ("), .. Subjects(failed, ": failed (")];
        Assert.Equal(5, made.Length);
        Assert.Equal(made[..4].Reverse(), Subjects(failed, ": taken back ("));
        Assert.Equal("rolledBack", portal.Journal(Portal.Sample).OfType<RunEnded>().Last().Outcome);
        AssertNothingIsLeft(portal);
        var state = await portal.StateAsync("--twin");
        Assert.Equal(("[]", "[]"), (state["resources"]!.ToJsonString(), state["pending"]!.ToJsonString()));

        (await portal.RunAsync("apply", "--twin", "--yes")).Exits(0);
        Portal.AssertComplete(portal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    public async Task FailureAnywhere_LeavesNothing(int step)
    {
        var portal = fixture.FromNothing();
        var failed = (await portal.RunAsync("apply", "--twin", "--yes", "--json", "--twin-fault", $"fail@{step}")).Exits(3);
        Assert.Equal("rolledBack", $"{failed.Json["result"]!["outcome"]}");
        var resources = failed.Json["result"]!["resources"].As<Outcome[]>();
        Assert.Equal(11, resources.Length);
        Assert.Contains($"(fail@{step})", resources.Single(r => r.Fate == "failed").Message, StringComparison.Ordinal);
        Assert.DoesNotContain(resources, r => r.Fate is not ("failed" or "restored" or "skipped"));
        AssertNothingIsLeft(portal);
    }

    [Fact]
    public async Task FailureOfAChange_PutsEverythingBackAsItWas()
    {
        var portal = await fixture.AppliedAsync(Portal.ChangeTagAndSubnet);
        var (worlds, known, page) = (portal.Worlds(), Portal.Known(portal), portal.Read("out", "status.html"));
        var failed = (await portal.RunAsync("apply", "--twin", "--yes", "--json", "--twin-fault", "fail@5")).Exits(3);
        Assert.Equal("rolledBack", $"{failed.Json["result"]!["outcome"]}");
        Assert.Equal(["MCI4001"], failed.Diagnostics.Select(d => d.Id));
        Assert.Equal(known, Portal.Known(portal));
        Assert.Equal(worlds, portal.Worlds());
        Assert.Equal(page, portal.Read("out", "status.html"));
    }

    [Fact]
    public async Task FailureOfAChange_CanBeTriedAgain()
    {
        var portal = await fixture.AppliedAsync(Portal.ChangeTagAndSubnet);
        (await portal.RunAsync("apply", "--twin", "--yes", "--twin-fault", "fail@5")).Exits(3);

        var entries = portal.Journal(Portal.Sample).Count;
        (await portal.RunAsync("apply", "--twin", "--yes")).Exits(0);
        Assert.Equal(9, Portal.Intents(portal, entries).Count);
        Portal.AssertComplete(portal);
        Assert.Equal("10.0.2.0/24", $"{portal.World("aws").Single(o => o.Name == "app-subnet").Properties["cidrBlock"]}");
    }

    private static IEnumerable<string> Subjects(ToolResult result, string what) =>
        result.Lines.Where(l => l.Contains(what, StringComparison.Ordinal)).Select(l => l.Split(": ")[0]);

    private static void AssertNothingIsLeft(Workspace portal)
    {
        Assert.Empty(portal.Worlds());
        Assert.False(Directory.Exists(portal.PathOf("out")));
        Assert.Equal("", Portal.Known(portal));
    }

    private sealed record Outcome(string Name, string Action, string Fate, string? Message = null);
}
