using McpIac.Analyzers.Tests.Hosts;

namespace McpIac.Analyzers.Tests.Rules;

/// <summary>MCI2009.</summary>
public sealed class WrongReferenceTests
{
    [Fact]
    public Task IdOfAnotherType_IsReportedInTheBindersWords() => Verify.Program(
        """
        var vpc = new Aws.Vpc.Vpc("portal") { CidrBlock = "10.0.0.0/16" };
        var server = new Aws.Ec2.Instance("app-1") { InstanceType = "t3.medium", ImageId = "ami-12345", SubnetId = {|#0:vpc.Id|} };
        """,
        "MCI2009 subnetId of app-1 refers to aws:vpc:subnet#id; this is id of portal (aws:vpc:vpc). Refer to a resource of that type.");

    [Theory]
    [InlineData("Site = {|MCI2009:box.Id|}")]
    [InlineData("Site = {|MCI2009:site.Zone|}")]
    [InlineData("Site = {|MCI2009:$\"{box.Id}\"|}")]
    [InlineData("Site = {|MCI2009:Text($\"{box.Id}\")|}")]
    [InlineData("Site = If(site.Size > 3, {|MCI2009:box.Id|}, site.Id)")]
    [InlineData("Site = {|MCI2009:boxId|}")]
    [InlineData("Site = {|MCI2009:boxes[0].Id|}")]
    [InlineData("Site = {|MCI2009:{|MCI3105:Secret(box.Id)|}|}")]
    [InlineData("Site = site.Id")]
    [InlineData("Site = site.Parent")]
    [InlineData("Site = $\"{box.Id}-x\"")]
    [InlineData("Site = boxes[0].Site")]
    [InlineData("Site = \"any text\"")]
    public Task Reference_IsJudgedByWhatItIs(string property) => Verify.Program($$"""
        var site = new Lab.Net.Site("a");
        var box = new Lab.Net.Box("b") { Site = site.Id };
        var boxId = box.Id;
        var boxes = new[] { box, new Lab.Net.Box("c") };
        new Lab.Net.Box("d") { {{property}} };
        """);

    [Theory]
    [InlineData("Peers = [site.Id, {|MCI2009:box.Id|}]")]
    [InlineData("Peers = [.. {|MCI2009:boxes.Select(b => b.Id)|}]")]
    [InlineData("Peers = {|MCI2009:boxes.Select(b => b.Id).ToList()|}")]
    [InlineData("Peers = [.. boxes.Select(b => b.Site)]")]
    [InlineData("Device = {|MCI2009:box.Id|}")]
    [InlineData("Device = site.Zone")]
    [InlineData("Rules = [new() { SiteValue = {|MCI2009:box.Id|} }]")]
    public Task ReferenceInAList_OrWhereTextsAreAllowed_IsJudgedToo(string property) => Verify.Program($$"""
        var site = new Lab.Net.Site("a");
        var box = new Lab.Net.Box("b") { Site = site.Id };
        var boxes = Enumerable.Range(1, 2).Select(i => new Lab.Net.Box($"box-{i}")).ToList();
        new Lab.Net.Site("d") { {{property}} };
        """);

    [Fact]
    public Task LoopOverResourcesOfAnotherType_IsReportedWithTheirName() => Verify.Program(
        """
        var boxes = Enumerable.Range(1, 2).Select(i => new Lab.Net.Box($"box-{i}")).ToList();
        foreach (var box in boxes) new Lab.Net.Box($"of-{boxes.IndexOf(box)}") { Site = {|#0:box.Id|} };
        """,
        "MCI2009 site of this Box refers to lab:net:site#id; this is id of box-1 (lab:net:box). Refer to a resource of that type.");

    [Fact]
    public Task ParameterOfAComponent_IsJudgedByItsType() => Verify.Program(
        """
        _ = new Tier("web", new Lab.Net.Box("b"));
        sealed class Tier : Component
        {
            public Tier(string name, Lab.Net.Box box) : base(name) => new Lab.Net.Box("inner", new() { Parent = this }) { Site = {|#0:box.Id|} };
        }
        """,
        "MCI2009 site of inner refers to lab:net:site#id; this is id of box (lab:net:box). Refer to a resource of that type.");
}
