namespace McpIac.Compiler.Tests.Documents;

/// <summary>The form of a deployment's document: its fields, and what several documents are together.</summary>
public sealed class DeploymentReaderTests
{
    private const string Vlan = "{ type: net:core:vlan, name: a, properties: { tag: 5 } }";

    [Theory]
    [InlineData("resources: [ " + Vlan + " ]")]
    [InlineData("apiVersion: iac.mcp/v1\nkind: Deployment\nspec:\n  resources: [ " + Vlan + " ]")]
    [InlineData("apiVersion: iac.mcp/v1\nkind: Deployment\nmetadata:\n  name: test\n  labels: {team: web}\nspec:\n  resources:\n  - " + Vlan)]
    [InlineData("name: test\ndescription: a thing\nresources: [ " + Vlan + " ]")]
    [InlineData("name: test\n---\nresources: [ " + Vlan + " ]")]
    [InlineData("parameters: {n: test}\nname: ${n}\nresources: [ " + Vlan + " ]")]
    [InlineData("{ \"name\": \"test\", \"resources\": [ { \"type\": \"net:core:vlan\", \"name\": \"a\", \"properties\": { \"tag\": 5 } } ] }")]
    public void TheForms_AreTheSameDeployment(string text)
    {
        var bound = Doc.Bound(text, text[0] == '{' ? "infra.json" : "infra.yaml");
        Assert.Equal(
            """[{"urn":"test/net:core:vlan/a","type":"net:core:vlan","name":"a","properties":{"tag":5},"dependencies":[]}]""", bound["resources"]!.ToString());
        Assert.Equal("test", bound["name"]!.AsText());
    }

    [Theory]
    [InlineData("«nam»: a", "MCI1203 The deployment has no field nam. Did you mean name?")]
    [InlineData("«stuff»: a", "MCI1203 The deployment has no field stuff. It has: name, description, imports, parameters, resources, outputs, checks.")]
    [InlineData("«- a»", "MCI1202 The deployment is a map, and this is a list. Write a map.")]
    [InlineData("name: «[a]»", "MCI1202 The deployment's name is a text that isn't empty, and this is a list. Write a text that isn't empty.")]
    [InlineData("name: «' '»", "MCI1202 The deployment's name is a text that isn't empty, and this is a text. Write a text that isn't empty.")]
    [InlineData("resources: «{}»", "MCI1202 resources of the deployment is a list, and this is a map. Write a list.")]
    [InlineData("outputs: «[]»", "MCI1202 outputs of the deployment is a map, and this is a list. Write a map.")]
    [InlineData("resources:\n- «a»", "MCI1202 A resource is a map, and this is a text. Write a map.")]
    [InlineData("resources:\n- «type: net:core:vlan»\n  properties: {}", "MCI1204 A resource needs the field name. Add name.")]
    [InlineData("resources:\n- «name: a»", "MCI1204 The resource a needs the field type. Add type.")]
    [InlineData("resources:\n- type: net:core:pool\n  «nme»: a", "MCI1203 A resource has no field nme. Did you mean name?")]
    [InlineData("resources:\n- type: net:core:vlan\n  name: a\n  properties: «[1]»", "MCI1202 properties of the resource a is a map, and this is a list. Write a map.")]
    [InlineData("resources:\n- type: net:core:vlan\n  name: «true»", "MCI1202 name of a resource is a text, and this is true or false. Write a text.")]
    [InlineData("apiVersion: «v1»\nkind: Deployment\nspec: {}", "MCI1208 apiVersion is v1, and this version of mciacc reads iac.mcp/v1. Write apiVersion: iac.mcp/v1.")]
    [InlineData("apiVersion: iac.mcp/v1\nkind: «Pod»\nspec: {}", "MCI1208 kind is Pod, and this version of mciacc reads Deployment. Write kind: Deployment.")]
    [InlineData("«apiVersion: iac.mcp/v1»\nkind: Deployment\n", "MCI1204 The deployment needs the field spec. Add spec.")]
    [InlineData("«kind: Deployment»\nspec: {}\n", "MCI1204 The deployment needs the field apiVersion. Add apiVersion.")]
    [InlineData("name: a\n---\nname: «b»", "MCI0001 The deployment is already named 'a', so it can't be named 'b' too. Name it once; another deployment is another file.")]
    [InlineData("parameters: {s: {default: x, secret: true}}\nname: «${s}»", "MCI1213 The deployment's name is made from a secret, and would show it. Take it from what is no secret.")]
    public void AMistakeInTheForm_IsReported(string marked, string expected) => Doc.AssertProblem(marked, expected);

