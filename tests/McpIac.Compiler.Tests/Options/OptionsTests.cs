using System.Reflection;
using McpIac.Compiler.Tests.Documents;
using McpIac.Compiler.Tests.Programs;
using McpIac.Plans.Binding;

namespace McpIac.Compiler.Tests.Options;

/// <summary>Options of resources: what is wrong with them (MCI2050, MCI2051), and that every language means the same.</summary>
public sealed class OptionsTests
{
    [Theory]
    [InlineData("«protekt»: true", "MCI2050 There is no option protekt, which a has. Did you mean protect?")]
    [InlineData("protect: «often»", "MCI2051 The option protect of a takes true or false, and this is a text. Write true or false.")]
    [InlineData("protect: «${sneaky}»", "MCI2051 The option protect of a has to be known before anything is planned, and it is made from a secret, and would show it. Take it from parameters and literals.")]
    [InlineData("protect: «${b.label == \"x\"}»", "MCI2051 The option protect of a has to be known before anything is planned, and it depends on what a provider has yet to yield. Take it from parameters and literals.")]
    [InlineData("ignoreChanges: «tagg»", "MCI2052 The option ignoreChanges of a names no property: net:core:vlan has no property tagg. Did you mean tag?")]
    [InlineData("ignoreChanges: [tags, «5»]", "MCI2051 The option ignoreChanges of a takes a list of properties, and this is a number. Write a list of properties.")]
    [InlineData("ignoreChanges: «{}»", "MCI2051 The option ignoreChanges of a takes a list of properties, and this is a map. Write a list of properties.")]
    [InlineData("replaceOn: [tag, «mtu»]", "MCI2052 The option replaceOn of a names no property: mtu of net:core:vlan is an output, which no program changes. Take it out.")]
    [InlineData("replaceOn: [«rules.port»]", "MCI2052 The option replaceOn of a names no property: rules is a list. Write rules[*].port, or an index for the *.")]
    [InlineData("replaceOn: [«'rules[*].prt'»]", "MCI2052 The option replaceOn of a names no property: rules[*] has no property prt. Did you mean port?")]
    [InlineData("replaceOn: [«tag.x»]", "MCI2052 The option replaceOn of a names no property: tag is a whole number, which has no x. Write tag.")]
    [InlineData("replaceOn: [«'tags['»]", "MCI2052 The option replaceOn of a names no property: \"tags[\" is no path of a property. Write it like tags.env, ingress[0].fromPort, ingress[*].fromPort or tags[\"a b\"].")]
    [InlineData("aliases: [c, «b»]", "MCI2053 b can't be a former name of a: another resource of this program has that name. Take it out of aliases; two names that change places need two applies.")]
    [InlineData("aliases: «net:core:vlan:a»", "MCI2053 net:core:vlan:a can't be a former name of a: that is its name. Take it out of aliases; two names that change places need two applies.")]
    [InlineData("aliases: «true»", "MCI2051 The option aliases of a takes a list of names, and this is true or false. Write a list of names.")]
    [InlineData("timeouts: { create: 5m, «crate»: 5m }", "MCI2050 The option timeouts, which a has, has no crate. Did you mean create?")]
    [InlineData("timeouts: «5m»", "MCI2051 The option timeouts of a takes a map of create, update and delete, and this is 5m. Write a map of create, update and delete.")]
    [InlineData("timeouts: { create: «soon» }", "MCI2051 The option timeouts of a takes durations of up to a week, like 90s, 5m, 1h30m or PT5M, and this is soon. Write durations of up to a week, like 90s, 5m, 1h30m or PT5M.")]
    [InlineData("timeouts: { create: «5» }", "MCI2051 The option timeouts of a takes durations of up to a week, like 90s, 5m, 1h30m or PT5M, and this is 5. Write durations of up to a week, like 90s, 5m, 1h30m or PT5M.")]
    [InlineData("timeouts: { delete: «8d» }", "MCI2051 The option timeouts of a takes durations of up to a week, like 90s, 5m, 1h30m or PT5M, and this is 8d. Write durations of up to a week, like 90s, 5m, 1h30m or PT5M.")]
    [InlineData("timeouts: { delete: «-PT5S» }", "MCI2051 The option timeouts of a takes durations of up to a week, like 90s, 5m, 1h30m or PT5M, and this is -PT5S. Write durations of up to a week, like 90s, 5m, 1h30m or PT5M.")]
    [InlineData("retries: «0»", "MCI2051 The option retries of a takes 1 to 1000 attempts, and this is 0. Write 1 to 1000 attempts.")]
    [InlineData("retries: { attempts: «often» }", "MCI2051 The option retries of a takes 1 to 1000 attempts, and this is often. Write 1 to 1000 attempts.")]
    [InlineData("retries: { on: [conflict, «inUze»] }", "MCI2051 The option retries of a takes error codes, and inUze is none. Did you mean inUse?")]
    [InlineData("retries: { on: «3» }", "MCI2051 The option retries of a takes a list of error codes, and this is 3. Write a list of error codes.")]
    [InlineData("retries: «[]»", "MCI2051 The option retries of a takes a number of attempts, or a map of attempts and on, and this is a list. Write a number of attempts, or a map of attempts and on.")]
    [InlineData("provider: «wst»", "MCI2054 The option provider of a takes a server of net, and wst is none. Did you mean west?")]
    [InlineData("provider: «north»", "MCI2054 The option provider of a takes a server of net, and north is none. Declare it in mciacc.yaml: providers: { north: { type: net } }.")]
    [InlineData("provider: «office»", "MCI2054 The option provider of a takes a server of net, and office is one of mail. Declare it in mciacc.yaml: providers: { office: { type: net } }.")]
    [InlineData("provider: «[]»", "MCI2051 The option provider of a takes the name of a provider, and this is a list. Write the name of a provider.")]
    [InlineData("protect: ${«nobody»}", "MCI2006 nobody is no resource, parameter or loop variable of this deployment. Declare it, or write its value as a text; a literal ${ is written $${.")]
    [InlineData("import: «''»", "MCI2051 The option import of a takes a provider's id, and this is a text. Write a provider's id.")]
    [InlineData("preconditions: [ { condition: «false», message: never } ]", "MCI2056 A precondition of a doesn't hold: never. Mend what it asks for, or the condition.")]
    [InlineData("preconditions: [ { condition: «'${1 > 2}'», message: 'one is ${\"less\"}.' } ]", "MCI2056 A precondition of a doesn't hold: one is less. Mend what it asks for, or the condition.")]
    [InlineData("preconditions: [ { condition: «5», message: x } ]", "MCI2051 The option preconditions of a takes true or false as a condition, and this is a number. Write true or false as a condition.")]
    [InlineData("preconditions: [ «{ condition: true }» ]", "MCI2051 A condition in the option preconditions of a has no message. Write { condition: ${…}, message: … }.")]
    [InlineData("preconditions: [ { condition: true, message: x, «mesage»: x } ]", "MCI2050 The option preconditions, which a has, has no mesage. Did you mean message?")]
    [InlineData("preconditions: «yes»", "MCI2051 The option preconditions of a takes a list of { condition, message }, and this is a text. Write a list of { condition, message }.")]
    [InlineData("postconditions: [ { condition: '${«a.mut» > 1}', message: x } ]", "MCI2007 a (net:core:vlan) has no property or output mut. Did you mean mtu?")]
    [InlineData("replaceTrigger: ${«b.mut»}", "MCI2007 b (net:core:vlan) has no property or output mut. Did you mean mtu?")]
    public void WrongOptions_AreReportedAtTheirPlace(string option, string expected) => Doc.AssertProblem(Document(option), expected);

