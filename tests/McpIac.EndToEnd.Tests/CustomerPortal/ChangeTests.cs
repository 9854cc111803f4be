using System.Net;

namespace McpIac.EndToEnd.Tests.CustomerPortal;

/// <summary>The portal is changed: as little as possible is done, in an order that never breaks it, and each reason is said.</summary>
public sealed class ChangeTests(PortalFixture fixture) : IClassFixture<PortalFixture>
{
    [Fact]
    public async Task Tag_Changed_IsOneUpdateWithThatReason()
    {
        var portal = fixture.Applied();
        var vlan = portal.World("opnsense").Single(o => o.Name == "app-network");
        var others = portal.Worlds().Where(l => !l.Contains("\"app-network\"", StringComparison.Ordinal)).ToArray();
        portal.Edit("Tag = 150", "Tag = 151");

        var applied = (await portal.RunAsync("apply", "--twin", "--yes", "--json")).Exits(0);
        Assert.Equal(["update app-network"], applied.Plan.Acts);
        var change = Assert.Single(applied.Plan.Of("app-network").Diff);
        Assert.Equal(("tag", "150", "151", false, "changed"), (change.Path, $"{change.Before}", $"{change.After}", change.ForcesReplacement, change.Reason));
        Assert.Equal("succeeded", $"{applied.Json["result"]!["outcome"]}");

        var now = portal.World("opnsense").Single(o => o.Name == "app-network");
        Assert.Equal((vlan.Id, "151"), (now.Id, $"{now.Properties["tag"]}"));
        Assert.Equal(others, portal.Worlds().Where(l => !l.Contains("\"app-network\"", StringComparison.Ordinal)));
        Portal.AssertComplete(portal);
    }

    [Fact]
    public async Task SubnetMoved_ReplacesItAndAllThatStandsInIt_AndSaysWhy()
    {
        var portal = fixture.Applied();
        var before = portal.World("aws").ToDictionary(o => o.Name, o => o.Id);
        var entries = portal.Journal(Portal.Sample).Count;
        Portal.MoveSubnet(portal);

        var plan = (await portal.RunAsync("plan", "--twin", "--json")).Exits(0).Plan;
        Assert.Equal(["replace app-subnet", "replace app-1", "replace app-2", "update app-backend", "update status-page"], plan.Acts);
        Assert.Equal("cidrBlock: forces replacement", plan.Of("app-subnet").Reason);
        Assert.All(new[] { "app-1", "app-2" }, n => Assert.Equal("subnetId: forces replacement, because app-subnet is replaced", plan.Of(n).Reason));
        Assert.Equal("servers: known after apply, because app-1 is replaced and app-2 is replaced", plan.Of("app-backend").Reason);
        Assert.Equal("content: known after apply, because app-1 is replaced and app-2 is replaced", plan.Of("status-page").Reason);
        Assert.Equal(["app-subnet", "app-1 app-2", "app-backend", "status-page"], plan.Stages.Select(s => string.Join(' ', s.Select(u => u.Split('/')[^1]))));

        var applied = (await portal.RunAsync("apply", "--twin", "--yes")).Exits(0);
        Assert.Contains("        cidrBlock: \"10.0.1.0/24\" → \"10.0.2.0/24\" (forces replacement)", applied.Lines);
        Assert.Contains("  3 resources will be destroyed:", applied.Lines);
        Assert.Equal(
            ["create app-subnet", "create app-1", "create app-2", "update app-backend", "update status-page", "delete old app-1", "delete old app-2", "delete old app-subnet"],
            Portal.Intents(portal, entries));

        Portal.AssertComplete(portal);
        var after = portal.World("aws").ToDictionary(o => o.Name);
        Assert.Equal(["app-1", "app-2", "app-subnet"], after.Values.Where(o => o.Id != before[o.Name]).Select(o => o.Name));
        string[] addresses = [.. new[] { "app-1", "app-2" }.Select(n => $"{after[n].Outputs["privateIp"]}")];
        Assert.All(addresses, a => Assert.True(IPNetwork.Parse("10.0.2.0/24").Contains(IPAddress.Parse(a)), a));
        var page = portal.Read("out", "status.html");
        Assert.All(addresses, a => Assert.Contains(a, page, StringComparison.Ordinal));
        Assert.Equal($"{addresses[0]}, {addresses[1]}", (await portal.RunAsync("output", "servers", "--twin")).Exits(0).Output.TrimEnd());
    }

