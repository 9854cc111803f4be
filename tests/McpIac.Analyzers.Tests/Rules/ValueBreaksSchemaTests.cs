using McpIac.Analyzers.Tests.Hosts;

namespace McpIac.Analyzers.Tests.Rules;

/// <summary>MCI2005.</summary>
public sealed class ValueBreaksSchemaTests
{
    [Fact]
    public Task NumberAboveItsMaximum_IsReportedInTheBindersWords() => Verify.Program(
        """new Lab.Net.Site("a") { Count = {|#0:11|} };""",
        "MCI2005 count of a: 11 is more than the maximum 10. Write a value that the provider's schema allows.");

    [Fact]
    public Task WhatNoOtherAttributeSays_IsReportedInTheBindersWords() => Verify.Program(
        """new Lab.Net.Site("a") { Slots = {|#0:6|} };""",
        "MCI2005 slots of a: 6 is no multiple of 4. Write a value that the provider's schema allows.");

    [Theory]
    [InlineData("Count = {|MCI2005:0|}")]
    [InlineData("Count = {|MCI2005:5 * 4|}")]
    [InlineData("Count = 10")]
    [InlineData("Share = {|MCI2005:1|}")]
    [InlineData("Share = {|MCI2005:0.0|}")]
    [InlineData("Share = 0.5")]
    [InlineData("Slots = {|MCI2005:6|}")]
    [InlineData("Slots = {|MCI2005:4 + 4|}")]
    [InlineData("Slots = 12")]
    [InlineData("""Mode = {|MCI2005:"quick"|}""")]
    [InlineData("""Mode = "FAST" == "" ? "fast" : {|MCI2005:"Fast"|}""")]
    [InlineData("""Mode = Lab.Net.Site.ModeValues.Fast""")]
    [InlineData("""Level = "low" """)]
    [InlineData("""Label = {|MCI2005:"a"|}""")]
    [InlineData("""Label = {|MCI2005:"abcdefg"|}""")]
    [InlineData("""Code = {|MCI2005:"A1"|}""")]
    [InlineData("""Code = $"{"a"}b" """)]
    [InlineData("""Address = {|MCI2005:"10.0.0.256"|}""")]
    [InlineData("""Address = {|MCI2005:Text("10.0.0")|}""")]
    [InlineData("""Server = {|MCI2005:"x"|}""")]
    [InlineData("""Ports = [80, {|MCI2005:70000|}]""")]
    [InlineData("""Ports = new long[] { {|MCI2005:70000|} }""")]
    [InlineData("""Ports = [.. {|MCI2005:new long[] { 1, 70000 }|}]""")]
    [InlineData("""Colours = { ["sky"] = "blue", ["tree"] = {|MCI2005:"GREEN"|} }""")]
    [InlineData("""Colours = new() { ["tree"] = {|MCI2005:"GREEN"|} }""")]
    [InlineData("""Rules = [new() { Port = {|MCI2005:70000|} }]""")]
    [InlineData("""Rules = [new() { Dport = {|MCI2005:70000|} }]""")]
    [InlineData("""Health = new() { Path = {|MCI2005:"x"|} }""")]
    public Task Constant_IsJudgedByItsProperty(string property) => Verify.Program($$"""new Lab.Net.Site("a") { {{property}} };""");

    [Fact]
    public Task SecretValue_IsNotShown() => Verify.Program(
        """
        const string password = "hunter2";
        new Lab.Net.Site("a") { Password = {|#1:{|#0:Secret(password)|}|} };
        """,
        "MCI3106 password of a is a secret that stands in the program's text. Keep it with 'mciacc secret set NAME' and write Secret(\"NAME\"), or have a resource make it.",
        "MCI2005 password of a: the secret value breaks the schema's rule on length. Write a value that the provider's schema allows.");

    [Fact]
    public Task EveryRuleThatAValueBreaks_IsReported() => Verify.Program(
        """new Lab.Net.Site("a") { Rules = [new() { Port = 1 }, new() { Port = {|#0:70000|} }], Code = {|#1:"A"|}, Label = "ok" };""",
        "MCI2005 rules[1].port of a: 70000 is more than the maximum 65535. Write a value that the provider's schema allows.",
        "MCI2005 code of a: \"A\" doesn't match the pattern ^[a-z]+$. Write a value that the provider's schema allows.");

    [Fact]
    public Task NestedObjectOfItsOwn_IsReportedAtItsValue() => Verify.Program(
        """
        var rule = new Lab.Net.Site.RulesItem { Port = {|#0:70000|} };
        new Lab.Net.Site("a") { Rules = [rule] };
        """,
        "MCI2005 port of this RulesItem: 70000 is more than the maximum 65535. Write a value that the provider's schema allows.");

    [Fact]
    public Task ReferenceThatIsNotKnownYet_IsNotJudged() => Verify.Program(
        """
        var a = new Lab.Net.Site("a") { Count = 3 };
        new Lab.Net.Site("b") { Count = a.Size, Address = $"{a.Zone}", Code = a.Code, Label = $"{a.Id}-too-long-for-a-label" };
        """);
}
