using McpIac.Engine.Execution;
using McpIac.Plans.Planning;

namespace McpIac.Testing.Tests.Twins;

public sealed class TwinTests
{
    private static BuiltDeployment Network(string subnet = "10.0.1.0/24", bool dns = false) => DeploymentTest.Run(() =>
    {
        var vpc = new Aws.Vpc.Vpc("main") { CidrBlock = "10.0.0.0/16", EnableDnsHostnames = dns };
        var app = new Aws.Vpc.Subnet("app") { VpcId = vpc.Id, CidrBlock = subnet };
        Output("vpc", vpc.Arn);
        Output("subnet", app.Id);
    });

    [Fact]
    public async Task Mock_FixesAnOutput_AndWhatIsMadeFromIt()
    {
        var applied = await Network().ApplyToTwinAsync(t => t.Mock("aws:vpc:vpc", null, new { id = "vpc-1" }).Mock("aws:vpc:subnet", "app", new { id = "subnet-1", availableIpAddressCount = 7 }));
        Assert.Equal([], applied.Diagnostics);
        Assert.EndsWith("vpc/vpc-1", (string?)applied.Output("vpc"), StringComparison.Ordinal);
        Assert.Equal("subnet-1", applied.Output("subnet"));
        Assert.Equal("subnet-1", applied.Resource("aws:vpc:subnet", "app").Id);
        Assert.Equal(7, applied.Resource("aws:vpc:subnet", "app")["availableIpAddressCount"]);
        Assert.All(applied.Changes, c => Assert.Equal((StepAction.Create, ResourceFate.Applied), (c.Action, c.Fate)));
    }

    [Fact]
    public async Task Mock_ForWhatIsntThere_IsTheTestsMistake()
    {
        async Task<string> Message(string type, string? name, object outputs) =>
            (await Assert.ThrowsAsync<DeploymentTestException>(() => Network().ApplyToTwinAsync(t => t.Mock(type, name, outputs)))).Message;

        Assert.EndsWith("Did you mean aws:vpc:vpc main?", await Message("aws:vpc:vpc", "mein", new { id = "vpc-1" }), StringComparison.Ordinal);
        Assert.EndsWith("Did you mean aws:vpc:vpc?", await Message("aws:vpc:vpcs", null, new { id = "vpc-1" }), StringComparison.Ordinal);
        Assert.EndsWith("Did you mean arn?", await Message("aws:vpc:vpc", "main", new { arm = "x" }), StringComparison.Ordinal);
    }

    private static BuiltDeployment Shared(Func<Value<string>> id) => DeploymentTest.Run(() =>
    {
        var shared = Aws.Vpc.Subnet.Existing("shared", id());
        var app = new Aws.Ec2.Instance("app") { InstanceType = "t3.medium", ImageId = "ami-12345", SubnetId = shared.Id };
        Output("network", shared.CidrBlock);
        Output("app", app.PrivateIp);
    });

    [Fact]
    public async Task WhatExists_IsMadeUp_OrMocked()
    {
        var built = Shared(() => "subnet-123");
        Assert.Equal("subnet-123", built.Deployment.Resource("aws:vpc:subnet", "shared").Existing);
        Assert.Null(built.Deployment.Resource("aws:ec2:instance", "app").Existing);

        var applied = await built.ApplyToTwinAsync();
        Assert.Equal([], applied.Diagnostics);
        Assert.Equal([new AppliedChange(StepAction.Create, "aws:ec2:instance", "app", ResourceFate.Applied)], applied.Changes);
        Assert.Equal("subnet-123", applied.Resource("aws:ec2:instance", "app")["subnetId"]);
        Assert.Contains("/", (string?)applied.Output("network"), StringComparison.Ordinal);
        Assert.DoesNotContain(applied.Resources, r => r.Name == "shared");

        var mocked = await built.ApplyToTwinAsync(t => t.Mock("aws:vpc:subnet", "shared", new { cidrBlock = "172.16.9.0/24" }));
        Assert.Equal("172.16.9.0/24", mocked.Output("network"));
        Assert.StartsWith("172.16.9.", (string?)mocked.Output("app"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AMockOfWhatExists_NeedsItsIdBeforehand()
    {
        var late = Shared(() => new Aws.Vpc.Subnet("made") { VpcId = new Aws.Vpc.Vpc("main") { CidrBlock = "10.0.0.0/16" }.Id, CidrBlock = "10.0.1.0/24" }.Id);
        Assert.Contains("mock the type", (await Assert.ThrowsAsync<DeploymentTestException>(() => late.ApplyToTwinAsync(t => t.Mock("aws:vpc:subnet", "shared", new { cidrBlock = "172.16.9.0/24" })))).Message, StringComparison.Ordinal);

        // What was made is there to be read.
        var applied = await late.ApplyToTwinAsync();
        Assert.Equal([], applied.Diagnostics);
        Assert.Equal("10.0.1.0/24", applied.Output("network"));
    }

    [Fact]
    public async Task Failure_RollsBack_AndNothingIsLeft()
    {
        var applied = await Network().ApplyToTwinAsync(t => t.Fail("aws:vpc:subnet", "app", "create", "quota"));
        Assert.Equal(ApplyOutcome.RolledBack, applied.Outcome);
        Assert.Empty(applied.Resources);
        Assert.Contains(applied.Diagnostics, d => d.Message.Contains("told to fail", StringComparison.Ordinal));
        Assert.Contains("told to fail", Assert.Throws<DeploymentTestException>(() => applied.Output("vpc")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ATwinThatStays_SeesUpdates_AndDestruction()
    {
        using var twin = new Twin();
        Assert.True((await Network().ApplyToAsync(twin)).Succeeded);
        Assert.Equal([new AppliedChange(StepAction.Update, "aws:vpc:vpc", "main", ResourceFate.Applied)], (await Network(dns: true).ApplyToAsync(twin)).Changes);

        twin.Fail("aws:vpc:vpc", "main", "update");
        Assert.False((await Network().ApplyToAsync(twin)).Succeeded);
        Assert.True((await Network().ApplyToAsync(twin.ClearFaults())).Succeeded);
        Assert.Empty((await twin.DestroyAsync(Network())).Resources);
    }

    [Fact]
    public void AFaultThatIsNone_IsTheTestsMistake() => Assert.Throws<DeploymentTestException>(() => { using var twin = new Twin(); twin.Fault("explode@5"); });
}
