namespace McpIac.Compiler.Tests.Documents;

/// <summary>Resources with <c>for</c>, <c>if</c> and <c>as</c>.</summary>
public sealed class ResourceExpansionTests
{
    [Theory]
    [InlineData("for: [a, b], name: \"v-${each.value}\"", "v-a v-b")]
    [InlineData("for: [a, b], name: \"v-${each.key}\"", "v-0 v-1")]
    [InlineData("for: { y: 1, x: 2 }, name: \"v-${each.key}-${each.value}\"", "v-x-2 v-y-1")]
    [InlineData("for: \"${range(1, 3)}\", name: \"v-${each.value}\"", "v-1 v-2 v-3")]
    [InlineData("for: \"${words}\", name: \"v-${each.value}\"", "v-one v-two")]
    [InlineData("for: [{ n: a }, { n: b }], name: \"v-${each.value.n}\"", "v-a v-b")]
    [InlineData("for: [a, b], if: \"${each.value != \\\"a\\\"}\", name: \"v-${each.value}\"", "v-b")]
    [InlineData("if: \"${length(words) > 1}\", name: v", "v")]
    [InlineData("if: true, name: v", "v")]
    [InlineData("if: false, name: v", "")]
    [InlineData("for: [], name: v", "")]
    [InlineData("name: 42", "42")]
    [InlineData("name: 0x1F", "0x1F")]
    [InlineData("name: \"${1 + 1}\"", "2")]
    [InlineData("name: \"${words[0]}\"", "one")]
    public void AResource_IsAsManyAsItsLoopSays(string fields, string expected) => Assert.Equal(expected, Doc.Names(Text(fields)));

    [Fact]
    public void Each_IsTheElementItself_InValues()
    {
        Assert.Equal("""{"tag":7,"tags":{"a":"one","b":"x-0"}}""", Doc.Properties("""
            resources:
              - type: net:core:vlan
                for: [{ tag: 7, text: one }]
                name: v${each.key}
                properties:
                  tag: ${each.value.tag}
                  tags: { a: "${each.value.text}", b: "x-${each.key}" }
            """));
    }

    [Fact]
    public void ALoopOverAGroup_HasItsResources()
    {
        var resources = Doc.Bound("""
            resources:
              - { type: net:core:route, for: "${vlans}", name: "r${each.key}", properties: { vlan: "${each.value.id}" } }
              - { type: net:core:vlan, name: a, as: vlans, properties: { tag: 1 } }
              - { type: net:core:vlan, name: b, as: vlans, properties: { tag: 2 } }
            """)["resources"]!;
        Assert.Equal(["""{"vlan":{"$ref":["test/net:core:vlan/a","id"]}}""", """{"vlan":{"$ref":["test/net:core:vlan/b","id"]}}"""],
            resources.Items.Where(r => r["type"]!.AsText() == "net:core:route").Select(r => r["properties"]!.ToString()));
    }

    [Theory]
    [InlineData("for: «5», name: v", "MCI1202 What a resource's for goes over is a list or a map, and this is a number. Write a list or a map.")]
    [InlineData("if: «\"${1}\"», name: v", "MCI1202 The condition of a resource is true or false, and this is a number. Write true or false.")]
    [InlineData("if: «yes», name: v", "MCI1202 The condition of a resource is true or false, and this is a text. Write true or false.")]
    [InlineData("if: «\"${other.enabled}\"», name: v", "MCI1209 The condition of a resource has to be known before anything is planned, and depends on what a provider has yet to yield. Take it from parameters and literals.")]
    [InlineData("for: «\"${other.addresses}\"», name: v", "MCI1209 What a resource's for goes over has to be known before anything is planned, and depends on what a provider has yet to yield. Take it from parameters and literals.")]
    [InlineData("name: «\"${other.id}\"»", "MCI1209 A resource's name has to be known before anything is planned, and depends on what a provider has yet to yield. Take it from parameters and literals.")]
    [InlineData("name: «\"${words}\"»", "MCI1202 A resource's name is a text that isn't empty, and this is a list. Write a text that isn't empty.")]
    [InlineData("name: «\"\"»", "MCI1202 A resource's name is a text that isn't empty, and this is a text. Write a text that isn't empty.")]
    [InlineData("name: «\"${hidden}\"»", "MCI1213 A resource's name is made from a secret, and would show it. Take it from what is no secret.")]
    [InlineData("for: «\"${[hidden]}\"», name: v", "MCI1213 What a resource's for goes over is made from a secret, and would show it. Take it from what is no secret.")]
    [InlineData("if: «\"${hidden == \\\"x\\\"}\"», name: v", "MCI1213 The condition of a resource is made from a secret, and would show it. Take it from what is no secret.")]
    [InlineData("for: «\"${words[7]}\"», name: v", "MCI2012 What a resource's for goes over has no value: the index 7 is outside of a list of 2. Mend the expression.")]
    [InlineData("name: \"${«nope»}\"", "MCI2006 nope is no resource, parameter or loop variable of this deployment. Declare it, or write its value as a text; a literal ${ is written $${.")]
    [InlineData("for: [1, 2], name: «v»", "MCI2010 Two resources of net:core:vlan are named v (this line runs more than once). Give each its own name; in a loop, put the loop's variable into it.")]
    [InlineData("for: [1, 2], name: \"v${each.value}\", dependsOn: [\"${«nope»}\"]", "MCI2006 nope is no resource, parameter or loop variable of this deployment. Declare it, or write its value as a text; a literal ${ is written $${.")]
    [InlineData("name: v, as: «words»", "MCI1210 words has several meanings here: a parameter, a group. Give the group another name.")]
    public void AMistake_IsReported_Once(string marked, string expected) => Doc.AssertProblem(Text(marked) + "\n  - { type: net:core:vlan, name: other, properties: { tag: 1 } }", expected);

    [Fact]
    public void ALoopOfMillions_IsTooLarge() => Doc.AssertProblem(
        Text($"for: «\"${{range(0, 2000)}}\"», name: \"v${{each.value}}\", dependsOn: [{string.Join(", ", Enumerable.Repeat("x", 2_000))}]"),
        "MCI1207 The document is too large: its loops and components make more than 2,000,000 values. Write it in several deployments, or as a program.");

    [Fact]
    public void LoopsInLoops_OfAText_StayLoops_BeforeTheyTakeAllMemory()
    {
        var text = "${" + string.Concat(Enumerable.Repeat("[for a in words : ", 60)) + "1" + new string(']', 60) + "}";
        var problems = Doc.Problems($$"""
            parameters: { words: [one, two] }
            outputs: { o: "{{text}}" }
            """);
        Assert.Contains("MCI2012", problems, StringComparison.Ordinal);
    }

    private static string Text(string fields) => $$"""
        parameters: { words: [one, two], hidden: { type: string, secret: true, default: x } }
        resources:
          - { type: net:core:vlan, {{fields}}, properties: { tag: 1 } }
        """;
}
