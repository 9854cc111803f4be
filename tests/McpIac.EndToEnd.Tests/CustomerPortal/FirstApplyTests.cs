using System.Net;
using McpIac.EndToEnd.Tests.Documents;
using McpIac.EndToEnd.Tests.Processes;

namespace McpIac.EndToEnd.Tests.CustomerPortal;

/// <summary>What the README shows first: the portal from nothing, and again without a change.</summary>
public sealed class FirstApplyTests(PortalFixture fixture) : IClassFixture<PortalFixture>
{
    private static readonly IPNetwork Subnet = IPNetwork.Parse("10.0.1.0/24");

    [Fact]
    public async Task FirstApply_ShowsStagesStepsAndOutputs_AndEverythingExistsOnce()
    {
        var portal = fixture.FromNothing();
        var applied = (await Tool.RunAsync(portal.Root, ["apply", "customer-portal/infra.csx", "--twin", "--yes"])).Exits(0); // as in the README, from above

        Assert.Equal("", applied.Error);
        Assert.Equal(
            ["  Stage 1  aws, docker, opnsense", "  Stage 2  aws", "  Stage 3  aws", "  Stage 4  opnsense", "  Stage 5  opnsense", "  Stage 6  local, opnsense"],
            applied.Lines.Where(l => l.StartsWith("  Stage", StringComparison.Ordinal)));
        Assert.Contains("        tag: 150", applied.Lines);
        Assert.Contains("Plan: 11 to create, 0 to update, 0 to replace, 0 to delete.", applied.Lines);
        Assert.Contains(applied.Lines, l => l.StartsWith("aws:ec2:instance app-1: created (", StringComparison.Ordinal));
        Assert.Matches(@"\nApplied in [0-9.]+s: 11 created, 0 updated, 0 replaced, 0 deleted\.\n", applied.Output);
        Portal.AssertComplete(portal);

        string[] servers = [.. portal.World("aws").Where(o => o.Type == "aws:ec2:instance").Select(o => $"{o.Outputs["privateIp"]}")];
        var entry = $"{portal.World("opnsense").Single(o => o.Name == "app-frontend").Outputs["address"]}";
        Assert.Equal(["", "Outputs", "  page     out/status.html", $"  servers  {servers[0]}, {servers[1]}", $"  url      https://{entry}/", ""], applied.Lines.TakeLast(6));
    }

    [Fact]
    public async Task Page_HoldsTheAddressesThatTheTwinsProduced()
    {
        var portal = fixture.Applied();
        var aws = portal.World("aws");
        var servers = aws.Where(o => o.Type == "aws:ec2:instance").ToDictionary(o => o.Name, o => $"{o.Outputs["privateIp"]}");
        Assert.All(servers.Values, a => Assert.True(Subnet.Contains(IPAddress.Parse(a)), a));
        Assert.NotEqual(servers["app-1"], servers["app-2"]);
        Assert.Equal(aws.Single(o => o.Name == "app-subnet").Id, $"{aws.Single(o => o.Name == "app-1").Properties["subnetId"]}");

        var opnsense = portal.World("opnsense").ToDictionary(o => o.Name);
        Assert.Equal([$"{servers["app-1"]}:8080", $"{servers["app-2"]}:8080"], opnsense["app-backend"].Properties["servers"]!.AsArray().Select(s => $"{s}"));
        Assert.Equal(opnsense["app-backend"].Id, $"{opnsense["app-frontend"].Properties["defaultBackend"]}");
        Assert.Equal($"{opnsense["app-frontend"].Outputs["address"]}", $"{opnsense["allow-https"].Properties["destination"]}");
        Assert.Equal($"""
            <!doctype html>
            <title>customer-portal</title>
            <h1>customer-portal</h1>
            <ul>
              <li>entry: {opnsense["app-frontend"].Outputs["address"]}</li>
              <li>app-1: {servers["app-1"]}</li>
              <li>app-2: {servers["app-2"]}</li>
              <li>database: {aws.Single(o => o.Name == "app-db").Outputs["endpoint"]}</li>
              <li>image: {portal.World("docker").Single().Id}</li>
            </ul>

            """.ReplaceLineEndings("\n"), portal.Read("out", "status.html"));
    }

    [Fact]
    public async Task SecondApply_HasNothingToDo_AndTouchesNothing()
    {
        var portal = fixture.Applied();
        var (worlds, known, entries) = (portal.Worlds(), Portal.Known(portal), portal.Journal(Portal.Sample).Count);

        var again = (await portal.RunAsync("apply", "--twin", "--yes")).Exits(0);
        Assert.Equal("No changes. Everything is as the program says.", again.Lines[0]);
        Assert.Contains("  page     out/status.html", again.Lines);
        Assert.True((await portal.RunAsync("plan", "--twin", "--json")).Exits(0).Plan.Empty);
        Assert.Equal((known, entries), (Portal.Known(portal), portal.Journal(Portal.Sample).Count));
        Assert.Equal(worlds, portal.Worlds());
    }

    [Fact]
    public async Task State_KnowsWhatTheWorldsHold()
    {
        var portal = fixture.Applied();
        var state = await portal.StateAsync("--twin");
        Assert.Equal("customer-portal", $"{state["deployment"]}");
        Assert.Empty(state["pending"]!.AsArray());
        var known = state["resources"].As<KnownResource[]>();
        var live = Portal.Resources.Keys.SelectMany(p => portal.World(p)).ToArray();
        Assert.Equal(
            live.Select(o => $"{o.Urn} {o.Id}").Order(StringComparer.Ordinal),
            known.Select(r => $"{r.Urn} {r.Id}").Order(StringComparer.Ordinal));
        Assert.All(known, r => Assert.Empty(r.Deposed));
        Assert.Equal(["customer-portal/aws:vpc:subnet/app-subnet"], known.Single(r => r.Name == "app-1").Dependencies);
    }
}
