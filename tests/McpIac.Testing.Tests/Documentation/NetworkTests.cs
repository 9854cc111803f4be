using McpIac.Testing;

public sealed class NetworkTests
{
    [Fact]
    public async Task Network_IsMadeOnce()
    {
        var built = DeploymentTest.Run(() =>
        {
            var vpc = new Aws.Vpc.Vpc("main") { CidrBlock = "10.0.0.0/16" };
            var subnet = new Aws.Vpc.Subnet("app") { VpcId = vpc.Id, CidrBlock = "10.0.1.0/24" };
            Output("subnet", subnet.Id);
        });

        Assert.Equal("${app.id}", built.Deployment.Output("subnet"));
        using var twin = new Twin().Mock("aws:vpc:vpc", "main", new { id = "vpc-1" });
        var first = await built.ApplyToAsync(twin);
        Assert.Equal("vpc-1", first.Resource("aws:vpc:subnet", "app")["vpcId"]);
        Assert.Empty((await built.ApplyToAsync(twin)).Changes);
    }
}