    [Fact]
    public async Task ServerRemoved_IsDeletedAfterTheBackendForgotIt()
    {
        var portal = fixture.Applied();
        var entries = portal.Journal(Portal.Sample).Count;
        Portal.RemoveSecondServer(portal);

        var applied = (await portal.RunAsync("apply", "--twin", "--yes")).Exits(0);
        Assert.Contains("Plan: 0 to create, 2 to update, 0 to replace, 1 to delete.", applied.Lines);
        Assert.Equal(["update app-backend", "update status-page", "delete app-2"], Portal.Intents(portal, entries));
        var lines = applied.Lines.ToList();
        var (forgotten, deleting) = (
            lines.FindIndex(l => l.StartsWith("opnsense:service:haproxy:backend app-backend: updated", StringComparison.Ordinal)), lines.IndexOf("aws:ec2:instance app-2: deleting…"));
        Assert.InRange(forgotten, 0, deleting - 1);

        Assert.Equal(["app-1", "app-db", "app-subnet", "portal"], portal.World("aws").Select(o => o.Name));
        var address = $"{portal.World("aws").Single(o => o.Name == "app-1").Outputs["privateIp"]}";
        Assert.Equal($"{address}:8080", $"{Assert.Single(portal.World("opnsense").Single(o => o.Name == "app-backend").Properties["servers"]!.AsArray())}");
        Assert.DoesNotContain("app-2", portal.Read("out", "status.html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Destroying_NeedsAYes()
    {
        var portal = fixture.Applied();
        var (worlds, known) = (portal.Worlds(), Portal.Known(portal));
        var refused = (await portal.RunAsync("destroy", "--twin", "--json")).Exits(4);
        Assert.Equal(("MCI1085", "11 resources of customer-portal will be destroyed, and nobody is here to confirm it. Nothing was done."),
            (refused.Diagnostics.Single().Id, refused.Diagnostics.Single().Message));
        Assert.Equal(known, Portal.Known(portal));
        Assert.Equal(worlds, portal.Worlds());
    }

    [Fact]
    public async Task Destroy_LeavesNothing()
    {
        var portal = fixture.Applied();
        var entries = portal.Journal(Portal.Sample).Count;
        var destroyed = (await portal.RunAsync("destroy", "--twin", "--yes")).Exits(0);

        Assert.Matches(@"\nDestroyed in [0-9.]+s: 11 resources deleted\.\n", destroyed.Output);
        var order = Portal.Intents(portal, entries).Select(i => i["delete ".Length..]).ToList();
        Assert.Equal(11, order.Count);
        Assert.All(
            new[] { ("app-backend", "app-1"), ("app-backend", "app-2"), ("app-1", "app-subnet"), ("app-subnet", "portal"), ("allow-https", "app-frontend"), ("app-frontend", "app-backend") },
            pair => Assert.True(order.IndexOf(pair.Item1) < order.IndexOf(pair.Item2), $"{pair.Item1} goes before {pair.Item2}"));
        Assert.All(Portal.Resources.Keys, p => Assert.Equal(0, new FileInfo(portal.PathOf(".mciacc", "twin", $"{p}.world.jsonl")).Length));
        Assert.False(Directory.Exists(portal.PathOf("out")));
        var state = await portal.StateAsync("--twin");
        Assert.Equal(("[]", "[]"), (state["resources"]!.ToJsonString(), state["pending"]!.ToJsonString()));
        Assert.Empty((await portal.RunAsync("output", "--twin", "--json")).Exits(0).Json["outputs"]!.AsObject());

        Assert.Contains("There is nothing to destroy", (await portal.RunAsync("destroy", "--twin", "--yes")).Exits(0).Output, StringComparison.Ordinal);
    }
}