    [Theory]
    [InlineData("protect: true", """{"protect":true}""")]
    [InlineData("protect: ${deployment.name == \"test\"}", """{"protect":true}""")]
    [InlineData("ignoreChanges: [VlanTag, 'rules[*].dport', 'tags[\"a.b\"]', tags.x]", """{"ignoreChanges":["rules[*].port","tag","tags.x","tags[\"a.b\"]"]}""")]
    [InlineData("ignoreChanges: '*'", """{"ignoreChanges":["*"]}""")]
    [InlineData("replaceOn: label", """{"replaceOn":["label"]}""")]
    [InlineData("replaceTrigger: [1, '${b.mtu}']", """{"replaceTrigger":[1,{"$ref":["test/net:core:vlan/b","mtu"]}]}""")]
    [InlineData("replaceTrigger: ${sneaky}", """{"replaceTrigger":{"$secret":{"$literal":{"$iac":"secret"}}}}""")]
    [InlineData("aliases: [x, 'y z', net:core:pool:x, net:core:gone:x, 'x:y', old/net:core:vlan/x]", """
        {"aliases":["old/net:core:vlan/x","test/net:core:gone/x","test/net:core:pool/x","test/net:core:vlan/x","test/net:core:vlan/x:y","test/net:core:vlan/y%20z"]}
        """)]
    [InlineData("timeouts: { create: 1h30m, update: PT5M, delete: 500ms }", """{"timeouts":{"create":"PT1H30M","delete":"PT0.5S","update":"PT5M"}}""")]
    [InlineData("retries: 3", """{"retries":{"attempts":3}}""")]
    [InlineData("retries: { on: [inUse, conflict] }", """{"retries":{"on":["conflict","inUse"]}}""")]
    [InlineData("provider: west", """{"provider":"west"}""")]
    [InlineData("provider: net", null)]
    [InlineData("import: vlan-7", """{"import":"vlan-7"}""")]
    [InlineData("import: 7", """{"import":"7"}""")]
    [InlineData("preconditions: [ { condition: '${b.mtu > 1}', message: small } ]", """
        {"preconditions":[{"condition":{"$call":["gt",{"$ref":["test/net:core:vlan/b","mtu"]},1]},"message":"small"}]}
        """)]
    [InlineData("retain: true", """{"retain":true}""")]
    [InlineData("deleteBeforeReplace: true", """{"deleteBeforeReplace":true}""")]
    [InlineData("protect: false", null)]
    [InlineData("protect: null", null)]
    public void Options_AreBound(string option, string? expected) => Assert.Equal(expected, Doc.Bound(Document(option))["resources"]!.Items[0]["options"]?.ToString());

