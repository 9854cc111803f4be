using McpIac.EndToEnd.Tests.CustomerPortal;
using McpIac.EndToEnd.Tests.Documents;

namespace McpIac.EndToEnd.Tests.Failures;

/// <summary>Other misfortunes than a plain failure, and other answers to one than a rollback.</summary>
public sealed class FaultTests(PortalFixture fixture) : IClassFixture<PortalFixture>
{
    [Theory]
    [InlineData("unknown@4,unknown@aws:create:app-1")]
    [InlineData("fail@3:throttled,fail@6:unavailable")]
    public async Task WhatMayStillHaveWorked_IsAskedForOrSentAgain_AndExistsOnce(string faults)
    {
        var portal = fixture.FromNothing();
        (await portal.RunAsync("apply", "--twin", "--yes", "--twin-fault", faults)).Exits(0);
        Portal.AssertComplete(portal);
        Assert.True((await portal.RunAsync("plan", "--twin", "--json")).Exits(0).Plan.Empty);
    }

    [Fact]
    public async Task Stop_KeepsWhatWorked_AndTheNextApplyGoesOnFromThere()
    {
        var portal = fixture.FromNothing();
        var failed = (await portal.RunAsync("apply", "--twin", "--yes", "--on-failure", "stop", "--twin-fault", "fail@aws:create:app-2")).Exits(3);
        Assert.Contains("What was done is recorded; run 'mciacc apply' again when the cause is mended.", failed.Lines);
        Assert.Equal(["app-1", "app-db", "app-subnet", "portal"], portal.World("aws").Select(o => o.Name));
        Assert.DoesNotContain(portal.World("opnsense"), o => o.Name == "app-backend");

        var rest = (await portal.RunAsync("apply", "--twin", "--yes", "--json")).Exits(0);
        Assert.Equal(["create app-2", "create app-backend", "create app-frontend", "create allow-https", "create status-page"], rest.Plan.Acts);
        Portal.AssertComplete(portal);
    }

    [Fact]
    public async Task Continue_DoesAllThatDoesNotDependOnTheFailure()
    {
        var portal = fixture.FromNothing();
        (await portal.RunAsync("apply", "--twin", "--yes", "--on-failure", "continue", "--twin-fault", "fail@aws:create:portal")).Exits(3);
        Assert.Equal(["app-db"], portal.World("aws").Select(o => o.Name));
        Assert.Equal(["app-network"], portal.World("opnsense").Select(o => o.Name));
        Assert.Equal(["app-image"], portal.World("docker").Select(o => o.Name));
        Assert.Empty(portal.World("local"));
    }

    [Fact]
    public async Task FailureAfterTheFirstDelete_CarriesOn_AndTheNextApplyFinishes()
    {
        var portal = fixture.Applied();
        Portal.MoveSubnet(portal);
        var failed = (await portal.RunAsync("apply", "--twin", "--yes", "--twin-fault", "fail@aws:delete:app-1")).Exits(3);
        Assert.Contains("error MCI4001: app-1 (aws:ec2:instance): ", failed.Error, StringComparison.Ordinal);
        Assert.Equal(1, portal.World("aws").Count(o => o.Name == "app-2"));
        Assert.Equal(2, portal.World("aws").Count(o => o.Name == "app-1"));
        Assert.Single((await portal.StateAsync("--twin"))["resources"].As<KnownResource[]>().Single(r => r.Name == "app-1").Deposed);

        var rest = (await portal.RunAsync("apply", "--twin", "--yes", "--json")).Exits(0);
        Assert.Equal(["delete app-1", "delete app-subnet"], rest.Plan.Acts);
        Portal.AssertComplete(portal);
    }

    [Theory]
    [InlineData("--twin-fault needs --twin", "--twin-fault", "fail@5")]
    [InlineData("--twin-fault isn't understood", "--twin", "--twin-fault", "explode@5")]
    public async Task AFaultThatMakesNoSense_IsAnErrorOfTheCommandLine(string message, params string[] options)
    {
        var refused = (await fixture.FromNothing().RunAsync(["apply", "--yes", "--json", .. options])).Exits(2);
        Assert.Equal("MCI1080", refused.Diagnostics.Single().Id);
        Assert.StartsWith(message, refused.Diagnostics.Single().Message, StringComparison.Ordinal);
    }
}
