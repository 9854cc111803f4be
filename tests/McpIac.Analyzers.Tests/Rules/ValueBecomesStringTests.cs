using McpIac.Analyzers.Tests.Hosts;

namespace McpIac.Analyzers.Tests.Rules;

/// <summary>MCI3103 and MCI0006.</summary>
public sealed class ValueBecomesStringTests
{
    [Fact]
    public Task InterpolatedTextInAVariable_IsReported() => Verify.Program(
        """
        var site = new Lab.Net.Site("a");
        var text = {|#0:$"zone {site.Zone}"|};
        new Lab.Net.Site("b") { Label = text };
        """,
        "MCI3103 This interpolated text makes a C# string of site.Zone, which is known only when the deployment is applied. Write Text($\"…\"), which stays a value.");

    [Theory]
    [InlineData("""Value<string> v = args.Length > 0 ? "one" : {|MCI3103:$"x{site.Zone}"|};""")]
    [InlineData("""Value<string> v = args.Length switch { 0 => {|MCI3103:$"x{site.Zone}"|}, _ => "y" };""")]
    [InlineData("""string s = {|MCI3103:site.Zone.ToString()|};""")]
    [InlineData("""var s = {|MCI3103:site.Size.ToString()|};""")]
    [InlineData("""var s = "a" + {|MCI3103:site.Addresses.ToString()|};""")]
    [InlineData("""var s = {|MCI3103:"a" + site.Addresses|};""")]
    [InlineData("""var s = {|MCI3103:"a" + site.About|};""")]
    [InlineData("""var s = {|MCI3103:string.Join(",", sites.Select(s => s.Zone))|};""")]
    [InlineData("""var s = {|MCI3103:string.Join(",", new object[] { site.Zone, "b" })|};""")]
    [InlineData("""var s = string.Join(",", sites.Select(s => {|MCI3103:$"{s.Zone}:80"|}));""")]
    [InlineData("""var s = {|MCI3103:string.Format("{0}", site.Zone)|};""")]
    [InlineData("""var s = {|MCI3103:string.Concat(site.Zone, site.Id)|};""")]
    [InlineData("""var s = {|MCI3103:new System.Text.StringBuilder().Append(site.Zone)|};""")]
    [InlineData("""var s = {|MCI3103:Convert.ToString(site.Zone)|};""")]
    [InlineData("""FormattableString s = {|MCI3103:$"{site.Zone}"|};""")]
    [InlineData("""var l = new List<string> { {|MCI3103:$"{site.Zone}"|} };""")]
    [InlineData("""Func<string> f = () => {|MCI3103:$"{site.Zone}"|};""")]
    [InlineData("""var s = {|MCI3103:$"{site.Zone,5}{site.Tags["a"]}"|};""")]
    public Task ValueThatEndsInAString_IsReported(string statement) => Verify.Program($$"""
        var site = new Lab.Net.Site("a");
        var sites = new[] { site };
        {{statement}}
        """);

    [Theory]
    [InlineData("""var v = Text($"x{site.Zone}");""")]
    [InlineData("""Value<string> v = $"x{site.Zone}";""")]
    [InlineData("""new Lab.Net.Site("b") { Label = $"{site.Zone}", Extra = new() { ["a"] = $"{site.Zone}" } };""")]
    [InlineData("""var v = "x" + site.Zone + "y";""")]
    [InlineData("""var v = site.Zone.Select(z => $"{z}:{site.Size}");""")]
    [InlineData("""var v = site.Zone.Select(z => z + site.Size.ToString());""")]
    [InlineData("""var v = site.Addresses.Join(",");""")]
    [InlineData("""Output("a", $"{site.Zone}"); Output("b", Text($"{site.Zone}"));""")]
    [InlineData("""Console.WriteLine($"{site.Zone}"); Console.WriteLine(site.Zone.ToString());""")]
    [InlineData("""if (args.Length > 3) throw new InvalidOperationException($"no {site.Zone}");""")]
    [InlineData("""var n = 3; var s = $"{n}" + n.ToString() + string.Join(",", args);""")]
    [InlineData("""ValueList<string> l = [$"{site.Zone}", "b"];""")]
    public Task ValueThatStaysOne_IsNotReported(string statement) => Verify.Program($$"""
        var site = new Lab.Net.Site("a");
        {{statement}}
        """);

    [Theory]
    [InlineData("""new Lab.Net.Box({|MCI0006:$"box-{site.Zone}"|});""")]
    [InlineData("""new Lab.Net.Box({|MCI0006:site.Zone.ToString()|});""")]
    [InlineData("""Deployment({|MCI0006:$"{site.Zone}"|});""")]
    [InlineData("""Output({|MCI0006:$"{site.Zone}"|}, 3);""")]
    public Task NameMadeOfAValue_IsReportedAsAName(string statement) => Verify.Program($$"""
        var site = new Lab.Net.Site("a");
        {{statement}}
        """);
}
