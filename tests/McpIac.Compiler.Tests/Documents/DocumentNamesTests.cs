namespace McpIac.Compiler.Tests.Documents;

/// <summary>What names in expressions denote.</summary>
public sealed class DocumentNamesTests
{
    [Theory]
    [InlineData("${a.id}", """{"$ref":["test/net:core:vlan/a","id"]}""")]
    [InlineData("${net:core:vlan:a.id}", """{"$ref":["test/net:core:vlan/a","id"]}""")]
    [InlineData("${net:core:a.id}", """{"$ref":["test/net:core:vlan/a","id"]}""")]
    [InlineData("${net:a.id}", """{"$ref":["test/net:core:vlan/a","id"]}""")]
    [InlineData("${x:y.id}", """{"$ref":["test/net:core:vlan/x:y","id"]}""")]
    [InlineData("${net:core:vlan:x:y.id}", """{"$ref":["test/net:core:vlan/x:y","id"]}""")]
    [InlineData("${`my vlan`.id}", """{"$ref":["test/net:core:vlan/my%20vlan","id"]}""")]
    [InlineData("${later.id}", """{"$ref":["test/net:core:pool/later","id"]}""")]
    [InlineData("${size}", "3")]
    [InlineData("${size + 1}", "4")]
    [InlineData("${deployment.name}", "\"test\"")]
    [InlineData("${words[1]}", "\"two\"")]
    [InlineData("${[for w in words : upper(w)]}", """["ONE","TWO"]""")]
    [InlineData("${[for k, v in pairs : \"${k}${v}\"]}", """["a1","b2"]""")]
    [InlineData("${group[0].id}", """{"$ref":["test/net:core:vlan/g1","id"]}""")]
    [InlineData("${group[*].id}", """[{"$ref":["test/net:core:vlan/g1","id"]},{"$ref":["test/net:core:vlan/g2","id"]}]""")]
    [InlineData("${[for g in group : \"${g.id}:${size}\"]}",
        """[{"$text":[{"$ref":["test/net:core:vlan/g1","id"]},":3"]},{"$text":[{"$ref":["test/net:core:vlan/g2","id"]},":3"]}]""")]
    [InlineData("${length(none)}", """{"$call":["length",[]]}""")]
    [InlineData("$${a.id}", "\"${a.id}\"")]
    public void AName_Denotes(string text, string expected) => Assert.Equal(expected, Output(text));

    [Theory]
    [InlineData("${«elsewhere»}", "MCI2006 elsewhere is no resource, parameter or loop variable of this deployment. Declare it, or write its value as a text; a literal ${ is written $${.")]
    [InlineData("${«sise»}", "MCI2006 sise is no resource, parameter or loop variable of this deployment. Did you mean size?")]
    [InlineData("${«net:core:pool:a».id}", "MCI2006 net:core:pool:a is no resource, parameter or loop variable of this deployment. Did you mean net:core:vlan:a?")]
    [InlineData("${«each».value}", "MCI2006 each is no resource, parameter or loop variable of this deployment. each is what a resource with for goes over.")]
    [InlineData("${«two».id}", "MCI1210 two has several meanings here: net:core:vlan, net:core:pool. Write one of them: net:core:vlan:two, net:core:pool:two.")]
    [InlineData("${«both»}", "MCI1210 both has several meanings here: a parameter, net:core:pool. Rename one of them, or write the resource with its type: net:core:pool:both.")]
    [InlineData("${«off».id}", "MCI2006 off isn't in this deployment: the condition of its resource is false. Refer to it under the same condition only.")]
    [InlineData("${«a»}", "MCI2008 a is a resource as a whole, which is no value. Say which of its properties or outputs: ${a.id}.")]
    [InlineData("${upper(«net:core:vlan:a»)}", "MCI2008 net:core:vlan:a is a resource as a whole, which is no value. Say which of its properties or outputs: ${net:core:vlan:a.id}.")]
    [InlineData("${«group»}", "MCI2008 group is a group of resources as wholes, which is no value. Say what of each: ${group[*].id}, or of one: ${group[0].id}.")]
    [InlineData("${[for g in «group» : g.id if g.enabled]}", "MCI2008 group is a group of resources as wholes, which is no value. Say what of each: ${group[*].id}, or of one: ${group[0].id}.")]
    public void AName_ThatDenotesNothing_OrTooMuch_IsReported(string marked, string expected) => Doc.AssertProblem(Text(marked), expected);

    [Fact]
    public void ALongListOfMisspeltNames_TakesNoLongListOfGuesses()
    {
        // Each guess looks at thousands of names; were there one for each mistake, this would take minutes.
        var resources = string.Concat(Enumerable.Range(0, 3_000).Select(i => $"  - {{ type: net:core:vlan, name: some-longer-name-{i}, properties: {{ tag: 1 }} }}\n"));
        var outputs = string.Concat(Enumerable.Range(0, 3_000).Select(i => $"  o{i}: ${{some-longer-nmae-{i}.id}}\n"));
        var problems = Doc.Bind($"resources:\n{resources}outputs:\n{outputs}").Diagnostics;
        Assert.Equal(3_000, problems.Count);
        Assert.Equal("Did you mean some-longer-name-0?", problems[0].Remedy);
        Assert.Equal(20, problems.Count(p => p.Remedy!.StartsWith("Did you mean", StringComparison.Ordinal)));
    }

    private static string Output(string text) => Doc.Bound(Text(text))["outputs"]!.Items.Single()["value"]!.ToString();

    private static string Text(string output) => $$"""
        parameters: { size: 3, words: [one, two], both: 1, pairs: { type: object, default: { b: 2, a: 1 } } }
        resources:
          - { type: net:core:vlan, name: a, properties: { tag: 1 } }
          - { type: net:core:vlan, name: "x:y", properties: { tag: 1 } }
          - { type: net:core:vlan, name: my vlan, properties: { tag: 1 } }
          - { type: net:core:vlan, name: two, properties: { tag: 1 } }
          - { type: net:core:pool, name: two, properties: { size: 1, mode: rr } }
          - { type: net:core:pool, name: both, properties: { size: 1, mode: rr } }
          - { type: net:core:vlan, name: off, if: false, properties: { tag: 1 } }
          - { type: net:core:vlan, name: "g${each.value}", for: [1, 2], as: group, properties: { tag: 1 } }
          - { type: net:core:vlan, name: "n${each.value}", for: [], as: none, properties: { tag: 1 } }
          - { type: net:core:pool, name: later, properties: { size: 1, mode: rr } }
        outputs:
          o: '{{output.Replace("'", "''", StringComparison.Ordinal)}}'
        """;
}
