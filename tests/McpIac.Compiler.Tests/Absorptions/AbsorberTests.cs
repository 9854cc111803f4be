using System.Text;
using McpIac.Compiler.Absorptions;

namespace McpIac.Compiler.Tests.Absorptions;

/// <summary>What was changed outside gets into the program where it is written as a literal, and nothing else changes: MCI3070, MCI3071.</summary>
public sealed class AbsorberTests
{
    private const string Yaml = """
        # Networks.
        name: shop
        resources:
          - type: net:core:vlan
            name: web   # the first
            properties:
              vlanTag: 150       # by its other name
              label: 'it''s'
              tags:
                # who pays
                env: prod   # the environment
                team: "a"
              names: [x, 'y']
              rules:
                - port: 80
                  note: plain
                - port: 443

          - { type: net:core:vlan, name: flow, properties: { tag: 7, tags: { a: b } } }
          - type: net:core:vlan
            name: computed
            properties:
              tag: ${1 + 1}
              label: ${web.id}-x
              enabled: false
        """;

    [Fact]
    public async Task Yaml_ChangesInPlace_WithCommentsAndQuotesAsTheyWere()
    {
        using var meddling = new Meddling("infra.yaml", Yaml);
        var source = await meddling.AbsorbedAsync(
            ("web", """{ "tag": 151, "label": "it is", "enabled": false, "tags": { "env": "test", "team": "b: c", "cost/center": "${x}" }, "names": ["x", "z", "w"], "rules": [{ "port": 80, "note": "several\nlines" }, { "port": 8443, "note": "new" }] }"""),
            ("flow", """{ "tag": 8, "tags": { "c": "d e" } }"""),
            ("computed", """{ "enabled": null }"""));
        Assert.Equal(Yaml
            .Replace("vlanTag: 150 ", "vlanTag: 151 ", StringComparison.Ordinal)
            .Replace("'it''s'", "'it is'", StringComparison.Ordinal)
            .Replace("env: prod ", "env: test ", StringComparison.Ordinal)
            .Replace("team: \"a\"", "team: \"b: c\"\n        cost/center: $${x}", StringComparison.Ordinal)
            .Replace("[x, 'y']", "[\"x\", \"z\", \"w\"]", StringComparison.Ordinal)
            .Replace("note: plain", "note: |-\n            several\n            lines", StringComparison.Ordinal)
            .Replace("    - port: 443\n", "    - port: 8443\n          note: new\n      enabled: false\n", StringComparison.Ordinal)
            .Replace("{ tag: 7, tags: { a: b } }", "{ tag: 8, tags: { \"c\": \"d e\" } }", StringComparison.Ordinal)
            .Replace("-x\n      enabled: false", "-x", StringComparison.Ordinal), source.TrimEnd('\n'));
    }

    [Fact]
    public async Task WhatCantBeAbsorbed_IsSaid_WithTheReason()
    {
        using var meddling = new Meddling("infra.yaml", """
            name: shop
            resources:
              - type: net:core:vlan
                name: web
                properties: { tag: 1, label: "${1 + 1}" }
              - { type: net:core:vlan, name: "loop-${each.value}", for: [a, b], properties: { tag: 1 } }
              - type: net:core:vlan
                name: anchored
                properties:
                  tag: &tag 5
                  tags: &tags
                    a: b
              - type: net:core:vlan
                name: aliased
                properties:
                  tag: *tag
                  tags: *tags
              - { type: net:core:vlan, name: ignored, properties: { tag: 1 }, options: { ignoreChanges: [tag] } }
              - { type: net:core:vlan, name: edited, properties: { tag: 3 } }
              - { type: net:core:vlan, name: gone, properties: { tag: 3 } }
            """);
        var absorption = await meddling.AbsorbAsync(
            [("web", """{ "label": "x" }"""), ("loop-a", """{ "tag": 2 }"""), ("anchored", """{ "tag": 6 }"""), ("aliased", """{ "tag": 6, "tags": { "a": "c" } }"""), ("ignored", """{ "tag": 2 }"""), ("edited", """{ "tag": 4 }"""), ("gone", null)],
            meddling.Source.Replace("name: edited, properties: { tag: 3 }", "name: edited, properties: { tag: 2 }", StringComparison.Ordinal));
        Assert.Empty(absorption.Patches);
        Assert.Empty(absorption.Values);
        Assert.Equal("""
            5 MCI3070 label of web can't be absorbed: it is computed by an expression.
            6 MCI3070 loop-a can't be absorbed: several resources are written in its place.
            10 MCI3070 tag of anchored can't be absorbed: an anchor shares it with other places.
            10 MCI3070 tag of aliased can't be absorbed: an anchor shares it with other places.
            11 MCI3070 tags.a of aliased can't be absorbed: an anchor shares it with other places.
            18 MCI3070 tag of ignored can't be absorbed: the option ignoreChanges leaves it to others.
            19 MCI3070 tag of edited can't be absorbed: the program was changed there too, since the last apply.
            20 MCI3070 gone can't be absorbed: it is gone.
            """.ReplaceLineEndings("\n"), string.Join('\n', absorption.Diagnostics.Select(d => $"{d.Place?.Line} {d.Id} {d.Message}")));
    }

