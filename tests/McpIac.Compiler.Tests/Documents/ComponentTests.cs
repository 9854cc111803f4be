namespace McpIac.Compiler.Tests.Documents;

/// <summary>Components of documents: what they make, what they are given, and what can be wrong with either.</summary>
public sealed class ComponentTests
{
    private const string Import = "imports: { Pair: pair.yaml }\nresources:\n";

    [Fact]
    public void Use_MakesItsResources_UnderItsName_AndYieldsItsOutputs()
    {
        var bound = Doc.Bound(Import + "- { type: Pair, name: a, properties: { tag: 5 } }\n- { type: Pair, name: b, properties: { tag: '6', label: x } }\noutputs: { id: '${b.id}', gateways: '${[a.gateway, b.gateway]}' }");
        Assert.Equal(
            ["test/Pair:a/net:core:route/second", "test/Pair:a/net:core:vlan/first", "test/Pair:b/net:core:route/second", "test/Pair:b/net:core:vlan/first"],
            bound["resources"]!.Items.Select(r => r["urn"]!.AsText()));
        Assert.Equal("""{"label":"x","tag":6}""", bound["resources"]!.Items[3]["properties"]!.ToString());
        Assert.Equal("""[{"name":"gateways","value":[{"$ref":["test/Pair:a/net:core:route/second","gateway"]},{"$ref":["test/Pair:b/net:core:route/second","gateway"]}],"secret":false},{"name":"id","value":{"$ref":["test/Pair:b/net:core:vlan/first","id"]},"secret":false}]""",
            bound["outputs"]!.ToString());
    }

    [Fact]
    public void Use_MayBeInALoop_AndDependOnWhatAnotherYields()
    {
        var bound = Doc.Bound(Import + """
            - { type: Pair, name: last, dependsOn: [p-1], properties: { tag: 9, label: "${p-2.gateway}" } }
            - { type: Pair, for: "${range(1, 2)}", name: "p-${each.value}", properties: { tag: "${each.value}" } }
            - { type: Pair, if: false, name: none, properties: { tag: 1 } }
            - { type: net:core:route, name: r, dependsOn: [last], properties: { vlan: "${last.id}" } }
            """);
        Assert.Equal(7, bound["resources"]!.Items.Count);
        var last = bound["resources"]!.Items.Single(r => r["urn"]!.AsText() == "test/Pair:last/net:core:vlan/first");
        Assert.Equal("""["test/Pair:p-1/net:core:route/second","test/Pair:p-1/net:core:vlan/first","test/Pair:p-2/net:core:route/second"]""", last["dependencies"]!.ToString());
    }

    [Theory]
    [InlineData("- { type: «Piar», name: a, properties: { tag: 5 } }", "MCI1214 There is no component Piar. Did you mean Pair?")]
    [InlineData("- { type: Pair, name: «a» }", "MCI2003 a (Pair) needs the parameter tag, which isn't set. Set tag.")]
    [InlineData("- { type: Pair, name: a, properties: { tag: 5, «lable»: x } }", "MCI2002 Pair has no parameter lable. Did you mean label?")]
    [InlineData("- { type: Pair, name: a, properties: { tag: «5000» } }", "MCI2005 tag of a: 5000 is more than the maximum 4000. Write a value that the component's parameter allows.")]
    [InlineData("- { type: Pair, name: a, properties: { tag: 5 } }\n- { type: net:core:route, name: r, properties: { vlan: '${«a».idd}' } }", "MCI2007 a (Pair) has no output idd. Did you mean id?")]
    [InlineData("- { type: Pair, name: a, properties: { tag: 5 } }\n- { type: net:core:route, name: r, properties: { vlan: '${«a»}' } }", "MCI2008 a is a component as a whole, which is no value. Say which of its outputs: ${a.…}.")]
    [InlineData("- { type: Pair, name: a, properties: { tag: 5 } }\n- { type: net:core:route, name: r, properties: { vlan: '${«first».id}' } }", "MCI2006 first is no resource, parameter or loop variable of this deployment. Declare it, or write its value as a text; a literal ${ is written $${.")]
    [InlineData("- { type: Pair, name: a, properties: { tag: 5 } }\n- { type: Pair, name: «a», properties: { tag: 6 } }", "MCI0007 There are two components Pair named 'a' in the same place. Give each its own name.")]
    [InlineData("- { type: Pair, name: a, properties: { tag: 5 }, options: { «ignoreChanges»: [tag] } }", "MCI1203 The component a can't have the option ignoreChanges. It can have: protect, retain. Other options are those of its resources.")]
    [InlineData("- { type: Pair, name: «a», properties: { tag: 5, label: '${b.id}' } }\n- { type: Pair, name: b, properties: { tag: 6, label: '${a.id}' } }", "MCI1215 What this Pair is given depends on what it yields. Take one of these references out.")]
    public void AMistake_IsReportedWhereTheComponentIsUsed(string resources, string expected) => Doc.AssertProblem(Import + resources, expected);

    [Theory]
    [InlineData("imports: { X: «nowhere.yaml» }", "MCI1214 nowhere.yaml can't be imported: nowhere.yaml doesn't exist. Write the path relative to this file.")]
    [InlineData("imports: { X: «pair.txt» }", "MCI1214 pair.txt can't be imported: it is no .yaml, no .json and no .csx. Write the path relative to this file.")]
    [InlineData("imports: { X: «\"a\\0.yaml\"» }", "MCI1214 a\0.yaml can't be imported: no file can be called so. Write the path relative to this file.")]
    [InlineData("imports: { X: «deployment.yaml» }", "MCI1214 deployment.yaml can't be imported: it defines no component. A file that is imported has one document with kind: Component.")]
    [InlineData("imports: { X: «[a]» }", "MCI1202 The import X is the path of a file, and this is a list. Write the path of a file.")]
    [InlineData("kind: Component\napiVersion: iac.mcp/v1\nspec: {}\n", null)]
    public void AnImportThatIsNone_IsReported(string text, string? expected)
    {
        if (expected is null) Assert.Equal("1:1-16 MCI1204 A component needs the field metadata.name. Add metadata.name.", Doc.Problems(text));
        else Doc.AssertProblem(text, expected);
    }

    [Fact]
    public void ComponentInItself_IsReported() =>
        Assert.Contains("MCI1215 A component is made of itself, without end: ", Doc.Problems("imports: { Self: self.yaml }\nresources:\n- { type: Self, name: a }"), StringComparison.Ordinal);
}
