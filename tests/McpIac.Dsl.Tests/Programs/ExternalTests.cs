using static McpIac.Dsl.Authoring;
using static McpIac.Dsl.Tests.Programs.Recording;

namespace McpIac.Dsl.Tests.Programs;

public sealed class ExternalTests
{
    [Fact]
    public void AFile_IsWantedAsItsPropertySays_OrInOneForm()
    {
        Value<string> whole = Asset("app/config.json");
        Assert.Equal("""{"$external":["asset","app/config.json"]}""", Show(whole));
        Assert.Equal("""{"$external":["asset","a","sha256"]}""", Show(Asset("a").Sha256));
        Assert.Equal("""{"$external":["archive","site","base64"]}""", Show(Archive("site").Base64));
        Assert.Equal("""{"$text":["v-",{"$external":["asset","a","text"]}]}""", Show((Value<string>)$"v-{Asset("a").Text}"));
        Assert.Equal("""{"$text":["v-",{"$external":["asset","a"]}]}""", Show((Value<string>)$"v-{Asset("a")}"));
    }

    [Fact]
    public void AnOutput_OfAnotherDeployment_IsNamed()
    {
        var network = DeploymentReference("network");
        Assert.Equal("""{"$external":["deployment","network","vpcId"]}""", Show(network.Output<string>("vpcId")));
        Assert.Equal("""{"$get":[{"$external":["deployment","network","subnets"]},"0"]}""", Show(network["subnets"][0]));
        Assert.Equal("""{"$for":["v1",{"$external":["deployment","network","subnets"]},{"$call":["upper",{"$var":"v1"}]}]}""", Show(network.List<string>("subnets").Select(s => s.ToUpper())));
    }
}
