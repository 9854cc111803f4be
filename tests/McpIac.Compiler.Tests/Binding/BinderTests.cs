using McpIac.Compiler.Binding;
using McpIac.Compiler.Sources;
using McpIac.Dsl.Deployments;
using McpIac.Dsl.Expressions;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;
using static McpIac.Compiler.Tests.Binding.NetworkCatalog;

namespace McpIac.Compiler.Tests.Binding;

public sealed class BinderTests
{
    [Fact]
    public void Resources_ThatFitTheirTypes_AreBoundWithTheirDependenciesAndDigests()
    {
        var (deployment, diagnostics) = Bind(
            Vlan("a", ("tag", Lit(5))),
            Route("r", ("vlan", ToVlan("a", "id")), ("device", new Interpolation([Lit("vlan"), ToVlan("a", "tag")]))));
        Assert.Equal("", diagnostics);
        Assert.Equal(["test/net:core:vlan/a"], deployment!.Resources[1].Dependencies);
        Assert.Equal(["net"], deployment.CatalogDigests.Keys);
        Assert.Equal("net", deployment.Resources[0].Provider);
    }

    [Fact]
    public void UnknownType_IsReportedWithTheNearest() =>
        Assert.Equal("MCI2001 No snapshot has the resource type net:core:vlam. Did you mean net:core:vlan?", Bind(Resource("net:core:vlam", "a")).Diagnostics);

    [Theory]
    [InlineData("protocol", "\"https\"", "MCI2003 certificate of l: is required and isn't set. Set certificate.")]
    [InlineData("block", "513", "MCI2005 block of l: 513 is no multiple of 512. Write a value that the provider's schema allows.")]
    [InlineData("hosts", "[\"a\"]", "MCI2005 hosts of l: has 0 elements that the schema looks for, fewer than 1. Write a value that the provider's schema allows.")]
    [InlineData("labels", "{\"n-a\":\"x\"}", "MCI2005 labels.n-a of l: \"x\" is a text, not a whole number. Write a value that the provider's schema allows.")]
    [InlineData("user", "\"root\"", "MCI2005 user of l: \"root\" is what the schema rules out. Write a value that the provider's schema allows.")]
    [InlineData("certificate", "\"c\"", "MCI2003 key of l: is required beside certificate and isn't set. Set key.")]
    [InlineData("key", "\"hunter2\"", "MCI2005 key of l: the value is shorter than 9 characters. Write a value that the provider's schema allows.")]
    public void WhatAShapeCannotSay_IsJudgedToo(string name, string value, string diagnostics) =>
        Assert.Equal(diagnostics, Bind(Resource("net:core:listener", "l", (name, new Literal(DatumReader.Read(value).Value!)))).Diagnostics);

    [Theory]
    [InlineData("block: «513»", "MCI2005 block of l: 513 is no multiple of 512.")]
    [InlineData("hosts: «[a]»", "MCI2005 hosts of l: has 0 elements that the schema looks for, fewer than 1.")]
    [InlineData("labels: { n-a: «x» }", "MCI2005 labels.n-a of l: \"x\" is a text, not a whole number.")]
    [InlineData("key: «short»", "MCI2005 key of l: the value is shorter than 9 characters.")]
    public void WhatAShapeCannotSay_IsReportedAtTheValue(string property, string expected) => Documents.Doc.AssertProblem(
        $"resources:\n  - {{ type: net:core:listener, name: l, properties: {{ {property} }} }}\n", expected + " Write a value that the provider's schema allows.");

    [Fact]
    public void PropertiesThatExcludeEachOther_AreReported() => Assert.Equal(
        "MCI2005 The whole of l: may not have file and url together. Write a value that the provider's schema allows.",
        Bind(Resource("net:core:listener", "l", ("file", Lit("a")), ("url", ToVlan("a", "id"))), Vlan("a", ("tag", Lit(1)))).Diagnostics);

    [Fact]
    public void ConditionOnWhatIsNotKnown_PassesUntilItIs() => Assert.Equal("",
        Bind(Resource("net:core:listener", "l", ("protocol", ToVlan("a", "id")), ("hosts", new ListExpression([ToVlan("a", "id")])), ("user", ToVlan("a", "id"))), Vlan("a", ("tag", Lit(1)))).Diagnostics);

