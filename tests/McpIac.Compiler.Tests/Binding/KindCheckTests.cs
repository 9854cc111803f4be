using McpIac.Compiler.Tests.Documents;
using McpIac.Dsl.Expressions;

namespace McpIac.Compiler.Tests.Binding;

/// <summary>What a function never takes, and a property never takes of a function, is found before anything is known.</summary>
public sealed class KindCheckTests
{
    private const string Vlan = "resources:\n- { type: net:core:vlan, name: a, properties: { tag: 5 } }\n- type: net:core:vlan\n  name: b\n  properties:\n    tag: 6\n";

    [Theory]
    [InlineData("label: «${upper(a.mtu)}»", "MCI2008 upper takes a text; this is a whole number. Make it a text: asText(…).")]
    [InlineData("label: «x ${upper(a.mtu)}»", "MCI2008 upper takes a text; this is a whole number. Make it a text: asText(…).")]
    [InlineData("weight: «${a.mtu + a.label}»", "MCI2008 add takes a number; this is a text. Make it a number: asNumber(…), or length(…).")]
    [InlineData("weight: «${upper(a.label)}»", "MCI2008 weight of b takes a number; this is a text. Refer to a property or an output of that kind.")]
    [InlineData("enabled: «${a.mtu}»", "MCI2008 enabled of b takes true or false; this is mtu of a (net:core:vlan), a whole number. Refer to a property or an output of that kind.")]
    [InlineData("names: [x, «\"${first(a.label)}\"»]", "MCI2008 first takes a list; this is a text. Give it a list.")]
    [InlineData("names: «${a.addresses[0] == \"x\"}»", "MCI2008 names of b takes a list, each a text; this is true or false. Refer to a property or an output of that kind.")]
    [InlineData("label: «'${a.mtu ? \"x\" : \"y\"}'»", "MCI2008 a condition takes true or false; this is a whole number. Give it true or false.")]
    public void AWrongKind_IsReported(string property, string expected) => Doc.AssertProblem(Vlan + "    " + property + "\n", expected);

    [Theory]
    [InlineData("label: ${upper(a.label)}-${asText(a.mtu)}")]
    [InlineData("weight: ${(a.mtu + 1) / 2}")]
    [InlineData("label: ${a.info.vendor ?? \"none\"}")]
    [InlineData("names: '${[for x in a.addresses : upper(x) if startsWith(x, \"1\")]}'")]
    [InlineData("label: ${lookup(a.tags, \"x\", \"y\")}")]
    [InlineData("label: '${a.mtu > 9000 ? \"jumbo\" : \"plain\"}'")]
    [InlineData("label: ${max(a.mtu, 3)}", false)]
    public void WhatMayBe_IsTaken(string property, bool isTaken = true) => Assert.Equal(isTaken, Doc.Problems(Vlan + "    " + property + "\n").Length == 0);

    [Fact]
    public void EveryFunction_HasKinds() => Assert.All(Functions.Names, name =>
    {
        var signature = Functions.Signature(name)!;
        Assert.True(ArgumentKinds.Knows(name), name);
        Assert.True(signature.MaxArguments == int.MaxValue || signature.MaxArguments >= 1);
    });
}
