using McpIac.Analyzers.Tests.Hosts;

namespace McpIac.Analyzers.Tests.Rules;

/// <summary>MCI3113.</summary>
public sealed class ResultDroppedTests
{
    [Fact]
    public Task DroppedSelect_IsReported() => Verify.Program(
        """
        var site = new Lab.Net.Site("a");
        {|#0:site.Zone.Select(z => z + "!")|};
        """,
        "MCI3113 This call of Select has no effect: its result is dropped. Write it into a property or an output, or take it out.");

    [Theory]
    [InlineData("""{|MCI3113:Text($"{site.Zone}")|};""")]
    [InlineData("""{|MCI3113:Secret(site.Zone)|};""")]
    [InlineData("""{|MCI3113:Cidr.Subnet("10.0.0.0/8", 8, 1)|};""")]
    [InlineData("""{|MCI3113:site.Zone.ToUpper()|};""")]
    [InlineData("""{|MCI3113:new Lab.Net.Site.RulesItem { Port = 1 }|};""")]
    [InlineData("""var rule = {|MCI3113:new Lab.Net.Site.RulesItem { Port = 1 }|};""")]
    [InlineData("""var rule = new Lab.Net.Site.RulesItem { Port = 1 }; new Lab.Net.Site("b") { Rules = [rule] };""")]
    [InlineData("""new Lab.Net.Box("b");""")]
    [InlineData("""_ = Text($"{site.Zone}");""")]
    [InlineData("""Output("a", 1); Deployment("d");""")]
    [InlineData("""var sites = new List<Lab.Net.Site>(); sites.Add(site); sites.ForEach(s => Output("z", s.Zone));""")]
    [InlineData("""site.Tags["a"] = "b";""")]
    public Task WhatHasNoEffect_IsReported(string statement) => Verify.Program($$"""
        var site = new Lab.Net.Site("a");
        {{statement}}
        """);
}
