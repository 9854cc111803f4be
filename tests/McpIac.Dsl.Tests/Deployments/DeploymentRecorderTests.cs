using McpIac.Dsl.Deployments;
using McpIac.Dsl.Expressions;
using McpIac.Dsl.Tests.Programs;
using McpIac.Schemas.Diagnostics;
using static McpIac.Dsl.Authoring;
using static McpIac.Dsl.Tests.Programs.Recording;

namespace McpIac.Dsl.Tests.Deployments;

public sealed class DeploymentRecorderTests
{
    [Fact]
    public void Deployment_NamedAfterItsResources_RenamesTheirUrns()
    {
        var (deployment, _) = Run(() =>
        {
            var vpc = new Vpc("main") { CidrBlock = "10.0.0.0/16" };
            Deployment("customer portal");
            _ = new Vpc("other", new() { DependsOn = [vpc] }) { CidrBlock = vpc.CidrBlock };
            Output("id", vpc.Id);
        });
        Assert.Equal("customer portal", deployment.Name);
        Assert.Equal(["customer%20portal/aws:vpc:vpc/main", "customer%20portal/aws:vpc:vpc/other"], deployment.Resources.Select(r => r.Urn));
        Assert.Equal(new Reference("customer%20portal/aws:vpc:vpc/main", ["cidrBlock"]), deployment.Resources[1].Properties[0].Value);
        Assert.Equal(["customer%20portal/aws:vpc:vpc/main"], deployment.Resources[1].DependsOn);
        Assert.Equal(new Reference("customer%20portal/aws:vpc:vpc/main", ["id"]), deployment.Outputs[0].Value);
    }

    [Fact]
    public void Deployment_NamedTwice_IsReported()
    {
        var (deployment, diagnostics) = Run(() =>
        {
            Deployment("a");
            Deployment("a");
            Deployment("b");
        });
        Assert.Equal("a", deployment.Name);
        Assert.Equal(("MCI0001", "The deployment is already named 'a', so it can't be named 'b' too."), (diagnostics.Single().Id, diagnostics.Single().Message));
        Assert.Equal(36, diagnostics.Single().Place?.Line);
    }

    [Fact]
    public void Names_ThatAreNotKnown_AreReported()
    {
        var (_, diagnostics) = Run(() =>
        {
            var vpc = new Vpc("") { CidrBlock = "10.0.0.0/16" };
            _ = new Vpc($"v-{vpc.Id}") { CidrBlock = "" };
            Output($"{vpc.Id}", "x");
            Deployment($"{vpc.Id}");
        });
        Assert.Equal(4, diagnostics.Count);
        Assert.All(diagnostics, d => Assert.Equal("MCI0006", d.Id));
        Assert.Equal("The name of this aws:vpc:vpc is empty, or made from a value that is known only when the deployment is applied.", diagnostics[0].Message);
    }

    [Fact]
    public void Resources_OfOneName_AreBothRecorded_WithTheirPlaces()
    {
        var (deployment, diagnostics) = Run(() =>
        {
            _ = new Vpc("same") { CidrBlock = "" };
            _ = new Vpc("same") { CidrBlock = "" };
        });
        Assert.Empty(diagnostics);
        Assert.Equal(["test/aws:vpc:vpc/same", "test/aws:vpc:vpc/same"], deployment.Resources.Select(r => r.Urn));
        Assert.Equal([63, 64], deployment.Resources.Select(r => r.Place?.Line));
    }

    [Fact]
    public void Components_ArePartOfTheirResourcesAddresses()
    {
        var (deployment, diagnostics) = Run(() =>
        {
            var first = new Vpc("first") { CidrBlock = "" };
            var outer = new Tier("outer", new() { DependsOn = [first] });
            _ = new Tier("inner/x", new() { Parent = outer });
        });
        Assert.Empty(diagnostics);
        Assert.Equal(
            ["test/aws:vpc:vpc/first", "test/Tier:outer/aws:vpc:vpc/net", "test/Tier:outer/Tier:inner%2Fx/aws:vpc:vpc/net"],
            deployment.Resources.Select(r => r.Urn));
        Assert.Equal(["test/aws:vpc:vpc/first"], deployment.Resources[2].DependsOn);
    }

    [Fact]
    public void Components_OfOneNameAndPlace_AreReported()
    {
        var (_, diagnostics) = Run(() =>
        {
            var a = new Tier("a");
            _ = new Tier("a");
            _ = new Tier("a", new() { Parent = a });
        });
        Assert.Equal(("MCI0007", "There are two components Tier named 'a' in the same place."), (diagnostics.Single().Id, diagnostics.Single().Message));
    }

    [Fact]
    public void DependsOn_WhatIsNotDeclaredYet_IsReported()
    {
        Vpc? later = null;
        var (_, diagnostics) = Run(() => _ = new Vpc("v", new() { DependsOn = [later!] }) { CidrBlock = "" });
        Assert.Equal(
            ("MCI0008", "A resource that v depends on is null: it is used before it is declared."), (diagnostics.Single().Id, diagnostics.Single().Message));
    }

    [Fact]
    public void Resources_OutsideOfARecording_Throw_AndSayWhatToRun()
    {
        Run(() => { });
        var thrown = Assert.Throws<InvalidOperationException>(() => new Vpc("v") { CidrBlock = "" });
        Assert.Contains("mciacc", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resources_MadeSideBySide_AreAllRecorded()
    {
        var (deployment, _) = Run(() => Parallel.For(0, 200, i => _ = new Vpc($"v{i}") { CidrBlock = "" }));
        Assert.Equal(200, deployment.Resources.Select(r => r.Urn).Distinct().Count());
    }

    private sealed class Tier : Component
    {
        public Tier(string name, ResourceOptions? options = null) : base(name, options) =>
            _ = new Vpc("net", new() { Parent = this }) { CidrBlock = "10.0.0.0/16" };
    }
}
