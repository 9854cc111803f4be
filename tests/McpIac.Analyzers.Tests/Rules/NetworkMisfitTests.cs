using McpIac.Analyzers.Tests.Hosts;

namespace McpIac.Analyzers.Tests.Rules;

/// <summary>MCI3101 and MCI3102.</summary>
public sealed class NetworkMisfitTests
{
    [Fact]
    public Task SubnetOutside_IsReportedWithItsNetworksBlock() => Verify.Program(
        """
        var vpc = new Aws.Vpc.Vpc("portal") { CidrBlock = "10.0.0.0/16" };
        new Aws.Vpc.Subnet("app") { VpcId = vpc.Id, CidrBlock = {|#0:"10.1.0.0/24"|} };
        """,
        "MCI3101 10.1.0.0/24 of app isn't in 10.0.0.0/16, the block of portal. Take a block of that network, by Cidr.Subnet(network, bits, number) for example.");

    [Fact]
    public Task SubnetThatOverlaps_IsReportedWithTheOther() => Verify.Program(
        """
        var vpc = new Aws.Vpc.Vpc("portal") { CidrBlock = "10.0.0.0/16" };
        new Aws.Vpc.Subnet("a") { VpcId = vpc.Id, CidrBlock = "10.0.2.0/24" };
        new Aws.Vpc.Subnet("b") { VpcId = vpc.Id, CidrBlock = {|#0:"10.0.0.0/21"|} };
        """,
        "MCI3102 10.0.0.0/21 of b overlaps 10.0.2.0/24 of a in the same network. Give each a block of its own.");

    [Theory]
    [InlineData("""for (var i = 0; i < 3; i++) new Aws.Vpc.Subnet($"s{i}") { VpcId = vpc.Id, CidrBlock = {|MCI3102:$"10.0.{i / 2}.0/24"|} };""")]
    [InlineData("""for (var i = 0; i < 3; i++) new Aws.Vpc.Subnet($"s{i}") { VpcId = vpc.Id, CidrBlock = $"10.0.{i}.0/24" };""")]
    [InlineData("""for (var i = 0; i < 3; i++) new Aws.Vpc.Subnet($"s{i}") { VpcId = vpc.Id, CidrBlock = Cidr.Subnet(vpc.CidrBlock, 8, i) };""")]
    [InlineData("""var s = new Aws.Vpc.Subnet("s") { VpcId = vpc.Id, CidrBlock = "10.0.1.0/24" }; new Aws.Vpc.Subnet("t") { VpcId = vpc.Id, CidrBlock = {|MCI3102:Cidr.Subnet(vpc.CidrBlock, 8, 1)|} };""")]
    [InlineData("""var other = new Aws.Vpc.Vpc("other") { CidrBlock = "10.0.0.0/16" }; new Aws.Vpc.Subnet("s") { VpcId = vpc.Id, CidrBlock = "10.0.1.0/24" }; new Aws.Vpc.Subnet("t") { VpcId = other.Id, CidrBlock = "10.0.1.0/24" };""")]
    [InlineData("""var id = vpc.Id; new Aws.Vpc.Subnet("s") { VpcId = id, CidrBlock = {|MCI3101:"192.168.1.0/24"|} };""")]
    [InlineData("""new Aws.Vpc.Subnet("s") { VpcId = "vpc-123", CidrBlock = "192.168.1.0/24" };""")]
    [InlineData("""new Aws.Vpc.Subnet("s") { VpcId = vpc.Id, CidrBlock = args[0] };""")]
    [InlineData("""if (args.Length > 0) new Aws.Vpc.Subnet("s") { VpcId = vpc.Id, CidrBlock = "10.0.1.0/24" }; else new Aws.Vpc.Subnet("t") { VpcId = vpc.Id, CidrBlock = "10.0.1.0/24" };""")]
    [InlineData("""var vpcs = Enumerable.Range(1, 2).Select(i => new Aws.Vpc.Vpc($"v{i}") { CidrBlock = $"10.{i}.0.0/16" }).ToList(); foreach (var v in vpcs) new Aws.Vpc.Subnet($"of-{args.Length}") { VpcId = v.Id, CidrBlock = "10.1.1.0/24" };""",
        "MCI3101")]
    public Task Blocks_AreComparedWithinTheirNetwork(string statement, string? elsewhere = null) => Verify.Program($$"""
        var vpc = new Aws.Vpc.Vpc("portal") { CidrBlock = "10.0.0.0/16" };
        {{(elsewhere is null ? statement : statement.Replace("\"10.1.1.0/24\"", $$"""{|{{elsewhere}}:"10.1.1.0/24"|}""", StringComparison.Ordinal))}}
        """);
}