    [Fact]
    public async Task AScriptsOptions_AreTheSame()
    {
        using var program = new ProgramFolder();
        program.Put("infra.csx", """
            Deployment("test");
            var b = new Net.Core.Vlan("b") { Tag = 6 };
            var a = new Net.Core.Vlan("a", new()
            {
                Protect = true, Aliases = ["former"], Retain = true, IgnoreChanges = [nameof(Net.Core.Vlan.Label), "rules[*].port"], ReplaceOn = ["tags.x"], ReplaceTrigger = new() { ["mtu"] = b.Mtu },
                DeleteBeforeReplace = true, Timeouts = new() { Create = TimeSpan.FromMinutes(90) }, Retries = new() { Attempts = 3, On = ["inUse"] },
            }) { Tag = 5 };
            """);
        program.Put("infra.yaml", """
            name: test
            resources:
            - type: net:core:vlan
              name: a
              properties: { tag: 5 }
              options:
                protect: true
                retain: true
                aliases: [former]
                ignoreChanges: [label, "rules[*].port"]
                replaceOn: [tags.x]
                replaceTrigger: { mtu: "${b.mtu}" }
                deleteBeforeReplace: true
                timeouts: { create: 1h30m }
                retries: { attempts: 3, on: [inUse] }
            - { type: net:core:vlan, name: b, properties: { tag: 6 } }
            """);
        var (script, document) = (await program.CompileAsync(), await program.CompileAsync("infra.yaml"));
        Assert.Equal("", program.Lines(script) + program.Lines(document));
        Assert.Equal(BoundDeploymentJson.Write(document.Deployment!).ToString(), BoundDeploymentJson.Write(script.Deployment!).ToString());
        Assert.Equal(["test/net:core:vlan/b"], script.Deployment!.Resources[1].Dependencies);
    }

    [Fact]
    public async Task AScriptsTimeout_ThatIsNone_IsReportedAtItsPlace() => Assert.Equal(
        "infra.csx:1:68-81 error MCI2051 The option timeouts of a takes durations of up to a week, like 90s, 5m, 1h30m or PT5M, and this is PT0S. Write durations of up to a week, like 90s, 5m, 1h30m or PT5M.",
        await ProgramFolder.DiagnosticsOf("""var a = new Net.Core.Vlan("a", new() { Timeouts = new() { Update = TimeSpan.Zero } }) { Tag = 5 };"""));

