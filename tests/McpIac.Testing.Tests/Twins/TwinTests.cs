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
