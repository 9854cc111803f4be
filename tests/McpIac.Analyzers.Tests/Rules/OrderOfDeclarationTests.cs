using McpIac.Analyzers.Tests.Hosts;

namespace McpIac.Analyzers.Tests.Rules;

/// <summary>MCI1022 and MCI2090.</summary>
public sealed class OrderOfDeclarationTests
{
    [Fact]
    public void VariableUsedAboveItsDeclaration_IsReported() => Verify.Script(
        """
        var box = new Lab.Net.Box("b") { Site = [|site|].Id };
        var site = new Lab.Net.Site("a");
        """,
        "MCI1022 site is used here, before line 2 sets it. Move the declaration above its first use.");

    [Theory]
    [InlineData("""Func<Value<string>> later = () => site.Id; var site = new Lab.Net.Site("a"); Output("x", later());""")]
    [InlineData("""var name = nameof(site); var site = new Lab.Net.Site("a");""")]
    [InlineData("""void Show() => Output("x", site.Id); var site = new Lab.Net.Site("a"); Show();""")]
    public void UseThatRunsLater_IsNotReported(string script) => Verify.Script(script);

    [Fact]
    public void CircleOfVariables_IsReportedAsACircle() => Verify.Script(
        """
        Lab.Net.Box a = [|new("x")|] { Site = b.Id };
        Lab.Net.Site b = new("y") { Parent = c.Id };
        Lab.Net.Site c = new Lab.Net.Site("z", new() { DependsOn = [a] });
        """,
        "MCI2090 These resources depend on each other in a circle: x → y → z → x. Take one of these references out, or set it on a separate resource that both can depend on.");

    [Fact]
    public void ResourceThatNeedsItself_IsReportedAsACircle() => Verify.Script(
        """Lab.Net.Site a = [|new("x")|] { Parent = a.Id };""",
        "MCI2090 These resources depend on each other in a circle: x → x. Take one of these references out, or set it on a separate resource that both can depend on.");

    [Fact]
    public void CircleBesideAnEarlyUse_LeavesThatReported() => Verify.Script(
        """
        Lab.Net.Site a = [|new Lab.Net.Site("x")|] { Parent = b.Id };
        Lab.Net.Site b = new Lab.Net.Site("y") { Parent = a.Id };
        var c = new Lab.Net.Site("z") { Parent = [|d|].Id };
        var d = new Lab.Net.Site("w");
        """,
        "MCI2090 These resources depend on each other in a circle: x → y → x. Take one of these references out, or set it on a separate resource that both can depend on.",
        "MCI1022 d is used here, before line 4 sets it. Move the declaration above its first use.");

    [Theory]
    [InlineData("""var a = {|MCI2090:new Lab.Net.Site("x")|}; var b = new Lab.Net.Site("y") { Parent = a.Id }; a.Tags["b"] = b.Id;""")]
    [InlineData("""var a = {|MCI2090:new Lab.Net.Site("x")|}; a.Tags["self"] = $"{a.Id}";""")]
    [InlineData("""var a = new Lab.Net.Site("x"); var b = new Lab.Net.Site("y") { Parent = a.Id }; b.Tags["a"] = a.Id;""")]
    [InlineData("""var a = new Lab.Net.Site("x"); var b = new Lab.Net.Site("y") { Parent = a.Id }; if (args.Length > 0) a.Tags["b"] = b.Id;""")]
    [InlineData("""var a = new Lab.Net.Site("x"); var b = new Lab.Net.Site("y") { Parent = a.Id }; Func<Value<string>> f = () => b.Id; a.Tags["b"] = "c";""")]
    public Task MembersAddedToAMapLater_CountToo(string program) => Verify.Program(program);
}