    [Fact]
    public void WhatExists_HasItsId_InCanonicalForm()
    {
        Assert.Equal("""{"urn":"test/net:core:vlan/a","type":"net:core:vlan","name":"a","existing":"v-1","properties":{},"dependencies":[]}""",
            Doc.Bound("resources: [ { type: net:core:vlan, name: a, existing: v-1 } ]")["resources"]!.Items[0].ToString());
        Assert.Equal("""{"$text":["v-",{"$ref":["test/net:core:vlan/a","mtu"]}]}""",
            Doc.Bound("resources: [ { type: net:core:vlan, name: a, existing: 1 }, { type: net:core:vlan, name: b, existing: 'v-${a.mtu}' } ]")["resources"]!.Items[1]["existing"]!.ToString());
        Assert.DoesNotContain("v-secret", Doc.Bound("parameters: { s: { default: v-secret, secret: true } }\nresources: [ { type: net:core:vlan, name: a, existing: '${s}' } ]").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void EachMistake_IsReported_AndEachOnce() => Assert.Equal("""
        3:5-18 MCI1204 The resource 1 needs the field type. Add type.
        4:5-8 MCI1203 The resource b has no field typ. Did you mean type?
        7:9-10 MCI2006 x is no resource, parameter or loop variable of this deployment. Declare it, or write its value as a text; a literal ${ is written $${.
        """.ReplaceLineEndings("\n"), Doc.Problems("""
        parameters: {}
        resources:
          - { name: "1" }
          - typ: net:core:vlan
            name: b
        outputs:
          a: ${ x.y + 1 }
          b: { value: 1, secret: true, description: what it is }
        """.ReplaceLineEndings("\n")));

    [Fact]
    public void Outputs_AreValues_OrMapsWithOne()
    {
        var outputs = Doc.Bound("""
            resources: [{ type: net:core:vlan, name: a, properties: { tag: 5 } }]
            outputs:
              plain: ${a.id}
              text: id ${a.id}
              list: [1, "${a.mtu}"]
              known: { value: 5 }
              hidden: { value: "${a.id}", secret: true }
              map: { value: 5, other: 6 }
            """)["outputs"]!;
        Assert.Equal(
            [
                """{"name":"hidden","value":{"$secret":{"$ref":["test/net:core:vlan/a","id"]}},"secret":true}""",
                """{"name":"known","value":5,"secret":false}""",
                """{"name":"list","value":[1,{"$ref":["test/net:core:vlan/a","mtu"]}],"secret":false}""",
                """{"name":"map","value":{"other":6,"value":5},"secret":false}""",
                """{"name":"plain","value":{"$ref":["test/net:core:vlan/a","id"]},"secret":false}""",
                """{"name":"text","value":{"$text":["id ",{"$ref":["test/net:core:vlan/a","id"]}]},"secret":false}""",
            ],
            outputs.Items.Select(o => o.ToString()));
    }

    [Fact]
    public void DependsOn_TakesNames_Types_Groups_AndExpressions()
    {
        var resources = Doc.Bound("""
            resources:
              - { type: net:core:pool, name: p, properties: { size: 1, mode: rr } }
              - { type: net:core:vlan, for: [1, 2], as: vlans, name: "v${each.value}", properties: { tag: 1 } }
              - { type: net:core:route, name: a, dependsOn: [p, net:core:vlan:v1, "${net:v1}"] }
              - { type: net:core:route, name: b, dependsOn: [vlans] }
              - { type: net:core:route, name: c, dependsOn: ["${vlans}", "${vlans[1]}"] }
              - { type: net:core:route, for: [1, 2], name: "d${each.value}", dependsOn: ["v${each.value}"] }
            """)["resources"]!;
        Assert.Equal(
            "a: pool/p vlan/v1; b: vlan/v1 vlan/v2; c: vlan/v1 vlan/v2; d1: vlan/v1; d2: vlan/v2",
            string.Join("; ", resources.Items.Where(r => r["type"]!.AsText() == "net:core:route").Select(r =>
                $"{r["name"]!.AsText()}: {string.Join(' ', r["dependencies"]!.Items.Select(d => d.AsText()!["test/net:core:".Length..]))}")));
    }

    [Theory]
    [InlineData("dependsOn: [«gone»]", "MCI2006 gone is no resource, parameter or loop variable of this deployment. Declare it, or write its value as a text; a literal ${ is written $${.")]
    [InlineData("dependsOn: [«5»]", "MCI1202 What a resource depends on is the name of a resource or a group, and this is a number. Write the name of a resource or a group.")]
    [InlineData("dependsOn: [«\"${a.id}\"»]", "MCI1202 What a resource depends on is the name of a resource or a group, and this is a text. Write the name of a resource or a group.")]
    [InlineData("dependsOn: «a»", "MCI1202 dependsOn of the resource b is a list, and this is a text. Write a list.")]
    public void DependsOn_OfSomethingElse_IsReported(string marked, string expected) => Doc.AssertProblem($$"""
        resources:
          - { type: net:core:vlan, name: a, properties: { tag: 1 } }
          - { type: net:core:route, name: b, {{marked}} }
        """, expected);
}