    [Theory]
    [InlineData("{ of: page, after: [create] }", "local:file", "MCI2057 x can't be a hook: local:file is no action, so something would stay of it each time. Take an action of a provider, or local:command.")]
    [InlineData("{ of: pgae, after: [create] }", "local:command", "MCI2058 The hook x is of pgae, and no resource, or more than one, has that name. Write hook: { of: NAME, after: [create, update] }, or before; NAME is a resource of this program that is managed.")]
    [InlineData("{ of: x, after: [create] }", "local:command", "MCI2058 The hook x is of itself. Write hook: { of: NAME, after: [create, update] }, or before; NAME is a resource of this program that is managed.")]
    [InlineData("{ of: page }", "local:command", "MCI2058 The hook x needs either before or after, which are lists of create, update and delete. Write hook: { of: NAME, after: [create, update] }, or before; NAME is a resource of this program that is managed.")]
    [InlineData("{ after: [create] }", "local:command", "MCI2058 The hook x doesn't say of which resource it is. Write hook: { of: NAME, after: [create, update] }, or before; NAME is a resource of this program that is managed.")]
    [InlineData("{ of: page, after: [creates] }", "local:command", "MCI2051 The option hook of x takes create, update and delete as after, and this is creates. Write create, update and delete as after.")]
    [InlineData("{ of: page, when: [create], after: [create] }", "local:command", "MCI2050 The option hook, which x has, has no when. It has: of, before, after.")]
    [InlineData("page", "local:command", "MCI2051 The option hook of x takes { of, before or after }, and this is page. Write { of, before or after }.")]
    [InlineData("{ of: page, after: [delete] }", "local:command", "MCI2060 create of the hook x refers to other, and what runs at a delete has only what state keeps of the resource it is of. Give it values of that resource, or fixed ones.")]
    public async Task AWrongHook_IsReported(string hook, string type, string expected)
    {
        using var program = WithLocal();
        program.Put("infra.yaml", $$"""
            resources:
            - { type: local:file, name: page, properties: { path: a } }
            - { type: local:file, name: other, properties: { path: b } }
            - { type: {{type}}, name: x, properties: {{(type == "local:file" ? "{ path: c }" : "{ create: [echo, \"${other.path}\"] }")}}, options: { hook: {{hook}} } }
            """);
        Assert.Contains(expected, program.Lines(await program.CompileAsync("infra.yaml")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("${page.sensitiveContent}")]
    [InlineData("${page.content}")]
    [InlineData("${secret(\"s\")}")]
    public async Task ASecret_CanNotBeKeptForAHookOfADelete(string value)
    {
        using var program = WithLocal();
        program.Put("infra.yaml", $$"""
            parameters: { hidden: { type: string, secret: true, default: x } }
            resources:
            - { type: local:file, name: page, properties: { path: a, content: "${hidden}", sensitiveContent: x } }
            - { type: local:command, name: x, properties: { create: [echo, '{{value}}'] }, options: { hook: { of: page, before: [delete] } } }
            """);
        Assert.Contains("MCI2060 create of the hook x is a secret, or comes from outside of the program", program.Lines(await program.CompileAsync("infra.yaml")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatAHookYields_CanNotBeUsed()
    {
        using var program = WithLocal();
        program.Put("infra.csx", """
            var page = new Local.File("page") { Path = "a" };
            var told = new Local.Command("told", new() { Hook = new(page) { After = [ResourceChange.Create] } }) { Create = ["date"] };
            new Local.File("other") { Path = told.Stdout };
            Output("when", told.Stdout);
            """);
        var lines = program.Lines(await program.CompileAsync());
        Assert.Contains("MCI2059 other uses what the hook told yields", lines, StringComparison.Ordinal);
        Assert.Contains("MCI2059 the output when uses what the hook told yields", lines, StringComparison.OrdinalIgnoreCase);
    }

    private static ProgramFolder WithLocal()
    {
        var root = typeof(OptionsTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "RepositoryRoot").Value ?? "";
        var program = new ProgramFolder();
        program.Put("schemas/local.mcp.json", File.ReadAllText(Path.Combine(root, "schemas", "local.mcp.json")));
        return program;
    }

    [Fact]
    public void AnObject_ImportedTwice_IsReported() => Assert.Equal(
        "2:89-91 MCI2055 v1 can't be imported as b: it is imported as a already. Give each resource the id of its own object.", Doc.Problems("""
            resources: [ { type: net:core:vlan, name: a, properties: { tag: 5 }, options: { import: v1 } },
                         { type: net:core:vlan, name: b, properties: { tag: 6 }, options: { import: v1 } },
                         { type: net:core:vlan, name: c, properties: { tag: 6 }, options: { import: v1, provider: west } } ]
            """));

    [Fact]
    public async Task Conditions_MeanTheSameInAScript_AndMayLookAtTheResourceItself()
    {
        using var program = new ProgramFolder();
        program.Put("infra.csx", """
            Deployment("test");
            var b = new Net.Core.Vlan("b") { Tag = 6 };
            var a = new Net.Core.Vlan("a", new() { Preconditions = [new(b.Mtu > 1, $"{b.Mtu} is small")] }) { Tag = 5 };
            Ensure(a, a.Mtu > 2, "still small");
            """);
        program.Put("infra.yaml", """
            name: test
            resources:
            - { type: net:core:vlan, name: b, properties: { tag: 6 } }
            - type: net:core:vlan
              name: a
              properties: { tag: 5 }
              options:
                preconditions: [ { condition: "${b.mtu > 1}", message: "${b.mtu} is small" } ]
                postconditions: [ { condition: "${a.mtu > 2}", message: still small } ]
            """);
        var (script, document) = (await program.CompileAsync(), await program.CompileAsync("infra.yaml"));
        Assert.Equal("", program.Lines(script) + program.Lines(document));
        Assert.Equal(BoundDeploymentJson.Write(document.Deployment!).ToString(), BoundDeploymentJson.Write(script.Deployment!).ToString());
        Assert.Equal(["test/net:core:vlan/b"], script.Deployment!.Resources[1].Dependencies);
    }

    [Fact]
    public async Task ASecretParameter_InAnOption_IsPutInItsPlace()
    {
        using var program = new ProgramFolder { Parameters = new Dictionary<string, Dsl.Parameters.GivenParameter> { ["key"] = Dsl.Parameters.GivenParameter.Of("hush-hush") } };
        program.Put("infra.csx", """var a = new Net.Core.Vlan("a", new() { ReplaceTrigger = SecretParameter("key") }) { Tag = 5 };""");
        var result = await program.CompileAsync();
        Assert.Equal("", program.Lines(result));
        Assert.Equal("hush-hush", Dsl.Expressions.Evaluator.Evaluate(result.Deployment!.Resources[0].Options.ReplaceTrigger!, new Nothing()).Value.AsText());
        Assert.DoesNotContain("hush", BoundDeploymentJson.Write(result.Deployment).ToString(), StringComparison.Ordinal);
    }

    private sealed class Nothing : Dsl.Expressions.IEvaluationScope
    {
        public Schemas.Data.Datum? Resolve(Dsl.Expressions.Reference reference) => null;
    }

    [Fact]
    public void AFormerName_OfTwoResources_IsReported() => Assert.Equal(
        "2:91-92 MCI2053 x can't be a former name of b: a says so too. Take it out of aliases; two names that change places need two applies.", Doc.Problems("""
            resources: [ { type: net:core:vlan, name: a, properties: { tag: 5 }, options: { aliases: [x] } },
                         { type: net:core:vlan, name: b, properties: { tag: 6 }, options: { aliases: [x] } } ]
            """));

    [Fact]
    public async Task AScriptsMistake_IsReportedAtItsPlace() => Assert.Equal(
        "infra.csx:1:69-75 error MCI2052 The option ignoreChanges of a names no property: net:core:vlan has no property labl. Did you mean label?",
        await ProgramFolder.DiagnosticsOf("""var a = new Net.Core.Vlan("a", new() { IgnoreChanges = ["tags.env", "labl"] }) { Tag = 5 };"""));

    private static string Document(string option) => $$"""
        parameters:
          sneaky: { type: boolean, default: true, secret: true }
        resources:
        - type: net:core:vlan
          name: a
          properties: { tag: 5 }
          options:
            {{option}}
        - { type: net:core:vlan, name: b, properties: { tag: 6 } }
        """;
}