    [Fact]
    public void TypeOfAnUnknownProvider_IsReportedWithTheCommandThatAddsIt() => Assert.Equal(
        "MCI2001 No snapshot has the resource type gcp:compute:disk. Pull the provider's snapshot: mciacc provider add gcp -- COMMAND…",
        Bind(Resource("gcp:compute:disk", "a")).Diagnostics);

    [Fact]
    public void UnknownProperty_IsReportedWithTheNearest() => Assert.Equal(
        "MCI2002 net:core:vlan has no property lable. Did you mean label?", Bind(Vlan("a", ("tag", Lit(1)), ("lable", Lit("x")))).Diagnostics);

    [Fact]
    public void OutputThatIsWritten_IsReported() => Assert.Equal(
        "MCI2002 mtu of net:core:vlan is an output: its provider sets it. Take it out; read it where it is needed.",
        Bind(Vlan("a", ("tag", Lit(1)), ("mtu", Lit(1500)))).Diagnostics);

    [Fact]
    public void RequiredProperty_ThatIsMissing_IsReported() =>
        Assert.Equal("MCI2003 a (net:core:vlan) needs the property tag, which isn't set. Set tag.", Bind(Vlan("a")).Diagnostics);

    [Fact]
    public void RequiredProperty_SetByItsAlias_IsBoundByItsOwnName()
    {
        var (deployment, diagnostics) = Bind(Vlan("a", ("vlanTag", Lit(7))));
        Assert.Equal("", diagnostics);
        Assert.Equal(Lit(7), deployment!.Resources[0].Properties["tag"]);
    }

    [Fact]
    public void PropertySetByItsNameAndItsAlias_IsReported() => Assert.Equal(
        "MCI2004 tag of a is set twice: vlanTag is another name of it. Keep one of the two.",
        Bind(Vlan("a", ("tag", Lit(7)), ("vlanTag", Lit(8)))).Diagnostics);

    [Fact]
    public void AliasInsideANestedObject_IsBoundByItsOwnName()
    {
        var rule = new MapExpression([new("dport", Lit(443)), new("note", ToVlan("b", "id"))]);
        var (deployment, diagnostics) = Bind(Vlan("a", ("tag", Lit(7)), ("rules", new ListExpression([rule]))), Vlan("b", ("tag", Lit(8))));
        Assert.Equal("", diagnostics);
        var bound = Assert.IsType<ListExpression>(deployment!.Resources[0].Properties["rules"]);
        Assert.Equal(["port", "note"], Assert.IsType<MapExpression>(bound.Items[0]).Members.Select(m => m.Key));
    }

    [Fact]
    public void AliasInsideALiteral_IsBoundByItsOwnName()
    {
        var rules = new Literal(DatumReader.Read("""[{ "dport": 443 }]""").Value!);
        var (deployment, diagnostics) = Bind(Vlan("a", ("tag", Lit(7)), ("rules", rules)));
        Assert.Equal("", diagnostics);
        Assert.Equal("""[{"port":443}]""", Assert.IsType<Literal>(deployment!.Resources[0].Properties["rules"]).Value.ToString());
    }

    [Fact]
    public void ValueOutsideItsRange_IsReported() => Assert.StartsWith("MCI2005 tag of a: 5000 ", Bind(Vlan("a", ("tag", Lit(5000)))).Diagnostics, StringComparison.Ordinal);

    [Fact]
    public void TextForAWholeNumber_IsReported() => Assert.StartsWith("MCI2005 tag of a: ", Bind(Vlan("a", ("tag", Lit("1 50")))).Diagnostics, StringComparison.Ordinal);

    [Fact]
    public void KnownPartOfAPartlyKnownValue_IsChecked()
    {
        var rules = new ListExpression([
            new MapExpression([new("port", ToVlan("b", "tag"))]),
            new MapExpression([new("port", Lit(99999)), new("note", ToVlan("b", "id"))])]);
        Assert.StartsWith("MCI2005 rules[1].port of a: 99999 ",
            Bind(Vlan("a", ("tag", Lit(7)), ("rules", rules)), Vlan("b", ("tag", Lit(8)))).Diagnostics, StringComparison.Ordinal);
    }

