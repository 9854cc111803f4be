using McpIac.EndToEnd.Tests.CustomerPortal;
using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.States;

/// <summary>Twins and <c>local</c> keep copies of what they have, and go back to them.</summary>
public sealed class SnapshotTests(PortalFixture fixture) : IClassFixture<PortalFixture>
{
    [Fact]
    public async Task ASnapshot_IsTaken_Listed_AndReturnedTo()
    {
        var portal = await fixture.AppliedAsync(w => w.Edit("Tag = 150", "Tag = 151"));
        Assert.Equal("There are no snapshots.\n", (await portal.RunAsync("snapshot", "list", "--twin")).Exits(0).Output);
        var taken = (await portal.RunAsync("snapshot", "create", "--twin", "--label", "before", "--json")).Exits(0).Json["snapshot"]!;
        Assert.Equal(["aws 5 partial", "docker 1 exact", "local 1 exact", "opnsense 4 exact"], taken["providers"]!.AsArray().Select(p => $"{p!["provider"]} {p["resources"]} {p["fidelity"]}"));
        Assert.Contains(taken["providers"]![0]!["excludes"]!.AsArray(), e => $"{e}".Contains("app-db", StringComparison.Ordinal));

        var applied = (await portal.RunAsync("apply", "--twin", "--yes", "--snapshot", "--json")).Exits(0);
        var snapshots = (await portal.RunAsync("snapshot", "list", "--twin", "--json")).Exits(0).Json["snapshots"]!.AsArray();
        Assert.Equal([$"{applied.Json["snapshot"]}", $"{taken["id"]}"], snapshots.Select(s => $"{s!["id"]}"));
        Assert.Equal("151", $"{portal.World("opnsense").Single(o => o.Name == "app-network").Properties["tag"]}");

        Assert.Equal(["MCI4045"], (await portal.RunAsync("snapshot", "restore", "999", "--twin", "--yes", "--json")).Exits(1).Diagnostics.Select(d => d.Id));
        Assert.Equal(["MCI1085"], (await portal.RunAsync("snapshot", "restore", "latest", "--twin", "--json")).Exits(4).Diagnostics.Select(d => d.Id));
        var restored = (await portal.RunAsync("snapshot", "restore", $"{taken["id"]}", "--twin", "--yes")).Exits(0);
        Assert.Contains("without ", restored.Output, StringComparison.Ordinal);
        Assert.Contains("Everything in it is as it was then.", restored.Output, StringComparison.Ordinal);
        Assert.Equal("150", $"{portal.World("opnsense").Single(o => o.Name == "app-network").Properties["tag"]}");
        portal.Edit("Tag = 151", "Tag = 150");
        Assert.Equal("", string.Join('\n', (await portal.RunAsync("plan", "--twin", "--json")).Exits(0).Plan.Acts));
        Portal.AssertComplete(portal);
    }

    [Fact]
    public async Task WhatIsMadeAnewUnderAnotherId_IsReferredToByIt_AtItsOwnServerAndAtOthers()
    {
        using var app = await Workspace.OfDocumentAsync("""
            apiVersion: iac.mcp/v1
            kind: Deployment
            metadata: { name: app }
            spec:
              resources:
                - { type: aws:vpc:vpc, name: net, properties: { cidrBlock: 10.0.0.0/16 } }
                - { type: aws:vpc:subnet, name: part, properties: { vpcId: '${net.id}', cidrBlock: 10.0.1.0/24 } }
                - { type: aws:vpc:vpc, name: peer, properties: { cidrBlock: 10.9.0.0/16, tags: { with: '${net.id}' } } }
                - { type: 'local:file', name: page, properties: { path: page.txt, content: 'It is ${net.id}.' } }
              outputs:
                net: '${net.id}'
            """);
        async Task ApplyAsync() => (await app.RunAsync("apply", "--twin", "--yes")).Exits(0);
        string Id(string name) => app.World("aws").Single(o => o.Name == name).Id;

        // A twin's second object of a name has another id than the first, which is free again once it is gone.
        await ApplyAsync();
        app.EditDocument("10.0.0.0/16", "10.0.0.0/15");
        await ApplyAsync();
        var before = Id("net");
        (await app.RunAsync("snapshot", "create", "--twin")).Exits(0);
        (await app.RunAsync("destroy", "--twin", "--yes")).Exits(0);
        var restored = (await app.RunAsync("snapshot", "restore", "latest", "--twin", "--yes", "--json")).Exits(0);
        Assert.Empty(restored.Diagnostics);
        Assert.NotEqual(before, Id("net"));
        Assert.Equal(Id("net"), $"{app.World("aws").Single(o => o.Name == "part").Properties["vpcId"]}");
        Assert.Equal(Id("net"), $"{app.World("aws").Single(o => o.Name == "peer").Properties["tags"]!["with"]}");
        Assert.Equal($"It is {Id("net")}.", app.Read("page.txt"));
        Assert.Equal("", string.Join('\n', (await app.RunAsync("plan", "--twin", "--json")).Exits(0).Plan.Acts));
    }
}