    [Fact]
    public async Task Json_KeepsItsForm()
    {
        const string json = """
            {
              "name": "shop",
              "resources": [
                {
                  "type": "net:core:vlan", "name": "web",
                  "properties": {
                    "tag": 150,
                    "tags": { "a": "b", "c": "d" }
                  }
                }
              ]
            }
            """;
        using var meddling = new Meddling("infra.json", json);
        Assert.Equal(json.Replace("150", "151", StringComparison.Ordinal).Replace("{ \"a\": \"b\", \"c\": \"d\" }", "{ \"a\": \"q\\\"\" },\n        \"label\": \"x\"", StringComparison.Ordinal).ReplaceLineEndings("\n"),
            await meddling.AbsorbedAsync(("web", """{ "tag": 151, "label": "x", "tags": { "a": "q\"" } }""")));
    }

    [Fact]
    public async Task AFilesEncodingAndLineEnds_Stay()
    {
        const string yaml = "name: shop\r\nresources:\r\n  - type: net:core:vlan\r\n    name: web\r\n    properties:\r\n      tag: 1 # é\r\n";
        using var meddling = new Meddling("infra.yaml", "");
        meddling.Bytes = [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(yaml)];
        await meddling.AbsorbedAsync(("web", """{ "tag": 2, "label": "a\nb" }"""));
        Assert.Equal([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(yaml.Replace("1 # é\r\n", "2 # é\r\n      label: |-\r\n        a\r\n        b\r\n", StringComparison.Ordinal))], meddling.Bytes);
    }

    [Fact]
    public async Task CSharp_ChangesInPlace_WithCommentsAndFormatAsTheyWere()
    {
        const string script = """"
            Deployment("shop");
            var web = new Net.Core.Vlan("web")
            {
                Tag = 150, // fifteen
                Label = @"a ""b""", /* why */ Weight = 1,
                Tags = { ["env"] = "prod", ["team"] = "a" },
                Names = ["x", "y"],
                Rules = [ new() { Port = 80 }, // plain
                    new() { Port = 443, Note = "n" } ]   // the end
            };
            new Net.Core.Vlan("one") { Tag = 1, Weight = -1.5 };
            new Net.Core.Vlan("bare", new() { Protect = true }) { Tag = 2 };
            var label = "v";
            new Net.Core.Vlan("computed") { Tag = 1 + 1, Label = label, Names = [.. web.Names, "z"] };
            foreach (var i in new[] { 5 }) new Net.Core.Vlan("loop") { Tag = 5 };
            """";
        using var meddling = new Meddling("infra.csx", script);
        Assert.Equal(script
            .Replace("Tag = 150, //", "Tag = 151, //", StringComparison.Ordinal)
            .Replace("@\"a \"\"b\"\"\", /* why */ Weight = 1,", "\"c\\\\\", /* why */ Weight = 0.5,", StringComparison.Ordinal)
            .Replace("\"prod\", [\"team\"] = \"a\" }", "\"test\", [\"cost\"] = \"5\" }", StringComparison.Ordinal)
            .Replace("[\"x\", \"y\"]", "[\"x\"]", StringComparison.Ordinal)
            .Replace("{ Port = 80 }", "{ Port = 81, Note = \"m\" }", StringComparison.Ordinal)
            .Replace("Note = \"n\" } ]   // the end\n", "Note = \"n\" } ],   // the end\n    Enabled = false\n", StringComparison.Ordinal)
            .Replace("Tag = 1, Weight = -1.5 }", "Tag = 1, Weight = 2.5 }", StringComparison.Ordinal)
            .Replace("{ Tag = 2 }", "{ Tag = 2, Label = \"\"\"\n    a\n    b\n    \"\"\" }", StringComparison.Ordinal), await meddling.AbsorbedAsync(
            ("web", """{ "tag": 151, "label": "c\\", "enabled": false, "tags": { "env": "test", "cost": "5" }, "names": ["x"], "weight": 0.5, "rules": [{ "port": 81, "note": "m" }, { "port": 443, "note": "n" }] }"""),
            ("one", """{ "weight": 2.5 }"""), ("bare", """{ "label": "a\nb" }""")));

        var refused = await meddling.AbsorbAsync([("computed", """{ "tag": 3, "label": "w" }"""), ("loop", """{ "tag": 6 }""")]);
        Assert.Empty(refused.Patches);
        Assert.Equal(["tag of computed can't be absorbed: it is computed: 1 + 1.", "label of computed can't be absorbed: it is computed: label.", "loop can't be absorbed: it is made in a loop or a function."], refused.Diagnostics.Select(d => d.Message));
    }

    [Fact]
    public async Task WhatDoesntMeanWhatIs_IsPutBack()
    {
        const string yaml = "name: shop\nresources:\n  - { type: net:core:vlan, name: web, properties: { tag: 1 } }\n";
        using var meddling = new Meddling("infra.yaml", yaml);
        var absorption = await meddling.AbsorbAsync([("web", """{ "tag": 5000 }""")]);
        var problem = Assert.Single(await Absorber.WriteAsync(meddling.Request, absorption, TestContext.Current.CancellationToken));
        Assert.Equal(("MCI3071", yaml), (problem.Id, meddling.Source));
        absorption = absorption with { Patches = [absorption.Patches[0] with { After = yaml.Replace("tag: 1", "tag: 2", StringComparison.Ordinal) }] };
        Assert.Contains("(tag of web)", Assert.Single(await Absorber.WriteAsync(meddling.Request, absorption, TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
        Assert.Equal(yaml, meddling.Source);
    }
}