    [Fact]
    public void SecretThatBreaksARule_IsReportedWithoutItself()
    {
        var (_, diagnostics) = Bind(Vlan("a", ("tag", Lit(7)), ("label", new Secret(Lit("hunter2-hunter2-hunter2")))));
        Assert.StartsWith("MCI2005 label of a: the secret value breaks the schema's rule on ", diagnostics, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", diagnostics, StringComparison.Ordinal);
    }

    [Fact]
    public void SensitivePropertyThatBreaksARule_IsReportedWithoutItsValue() =>
        Assert.DoesNotContain("hunter2", Bind(Vlan("a", ("tag", Lit(7)), ("password", Lit("hunter2")))).Diagnostics, StringComparison.Ordinal);

    [Fact]
    public void ReferenceToAResourceThatIsNotThere_IsReported() => Assert.Equal(
        "MCI2006 r refers to test/net:core:vlan/ghost, which isn't in this deployment. Declare that resource in this program, or write its value as a text.",
        Bind(Route("r", ("vlan", ToVlan("ghost", "id")))).Diagnostics);

    [Fact]
    public void ReferenceToAnOutputThatIsNotThere_IsReportedWithTheNearest() => Assert.Equal(
        "MCI2007 a (net:core:vlan) has no property or output mtv. Did you mean mtu?",
        Bind(Vlan("a", ("tag", Lit(7))), Vlan("b", ("tag", ToVlan("a", "mtv")))).Diagnostics);

    [Fact]
    public void ReferenceIntoAnObject_IsResolvedMemberByMember()
    {
        Assert.Equal("", Bind(Vlan("a", ("tag", Lit(7))), Vlan("b", ("tag", Lit(8)), ("label", ToVlan("a", "info", "vendor")), ("names", ToVlan("a", "addresses")))).Diagnostics);
        Assert.Equal("MCI2007 info of a has no property or output vendr. Did you mean vendor?",
            Bind(Vlan("a", ("tag", Lit(7))), Vlan("b", ("tag", Lit(8)), ("label", ToVlan("a", "info", "vendr")))).Diagnostics);
    }

    [Fact]
    public void ReferenceByAlias_IsBoundByItsOwnName()
    {
        var (deployment, diagnostics) = Bind(Vlan("a", ("tag", Lit(7))), Vlan("b", ("tag", ToVlan("a", "vlanTag"))));
        Assert.Equal("", diagnostics);
        Assert.Equal(ToVlan("a", "tag"), deployment!.Resources[1].Properties["tag"]);
    }

    [Theory]
    [InlineData("tag", "id", "MCI2008 tag of b takes a whole number; this is id of a (net:core:vlan), a text.")]
    [InlineData("label", "mtu", "MCI2008 label of b takes a text; this is mtu of a (net:core:vlan), a whole number.")]
    [InlineData("label", "addresses", "MCI2008 label of b takes a text; this is addresses of a (net:core:vlan), a list, each a text.")]
    public void ReferenceOfAnotherKind_IsReported(string property, string output, string expected)
    {
        (string, Expression)[] properties = property == "tag" ? [("tag", ToVlan("a", output))] : [("tag", Lit(8)), (property, ToVlan("a", output))];
        Assert.StartsWith(expected, Bind(Vlan("a", ("tag", Lit(7))), Vlan("b", properties)).Diagnostics, StringComparison.Ordinal);
    }

    [Fact]
    public void WholeNumberForANumber_Fits() => Assert.Equal("", Bind(Vlan("a", ("tag", Lit(7))), Vlan("b", ("tag", Lit(8)), ("weight", ToVlan("a", "mtu")))).Diagnostics);

    [Fact]
    public void NumberInsideAnInterpolation_BecomesText() => Assert.Equal("",
        Bind(Vlan("a", ("tag", Lit(7))), Vlan("b", ("tag", Lit(8)), ("label", new Interpolation([Lit("mtu "), ToVlan("a", "mtu")])))).Diagnostics);

    [Fact]
    public void InterpolationForAWholeNumber_IsReported() => Assert.StartsWith("MCI2008 tag of b takes a whole number; this is a text.",
        Bind(Vlan("a", ("tag", Lit(7))), Vlan("b", ("tag", new Interpolation([ToVlan("a", "tag")])))).Diagnostics, StringComparison.Ordinal);

    [Fact]
    public void ReferenceToTheWrongType_IsReportedWithWhatIsExpected() => Assert.Equal(
        "MCI2009 vlan of r refers to net:core:vlan#id; this is id of s (net:core:route). Refer to a resource of that type.",
        Bind(Route("s"), Route("r", ("vlan", To("net:core:route", "s", "id")))).Diagnostics);

    [Fact]
    public void ReferenceToTheWrongOutput_IsReported() => Assert.StartsWith("MCI2009 vlan of r refers to net:core:vlan#id; this is gateway of s",
        Bind(Route("s"), Route("r", ("vlan", To("net:core:route", "s", "gateway")))).Diagnostics, StringComparison.Ordinal);

    [Fact]
    public void WhereAnyTextWillDo_OnlyAnotherIdentityIsReported()
    {
        Assert.Equal("", Bind(Route("s"), Route("r", ("device", To("net:core:route", "s", "gateway")))).Diagnostics);
        Assert.StartsWith("MCI2009", Bind(Route("s"), Route("r", ("device", To("net:core:route", "s", "id")))).Diagnostics, StringComparison.Ordinal);
    }

    [Fact]
    public void PropertyThatRefersToTheSame_MayBePassedOn() => Assert.Equal("",
        Bind(Vlan("a", ("tag", Lit(7))), Route("s", ("vlan", ToVlan("a", "id"))), Route("r", ("vlan", To("net:core:route", "s", "vlan")))).Diagnostics);

    [Fact]
    public void TwoResourcesOfOneName_AreReportedAtTheSecond() => Assert.Equal(
        "MCI2010 Two resources of net:core:vlan are named a (this line runs more than once). Give each its own name; in a loop, put the loop's variable into it.",
        Bind(Vlan("a", ("tag", Lit(7))), Vlan("a", ("tag", Lit(8)))).Diagnostics);

    [Fact]
    public void TwoResourcesOfOneName_OnDifferentLines_NameTheFirst()
    {
        var second = Vlan("a", ("tag", Lit(8))) with { Place = new SourcePlace("infra.csx", 9) };
        Assert.StartsWith("MCI2010 Two resources of net:core:vlan are named a (the first is at infra.csx:1).", Bind(Vlan("a", ("tag", Lit(7))), second).Diagnostics, StringComparison.Ordinal);
    }

    [Fact]
    public void OneNameForTwoTypes_IsAllowed() => Assert.Equal("", Bind(Vlan("a", ("tag", Lit(7))), Route("a")).Diagnostics);

    [Fact]
    public void DependencyThatIsNotThere_IsReported() => Assert.StartsWith("MCI2011 r depends on test/net:core:vlan/ghost, which isn't in this deployment.",
        Bind(Route("r") with { DependsOn = [Urn("net:core:vlan", "ghost")] }).Diagnostics, StringComparison.Ordinal);

    [Fact]
    public void Dependencies_AreDistinctAndInTheOrderOfUse()
    {
        var resource = Vlan("c", ("tag", ToVlan("b", "tag")), ("label", new Interpolation([ToVlan("a", "id"), ToVlan("b", "id")])))
            with
        { DependsOn = [Urn("net:core:vlan", "a"), Urn("net:core:route", "r")] };
        var (deployment, _) = Bind(Vlan("a", ("tag", Lit(7))), Vlan("b", ("tag", Lit(8))), Route("r"), resource);
        Assert.Equal(["test/net:core:vlan/b", "test/net:core:vlan/a", "test/net:core:route/r"], deployment!.Resources[3].Dependencies);
    }

    [Fact]
    public void ResourcesThatDependOnEachOther_AreReportedWithTheCircle()
    {
        var (deployment, diagnostics) = Bind(
            Vlan("a", ("tag", ToVlan("b", "tag"))), Vlan("b", ("tag", Lit(1))) with { DependsOn = [Urn("net:core:vlan", "a")] });
        Assert.Null(deployment);
        Assert.StartsWith("MCI2090 These resources depend on each other in a circle: a → b → a.", diagnostics, StringComparison.Ordinal);
    }

    [Fact]
    public void ExpressionThatCannotHaveAValue_IsReported() => Assert.StartsWith("MCI2012 label of a has no value: ",
        Bind(Vlan("a", ("tag", Lit(7)), ("label", new Access(new Literal(Datum.EmptyList), "3")))).Diagnostics, StringComparison.Ordinal);

    [Fact]
    public void TwoOutputsOfOneName_AreReported()
    {
        DeclaredOutput[] outputs = [new("url", Lit("a"), false, new SourcePlace("infra.csx", 3)), new("url", Lit("b"), false, new SourcePlace("infra.csx", 4))];
        Assert.Equal("MCI2013 Two outputs are named url (the first is at infra.csx:3). Give each its own name.", Bind(outputs).Diagnostics);
    }

    [Fact]
    public void Output_IsResolvedLikeAProperty()
    {
        DeclaredOutput[] outputs = [new("tag", ToVlan("a", "vlanTag"), false, null), new("no", ToVlan("a", "gone"), false, null)];
        Assert.StartsWith("MCI2007 a (net:core:vlan) has no property or output gone.", Bind(outputs, Vlan("a", ("tag", Lit(7)))).Diagnostics, StringComparison.Ordinal);
        var (deployment, _) = Bind([outputs[0]], Vlan("a", ("tag", Lit(7))));
        Assert.Equal(ToVlan("a", "tag"), deployment!.Outputs[0].Value);
    }

    [Fact]
    public void DeprecatedProperty_IsAWarning()
    {
        var (deployment, diagnostics) = Bind(Vlan("a", ("tag", Lit(7)), ("old", Lit("x"))));
        Assert.NotNull(deployment);
        Assert.StartsWith("MCI2014 old of net:core:vlan is deprecated by its provider.", diagnostics, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryProblem_IsReportedNotTheFirst()
    {
        var (_, diagnostics) = Bind(Vlan("a", ("tag", Lit(0)), ("lable", Lit("x"))), Vlan("b"), Route("r", ("vlan", ToVlan("a", "nothing"))));
        Assert.Equal(["MCI2005", "MCI2002", "MCI2003", "MCI2007"], diagnostics.Split('\n').Select(l => l[..7]));
    }

    [Fact]
    public void Places_ComeFromTheSourceMap()
    {
        var literal = new SourcePlace("infra.csx", 2, 11, 2, 15);
        var port = new SourcePlace("infra.csx", 3, 30, 3, 35);
        var creation = new Creation(1, new SourcePlace("infra.csx", 1, 9, 1, 24), "Vlan", "a",
            new Lazy<WrittenValues>(new WrittenValues(new Dictionary<string, SourcePlace> { ["/tag"] = literal, ["/rules"] = new("infra.csx", 3, 1, 3, 50), ["/rules/0/port"] = port })));
        var rules = new Literal(DatumReader.Read("""[{ "port": 70000 }]""").Value!);
        var (_, diagnostics) = Binder.Bind(new DeclaredDeployment("test", [Vlan("a", ("tag", Lit(5000)), ("rules", rules), ("nope", Lit(1)))], []), Catalog, new SourceMap([creation]));
        Assert.Equal([literal, port, creation.Place], diagnostics.Select(d => d.Place));
    }

    [Fact]
    public void TenThousandResourcesInAChain_AreBound()
    {
        var resources = Enumerable.Range(0, 10_000).Select(i => Vlan($"v{i}", ("tag", i == 0 ? Lit(1) : ToVlan($"v{i - 1}", "tag")))).ToArray();
        var (deployment, diagnostics) = Bind(resources);
        Assert.Equal("", diagnostics);
        Assert.Equal(10_000, deployment!.Resources.Count);
    }
}
