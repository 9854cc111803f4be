using McpIac.Schemas.Diagnostics;

namespace McpIac.Testing.Tests.Deployments;

public sealed class RunTests
{
    [Fact]
    public void Values_AreThoseOfDotNet_AndExpressionsTheirText()
    {
        var deployment = DeploymentTest.Run(() =>
        {
            var vpc = new Aws.Vpc.Vpc("main") { CidrBlock = "10.0.0.0/16", EnableDnsSupport = true, Tags = { ["env"] = "test" } };
            _ = new Aws.Rds.Instance("db") { Engine = "postgres", InstanceClass = "db.t3.micro", AllocatedStorage = 20, Password = "hunter2hunter2", DbName = $"db_{vpc.Id}" };
        }).Deployment;

        var vpc = deployment.Resource("aws:vpc:vpc", "main");
        Assert.Equal(true, vpc["enableDnsSupport"]);
        Assert.Equal(new Dictionary<string, object?> { ["env"] = "test" }, vpc["tags"]);
        Assert.Null(vpc["instanceTenancy"]);
        Assert.Equal("RunTests.cs", Path.GetFileName(vpc.Place!.File));
        var database = deployment.Resource("aws:rds:instance", "db");
        Assert.Equal(20, database["allocatedStorage"]);
        Assert.Equal("(secret)", database["password"]);
        Assert.Equal("db_${main.id}", database["dbName"]);
        Assert.Equal([vpc], database.Dependencies);
    }

    [Fact]
    public void Misses_SayWhatWasMeant()
    {
        var deployment = DeploymentTest.Run(() =>
        {
            _ = new Aws.Vpc.Vpc("main") { CidrBlock = "10.0.0.0/16" };
            Output("network", "10.0.0.0/16");
        }).Deployment;

        Assert.EndsWith("Did you mean aws:vpc:vpc main?", Assert.Throws<DeploymentTestException>(() => deployment.Resource("aws:vpc:vpc", "mian")).Message, StringComparison.Ordinal);
        Assert.EndsWith("Did you mean cidrBlock?", Assert.Throws<DeploymentTestException>(() => deployment.Resource("aws:vpc:vpc", "main")["cidrBlok"]).Message, StringComparison.Ordinal);
        Assert.EndsWith("Did you mean network?", Assert.Throws<DeploymentTestException>(() => deployment.Output("netwerk")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mistakes_AreDiagnostics_AndTheModelSaysSo()
    {
        var built = DeploymentTest.Run(() => _ = new Aws.Vpc.Vpc("main") { CidrBlock = "10.0.0.0/99" });

        var error = Assert.Single(built.Diagnostics, d => d.Severity == Severity.Error);
        Assert.False(built.Succeeded);
        Assert.Contains(error.Message, Assert.Throws<DeploymentTestException>(() => built.Deployment).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parameters_AreGiven_AndAreMissed()
    {
        static void Program() => Output("count", Parameter<int>("count").ToString());

        Assert.Equal("3", DeploymentTest.Run(Program, o => o.Parameters["count"] = 3).Deployment.Output("count"));
        Assert.Contains(DeploymentTest.Run(Program).Diagnostics, d => d.Message.Contains("count", StringComparison.Ordinal));
        Assert.False(DeploymentTest.Run(Program, o => o.Parameters["count"] = "many").Succeeded);
        Assert.Equal("MCI1270", Assert.Single(DeploymentTest.Run(Program, o => o.Environment = "nowhere").Diagnostics).Id);
    }

    [Fact]
    public void SecretsAndOtherDeployments_AreTheTests()
    {
        var deployment = DeploymentTest.Run(() =>
        {
            var network = DeploymentReference("network");
            _ = new Aws.Vpc.Subnet("app") { VpcId = network.Output<string>("vpcId"), CidrBlock = "10.0.1.0/24" };
            _ = new Aws.Rds.Instance("db") { Engine = "postgres", InstanceClass = "db.t3.micro", Password = Secret("db-password") };
        }, o => o.Deployments["network"] = new { vpcId = "vpc-7" }).Deployment;

        Assert.Equal("vpc-7", deployment.Resource("aws:vpc:subnet", "app")["vpcId"]);
        Assert.Equal("(secret)", deployment.Resource("aws:rds:instance", "db")["password"]);
    }

    [Fact]
    public void AnExceptionOfTheProgram_IsTheTestsOwn_AndEndsTheRecording()
    {
        Assert.Throws<FormatException>(() => DeploymentTest.Run(() => throw new FormatException()));
        Assert.Throws<InvalidOperationException>(() => new Aws.Vpc.Vpc("stray") { CidrBlock = "10.0.0.0/16" });
    }
}
