using System.Reflection;
using McpIac.Compiler.Binding;
using McpIac.Compiler.Conversion;
using McpIac.Compiler.Conversion.CSharp;
using McpIac.Compiler.Tests.Programs;

namespace McpIac.Compiler.Tests.Conversion;

public sealed class ProgramConverterTests
{
    private static readonly string Samples = Path.Combine(typeof(ProgramConverterTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "RepositoryRoot").Value!, "samples");

    [Fact]
    public async Task TheSample_InAnyLanguage_FromAnyOther_IsTheSameDeployment()
    {
        using var folder = new ProgramFolder();
        File.Delete(Path.Combine(folder.Root, "schemas", "net.mcp.json"));
        foreach (var file in Directory.GetFiles(Path.Combine(Samples, "..", "schemas"), "*.mcp.json")) folder.Put($"schemas/{Path.GetFileName(file)}", await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
        foreach (var name in new[] { "infra.csx", "infra.yaml", "infra.json" }) folder.Put(name, await File.ReadAllBytesAsync(Path.Combine(Samples, "customer-portal", name), TestContext.Current.CancellationToken));
        var means = await folder.EmittedAsync("infra.csx");
        foreach (var (source, to) in new[] { ("infra.csx", ProgramForm.Yaml), ("infra.csx", ProgramForm.Json), ("infra.yaml", ProgramForm.CSharp), ("infra.yaml", ProgramForm.Json), ("infra.json", ProgramForm.Yaml) })
        {
            var result = await folder.ConvertAsync(source, to);
            Assert.Empty(result.Diagnostics);
            folder.Put("converted" + ProgramConverter.ExtensionOf(to), result.Text!);
            Assert.Equal(means, await folder.EmittedAsync("converted" + ProgramConverter.ExtensionOf(to)));
        }
    }

    [Fact]
    public async Task YamlOfAScript_LooksAsByHand() => Assert.Equal("""
        name: shop

        resources:
          - type: net:core:vlan
            name: web
            properties:
              tag: 150
              label: it's 100 %
              names:
                - a
                - 'yes'
              tags:
                env: prod
          - type: net:core:pool
            name: web
            properties:
              size: ${net:core:vlan:web.tag + 1}
              mode: rr
            dependsOn:
              - net:core:vlan:web
            options:
              protect: true
              ignoreChanges:
                - size
          - type: net:core:route
            name: r
            properties:
              vlan: ${net:core:vlan:web.id}
              device: gw-${net:core:pool:web.id}

        outputs:
          gateway: ${r.gateway}
          hidden:
            value: $${x} ${r.id}
            secret: true

        """.ReplaceLineEndings("\n"), await Conversions.ConvertedAsync("""
        Deployment("shop");
        var vlan = new Net.Core.Vlan("web") { Tag = 150, Label = "it's 100 %", Names = ["a", "yes"], Tags = { ["env"] = "prod" } };
        var pool = new Net.Core.Pool("web", new() { DependsOn = [vlan], Protect = true, IgnoreChanges = ["size"] }) { Size = vlan.Tag + 1, Mode = "rr" };
        var route = new Net.Core.Route("r") { Vlan = vlan.Id, Device = $"gw-{pool.Id}" };
        Output("gateway", route.Gateway);
        Output("hidden", $"${{x}} {route.Id}", secret: true);
        """, "infra.csx", ProgramForm.Yaml));

    [Fact]
    public async Task CSharpOfADocument_LooksAsByHand() => Assert.Equal(""""
        Deployment("shop");
        var password = SecretParameter("password", minLength: 12, description: "for all");

        var class2 = new Net.Core.Vlan("Class")
        {
            Tag = 6,
            Label = """
                two
                lines

                """,
        };
        var @class = new Net.Core.Vlan("class", new() { Protect = true, Retain = false, Timeouts = new() { Create = TimeSpan.FromSeconds(90) }, Retries = new() { Attempts = 3 }, ReplaceTrigger = [class2.Id] })
        {
            Tag = class2.Tag + 1,
            Label = If(class2.Tag > 5, (Value<string>)"big", (Value<string>)"small"),
            Password = password,
            Rules = [new() { Port = 80, Note = "a" }, new() { Port = class2.Tag }],
            Tags = new() { ["a b"] = "x" },
        };
        new Net.Core.Pool("new", new() { DependsOn = [@class] }) { Size = 1, Mode = "rr" };

        Output("list", [@class.Id, 1.5, AnyValue.Null, new() { ["a"] = class2.Info.Vendor }]);
        Output("addresses", class2.Addresses.Select(v1 => $"{v1}/32"));

        """".ReplaceLineEndings("\n"), await Conversions.ConvertedAsync("""
        name: shop
        parameters:
          password: { type: string, minLength: 12, secret: true, description: for all }
        resources:
          - type: net:core:vlan
            name: class
            properties:
              tag: ${Class.tag + 1}
              label: '${Class.tag > 5 ? "big" : "small"}'
              password: ${password}
              rules: [{ port: 80, note: a }, { port: "${Class.tag}" }]
              tags: { a b: x }
            options: { protect: true, retain: false, timeouts: { create: 90s }, retries: 3, replaceTrigger: ["${Class.id}"] }
          - type: net:core:vlan
            name: Class
            properties: { tag: 6, label: "two\nlines\n" }
          - type: net:core:pool
            name: new
            dependsOn: [class]
            properties: { size: 1, mode: rr }
        outputs:
          list: ["${class.id}", 1.5, null, { a: "${Class.info.vendor}" }]
          addresses: '${[for a in Class.addresses : "${a}/32"]}'
        """, "infra.yaml", ProgramForm.CSharp));

    // What C# and the expression language have in common, each in one place.
    [Fact]
    public async Task EachFunctionWithASpelling_IsWritten()
    {
        using var folder = new ProgramFolder();
        folder.Put("infra.yaml", """
            name: t
            resources:
              - { type: "net:core:vlan", name: v, properties: { tag: 1 } }
              - { type: "net:core:vlan", name: w, properties: { tag: "${v.tag * 2 - v.mtu % 3 + 1}", weight: "${v.weight / 2}", enabled: "${!v.enabled && v.tag >= 3 || v.label != \"x\"}", label: "${v.label ?? \"none\"}", tags: "${merge(v.tags, {a: \"b\"})}", names: "${concat(v.names, [v.id], v.addresses)}" } }
            outputs:
              upper: ${upper(v.id)}
              lower: ${lower(trim(v.id))}
              replace: ${replace(v.id, "a", v.label)}
              split: ${split(v.id, "-")[0]}
              starts: ${startsWith(v.id, "a") && endsWith(v.id, "b") && contains(v.id, "c")}
              index: ${indexOf(v.id, "x") + length(v.id)}
              substring: ${substring(v.id, 1)} ${substring(v.id, 1, v.tag)}
              pad: ${padLeft(v.id, 9, "0")}${padRight(v.id, 9, " ")}
              number: ${asNumber(v.id) * 1.5}
              text: ${asText(v.tag)}
              cidr: ${cidrSubnet(v.id, 8, v.tag)} ${cidrHost(v.id, -1)} ${cidrContains(v.id, "10.0.0.1")}
              codes: '${base64encode(v.id)}${base64decode(v.id)}${sha256(v.id)}${jsonEncode({a: v.id, b: [1, v.tag]})}'
              json: ${jsonDecode(v.id).a[0]["b c"]}
              rounds: ${floor(v.weight) + ceil(v.weight) + round(v.weight) + abs(v.tag) + min(v.tag, 3) + max(v.mtu, v.tag) - -v.tag}
              quotient: ${quotient(v.tag, 2)}
              lists: ${first(v.names)} ${last(v.names)} ${join(sort(distinct(skip(take(v.names, 5), 1))), ",")} ${length(v.addresses)}
              lookup: ${v.names[v.tag]}
              has: ${contains(v.names, "a")}
              maps: ${join(keys(v.tags), ",")} ${join(values(v.tags), ",")} ${hasKey(v.tags, "a")} ${v.tags.a} ${v.tags["b c"]}
              secret: ${secret(v.id)}
              for: '${[for n in v.names : "${n}-${w.id}"]}'
              for2: '${[for n in v.names : upper(n)]}'
              objects: '${[for r in v.rules : r.port + 1]}'
              rule: ${v.rules[0].note}
              if: '${v.enabled ? v.tag : 5}'
              nested: '${v.enabled ? (v.tag > 5 ? "a" : v.id) : "c"}'
              outside: '${asset("a.txt").text} ${asset("a.txt").sha256} ${deployment("other").address.b[0]} ${secret("token")} ${secret(v.label ?? "x")}'
              more: ${trimStart(v.id)}${trimEnd(v.id)}${trimPrefix(v.id, "a")}${trimSuffix(v.id, "b")}${indent(v.id, 2)} ${lastIndexOf(v.id, "a")} ${cidrOverlaps(v.id, v.label)}
              hashes: ${sha512(v.id)}${sha1(v.id)}${md5(v.id)}${hexEncode(v.id)}${urlEncode(v.id)}
              patterns: ${matches(v.id, "^a")} ${capture(v.id, "(a)(b)?")[1]} ${replacePattern(v.id, "a+", "b")} ${timeFormat(v.id, "yyyy")} ${timeAdd(v.id, "36h")}
              template: '${template(v.id, {a: v.tag})}'
              sets: ${join(union(v.names, v.addresses), ",")} ${join(reverse(intersect(v.names, v.addresses)), ",")} ${join(except(v.names, v.addresses), ",")}
              counted: '${sum(range(1, v.tag)) + max([for r in v.rules : r.port])}'
              asset: ${asset("a.txt")}
              cmp: ${v.tag < 3 || v.weight <= 1.5 || v.label == w.label}
            """);
        var result = await folder.ConvertAsync("infra.yaml", ProgramForm.CSharp);
        Assert.True(result.Text is not null, string.Join('\n', result.Diagnostics));
        folder.Put("infra.csx", result.Text!);
        Assert.Equal(await folder.EmittedAsync("infra.yaml"), await folder.EmittedAsync("infra.csx"));
    }

    [Fact]
    public async Task WhatHasNoSpelling_IsReportedWhereItIs()
    {
        Assert.Equal("6 MCI1290 label of w can't be written in C#: the function lookup has no spelling for these arguments. Write it with other functions, or write this program in YAML.",
            await Conversions.ProblemsAsync("""
                resources:
                  - type: net:core:vlan
                    name: v
                    properties: { tag: 1 }
                  - type: net:core:vlan
                    name: w
                    properties: { tag: 2, label: "${lookup({a: v.label}, v.id, \"x\")}" }
                """, "infra.yaml", ProgramForm.CSharp));
        Assert.Equal("3 MCI1290 v can't be written in YAML: it is part of a component, of which only what it made is known. Write the document by hand and import the component's script there, or make the resource outside of the component, with its former urn in Aliases.",
            await Conversions.ProblemsAsync("""
                new Tier("t");
                sealed class Tier : Component {
                    public Tier(string name) : base(name) { new Net.Core.Vlan("v", new() { Parent = this }) { Tag = 1 }; }
                }
                """, "infra.csx", ProgramForm.Yaml));
    }

    [Fact]
    public async Task ValuesOfParameters_AreWritten_AndThoseOfSecretOnesAreNot()
    {
        using var folder = new ProgramFolder { Parameters = new Dictionary<string, Dsl.Parameters.GivenParameter> { ["password"] = Dsl.Parameters.GivenParameter.Of("hunter2-hunter2") } };
        folder.Put("infra.csx", """
            var tag = Parameter("tag", 5);
            var password = SecretParameter("password", minLength: 12);
            new Net.Core.Vlan("v") { Tag = tag, Password = password, Label = $"{password}!" };
            """);
        var result = await folder.ConvertAsync("infra.csx", ProgramForm.Yaml);
        Assert.Equal(["MCI1291"], result.Diagnostics.Select(d => d.Id));
        Assert.DoesNotContain("hunter2", result.Text, StringComparison.Ordinal);
        Assert.Contains("tag: 5", result.Text, StringComparison.Ordinal);
        Assert.Contains("label: ${password}!", result.Text, StringComparison.Ordinal);
        folder.Put("infra.yaml", result.Text!);
        Assert.Equal((await folder.EmittedAsync("infra.csx")), await folder.EmittedAsync("infra.yaml"));

        var back = await folder.ConvertAsync("infra.yaml", ProgramForm.CSharp);
        Assert.DoesNotContain("hunter2", back.Text, StringComparison.Ordinal);
        Assert.Contains("SecretParameter(\"password\", minLength: 12)", back.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ParametersOfADocument_StayParametersInCSharp()
    {
        using var folder = new ProgramFolder { Parameters = new Dictionary<string, Dsl.Parameters.GivenParameter> { ["tag"] = Dsl.Parameters.GivenParameter.Of("9") } };
        folder.Put("infra.yaml", """
            name: t
            parameters:
              tag: { type: integer, minimum: 1, maximum: 99, default: 5, description: the first }
              label: ab
              size: { enum: [small, large], default: small }
              count: 2
              on: true
            resources:
              - type: net:core:vlan
                for: ${range(1, count)}
                name: v-${each.value}
                properties: { tag: "${tag + each.value}", label: "${label}-${tag}-${size}-${on}", enabled: "${on}", weight: "${tag / 2}", names: ["${size}"] }
            outputs: { tag: "${tag}", map: { a: "${upper(label)}" }, is: "${size == \"small\" ? tag : 0}" }
            """);
        var result = await folder.ConvertAsync("infra.yaml", ProgramForm.CSharp);
        Assert.Equal("The values of count are written in their places: they decide which resources there are, which are written one by one.", Assert.Single(result.Diagnostics).Message);
        Assert.StartsWith("""
            Deployment("t");
            var tag = Parameter<long>("tag", 5, min: 1, max: 99, description: "the first");
            var label = Parameter("label", "ab");
            var size = Parameter("size", "small", allowed: ["small", "large"]);
            var @on = Parameter<bool>("on", true);

            // A loop makes these 2.
            new Net.Core.Vlan("v-1")

            """.ReplaceLineEndings("\n"), result.Text, StringComparison.Ordinal);
        folder.Put("infra.csx", result.Text!);
        Assert.Equal(await folder.EmittedAsync("infra.yaml"), await folder.EmittedAsync("infra.csx"));
        folder.Parameters = new Dictionary<string, Dsl.Parameters.GivenParameter> { ["tag"] = Dsl.Parameters.GivenParameter.Of("7"), ["size"] = Dsl.Parameters.GivenParameter.Of("large") };
        Assert.Equal(await folder.EmittedAsync("infra.yaml"), await folder.EmittedAsync("infra.csx"));
    }

    [Fact]
    public async Task Documents_KeepLoopsGroupsParametersAndExpressions() => Assert.Equal("""
        {
          "name": "t",
          "parameters": {
            "count": {
              "type": "integer",
              "default": 2
            },
            "version": {
              "type": "string",
              "default": "1.10"
            }
          },
          "resources": [
            {
              "type": "net:core:vlan",
              "name": "v-${each.value}",
              "for": "${range(1, count)}",
              "as": "all",
              "if": true,
              "properties": {
                "tag": "${each.value}",
                "label": "0x1F"
              }
            }
          ],
          "outputs": {
            "ids": "${all[*].id}"
          }
        }

        """.ReplaceLineEndings("\n"), await Conversions.ConvertedAsync("""
        apiVersion: iac.mcp/v1
        kind: Deployment
        metadata: { name: t }
        spec:
          parameters: { count: { type: integer, default: 2 }, version: { type: string, default: 1.10 } }
          resources:
            - { type: "net:core:vlan", name: "v-${each.value}", for: "${range(1, count)}", as: all, if: true, properties: { tag: "${each.value}", label: 0x1F } }
        ---
        outputs: { ids: "${all[*].id}" }
        """, "infra.yaml", ProgramForm.Json));

    // Whoever adds an option writes it in OptionsCode.
    [Fact]
    public async Task EachOption_IsWrittenInCSharp()
    {
        var values = new Dictionary<string, string>
        {
            ["protect"] = "true", ["retain"] = "true", ["aliases"] = "[a, 'net:core:vlan:b']", ["ignoreChanges"] = "[label, '*']", ["replaceOn"] = "tag", ["replaceTrigger"] = "{ a: [1, \"${v.id}\"] }",
            ["deleteBeforeReplace"] = "true", ["timeouts"] = "{ create: 90m, delete: PT0.5S }", ["retries"] = "{ attempts: 3, on: [inUse] }", ["import"] = "abc",
            ["preconditions"] = "[{ condition: '${v.tag > 0}', message: 'no ${v.tag}' }]", ["postconditions"] = "[{ condition: '${w.mtu > 1}', message: small }]",
        };

        // A hook is for actions alone: the specs have one.
        var options = OptionsBinder.Names.Except(["provider", "hook"]).Select(n => $"{n}: {values.GetValueOrDefault(n) ?? throw new InvalidOperationException($"Give the option {n} a value here, and write it in OptionsCode.")}");
        using var folder = new ProgramFolder();
        folder.Put("infra.yaml", $"name: t\nresources:\n  - {{ type: 'net:core:vlan', name: v, properties: {{ tag: 1 }} }}\n  - {{ type: 'net:core:vlan', name: w, properties: {{ tag: 2 }}, options: {{ {string.Join(", ", options)} }} }}\n");
        var result = await folder.ConvertAsync("infra.yaml", ProgramForm.CSharp);
        Assert.True(result.Text is not null, string.Join('\n', result.Diagnostics));
        folder.Put("infra.csx", result.Text!);
        Assert.Equal(await folder.EmittedAsync("infra.yaml"), await folder.EmittedAsync("infra.csx"));
    }

    [Fact]
    public void VariableNames_AreUniqueIdentifiers()
    {
        var names = new VariableNames(["Aws"]);
        Assert.Equal(["app", "app2", "app3", "@class", "_1", "unnamed", "v1Value", "@var", "ünïcode", "aws"],
            new[] { "app", "app", "APP"[..1].ToLowerInvariant() + "pp", "class", "1", "!!", "v1", "var", "ünïcode", "Aws" }.Select(names.Take));
    }

    [Fact]
    public void ADifference_HasAnIdOfItsOwn() => Assert.Equal("MCI1292", ConversionProblems.Differs("C#", "tag of v").Id);
}
