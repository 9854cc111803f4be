using McpIac.Compiler.Tests.Documents;

namespace McpIac.Compiler.Tests.Binding;

/// <summary>Documents' scalars become of the kind that is asked for, where that loses nothing.</summary>
public sealed class CoercionTests
{
    [Theory]
    [InlineData("tag: '5'", """{"tag":5}""")]
    [InlineData("tag: 5, label: 1.10", """{"label":"1.10","tag":5}""")]
    [InlineData("tag: 5, label: 0x1F", """{"label":"0x1F","tag":5}""")]
    [InlineData("tag: 5, label: True", """{"label":"True","tag":5}""")]
    [InlineData("tag: 5, enabled: 'true'", """{"enabled":true,"tag":5}""")]
    [InlineData("tag: 5, weight: '2.5'", """{"tag":5,"weight":2.5}""")]
    [InlineData("tag: 5, names: [1, b, 0.50, false]", """{"names":["1","b","0.50","false"],"tag":5}""")]
    [InlineData("tag: 5, tags: {a: 1, b: TRUE}", """{"tag":5,"tags":{"a":"1","b":"TRUE"}}""")]
    [InlineData("tag: 5, rules: [{port: '80', note: 7}]", """{"rules":[{"note":"7","port":80}],"tag":5}""")]
    [InlineData("tag: '${\"4\"}'", """{"tag":4}""")]
    [InlineData("vlanTag: '6'", """{"tag":6}""")]
    public void Scalar_BecomesTheKindThatIsAskedFor(string properties, string expected) =>
        Assert.Equal(expected, Doc.Properties($"resources: [ {{ type: net:core:vlan, name: a, properties: {{ {properties} }} }} ]"));

    [Theory]
    [InlineData("tag: «'05'»", "MCI2005 tag of a: \"05\" is a text, not a whole number. Write a value that the provider's schema allows.")]
    [InlineData("tag: «' 5'»", "MCI2005 tag of a: \" 5\" is a text, not a whole number. Write a value that the provider's schema allows.")]
    [InlineData("tag: «'5.5'»", "MCI2005 tag of a: \"5.5\" is a text, not a whole number. Write a value that the provider's schema allows.")]
    [InlineData("tag: «'5000'»", "MCI2005 tag of a: 5000 is more than the maximum 4094. Write a value that the provider's schema allows.")]
    [InlineData("tag: «true»", "MCI2005 tag of a: true is a boolean, not a whole number. Write a value that the provider's schema allows.")]
    [InlineData("tag: 5, enabled: «yes»", "MCI2005 enabled of a: \"yes\" is a text, not a boolean. Write true.")]
    [InlineData("tag: 5, enabled: «Off»", "MCI2005 enabled of a: \"Off\" is a text, not a boolean. Write false.")]
    [InlineData("tag: 5, enabled: «1»", "MCI2005 enabled of a: 1 is a number, not a boolean. Write a value that the provider's schema allows.")]
    [InlineData("tag: 5, names: «x»", "MCI2005 names of a: \"x\" is a text, not a list. Write a value that the provider's schema allows.")]
    [InlineData("tag: 5, rules: [{port: «'0x50'»}]", "MCI2005 rules[0].port of a: \"0x50\" is a text, not a whole number. Write a value that the provider's schema allows.")]
    public void WhatWouldLoseSomething_IsReportedAsItIs(string properties, string expected) =>
        Doc.AssertProblem($"resources: [ {{ type: net:core:vlan, name: a, properties: {{ {properties} }} }} ]", expected);

    [Fact]
    public void MistakesOfTheFormAndOfValues_AreReportedTogether_AndNothingTwice() => Assert.Equal("""
        2:56-60 MCI2005 tag of a: 9999 is more than the maximum 4094. Write a value that the provider's schema allows.
        3:51-54 MCI2002 net:core:vlan has no property tga. Did you mean tag?
        4:1-6 MCI1203 The deployment has no field ouput. It has: name, description, imports, parameters, resources, outputs, checks.
        """.ReplaceLineEndings("\n"), Doc.Problems("""
        resources:
          - { type: net:core:vlan, name: a, properties: { tag: 9999 } }
          - { type: net:core:vlan, name: b, properties: { tga: 1 } }
        ouput: { x: 1 }
        """.ReplaceLineEndings("\n")));
}
