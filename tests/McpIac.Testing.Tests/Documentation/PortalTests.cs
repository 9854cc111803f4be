using McpIac.Testing;

public sealed class PortalTests
{
    [Fact]
    public async Task Portal_HasTwoServersInItsSubnet()
    {
        var built = await DeploymentTest.BuildAsync("samples/customer-portal/infra.yaml");

        Assert.Empty(built.Diagnostics);
        var subnet = built.Deployment.Resource("aws:vpc:subnet", "app-subnet");
        Assert.Equal("10.0.1.0/24", subnet["cidrBlock"]);
        Assert.Equal("${portal.id}", subnet["vpcId"]);
        var servers = built.Deployment.OfType("aws:ec2:instance");
        Assert.Equal(2, servers.Count);
        Assert.All(servers, s => Assert.Contains(subnet, s.Dependencies));
    }

    [Fact]
    public async Task Portal_ShowsTheAddressesOfItsServers()
    {
        var built = await DeploymentTest.BuildAsync("samples/customer-portal/infra.yaml");

        var applied = await built.ApplyToTwinAsync(twin => twin
            .Mock("aws:ec2:instance", "app-1", new { privateIp = "10.0.1.11" })
            .Mock("aws:ec2:instance", "app-2", new { privateIp = "10.0.1.12" }));

        Assert.True(applied.Succeeded);
        Assert.Equal("10.0.1.11, 10.0.1.12", applied.Output("servers"));
        Assert.Contains("app-1: 10.0.1.11", (string?)applied.Resource("local:file", "status-page")["content"]);
    }

    [Fact]
    public async Task Portal_IsTakenBack_WhenItsDatabaseCantBeMade()
    {
        var built = await DeploymentTest.BuildAsync("samples/customer-portal/infra.yaml");

        var applied = await built.ApplyToTwinAsync(twin => twin.Fail("aws:rds:instance", "app-db", code: "quota"));

        Assert.Equal(McpIac.Engine.Execution.ApplyOutcome.RolledBack, applied.Outcome);
        Assert.Empty(applied.Resources);
    }
}
