using McpIac.Analyzers.Tests.Hosts;

namespace McpIac.Analyzers.Tests.Rules;

/// <summary>MCI3111.</summary>
public sealed class ReplacedByChangeTests
{
    private const string Baseline = """
        { "deployment": "shop", "resources": {
            "shop/aws:vpc:vpc/portal": { "type": "aws:vpc:vpc", "name": "portal", "inputs": { "cidrBlock": "10.0.0.0/16", "enableDnsSupport": true } },
            "shop/Tier:a/aws:vpc:vpc/inner": { "type": "aws:vpc:vpc", "name": "inner", "inputs": { "cidrBlock": "10.0.0.0/16" } },
            "shop/Tier:b/aws:vpc:vpc/inner": { "type": "aws:vpc:vpc", "name": "inner", "inputs": { "cidrBlock": "10.0.0.0/16" } },
            "shop/local:random/id": { "type": "local:random", "name": "id", "inputs": { "kind": "id", "length": 8 } } } }
        """;

    [Theory]
    [InlineData("""new Aws.Vpc.Vpc("portal") { CidrBlock = "10.1.0.0/16" };""", "MCI3111 1:41-1:54")]
    [InlineData("""new Aws.Vpc.Vpc("portal") { Cidr = "10.1.0.0/16" };""", "MCI3111 1:36-1:49")]
    [InlineData("""new Aws.Vpc.Vpc("portal") { CidrBlock = "10.0.0.0/16" };""", "")]
    [InlineData("""new Aws.Vpc.Vpc("portal") { CidrBlock = "10.0.3.0/16" };""", "")]
    [InlineData("""new Aws.Vpc.Vpc("portal") { CidrBlock = "10.0.0.0/16", EnableDnsSupport = false };""", "")]
    [InlineData("""new Aws.Vpc.Vpc("other") { CidrBlock = "10.1.0.0/16" };""", "")]
    [InlineData("""new Aws.Vpc.Vpc("inner") { CidrBlock = "10.1.0.0/16" };""", "")]
    [InlineData("""new Local.Random("id") { Kind = "id", Length = 8 };""", "")]
    [InlineData("""new Local.Random("id") { Kind = "id", Length = 9 };""", "MCI3111 1:48-1:49")]
    public async Task ImmutableProperty_IsComparedWithWhatWasApplied(string program, string expected) =>
        Assert.Equal(expected, string.Join(' ', await ProjectHost.Check(program, Baseline)));

    [Theory]
    [InlineData("")]
    [InlineData("{ \"resources\": [] }")]
    [InlineData("no json")]
    [InlineData("{ \"resources\": { \"a\": 3, \"b\": { \"type\": \"aws:vpc:vpc\" } } }")]
    public async Task BaselineThatSaysNothing_IsLeftAlone(string baseline) => Assert.Empty(await ProjectHost.Check("""new Aws.Vpc.Vpc("portal") { CidrBlock = "10.1.0.0/16" };""", baseline));
}
