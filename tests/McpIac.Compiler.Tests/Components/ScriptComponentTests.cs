using System.Diagnostics;
using McpIac.Compiler.Tests.Programs;
using McpIac.Plans.Binding;

namespace McpIac.Compiler.Tests.Components;

/// <summary>Components that are classes of scripts, used by documents: what can be wrong with them, what is kept of them, and what they don't get to see.</summary>
public sealed class ScriptComponentTests
{
    private const string Pair = """
        class Pair : Component
        {
            public Net.Core.Vlan First { get; }
            public Value<string> Gateway { get; }
            public int Twice { get; }
            public string Note { private get; set; } = "";

            public Pair(string name, int tag, Value<string> label = default, ResourceOptions options = null) : base(name, options)
            {
                First = new Net.Core.Vlan("first", new() { Parent = this }) { Tag = tag, Label = label };
                Gateway = new Net.Core.Route("second", new() { Parent = this }) { Vlan = First.Id }.Gateway;
                Twice = 2 * tag;
            }
        }
        """;

    private const string Import = "imports: { Pair: pair.csx }\nresources:\n";

    [Theory]
    [InlineData("- { type: Pair, name: a, properties: { tag: 5, lable: x } }", "infra.yaml:3:48-53 error MCI2002 Pair has no parameter lable. Did you mean label?")]
    [InlineData("- { type: Pair, name: a }", "infra.yaml:3:23-24 error MCI2003 a (Pair) needs the parameter tag, which isn't set. Set tag.")]
    [InlineData("- { type: Pair, name: a, properties: { tag: five } }", "infra.yaml:3:45-49 error MCI2005 tag of a: \"five\" is a text, not a whole number. Write a value that the component's parameter allows.")]
    [InlineData("- { type: net:core:vlan, name: v, properties: { tag: 1 } }\n- { type: Pair, name: a, properties: { tag: '${v.tag}' } }", "infra.yaml:4:45-55 error MCI1209 tag of a has to be known before anything is planned, and depends on what a provider has yet to yield. Take it from parameters and literals.")]
    [InlineData("- { type: Pair, name: a, properties: { tag: '${secret(5)}' } }", "infra.yaml:3:45-59 error MCI1213 tag of a is made from a secret, and would show it. Take it from what is no secret.")]
    [InlineData("- { type: Pair, name: a, properties: { tag: 5 } }\n- { type: net:core:route, name: r, properties: { vlan: '${a.frist.id}' } }", "infra.yaml:4:59-60 error MCI2007 a (Pair) has no output frist. Did you mean first?")]
    [InlineData("- { type: Pair, name: a, properties: { tag: 5 } }\n- { type: net:core:route, name: r, properties: { vlan: '${a.first}' } }", "infra.yaml:4:56-68 error MCI2008 A component's output that this reads is a resource as a whole, which is no value. Say what of it: ${shop.server.id} for ${shop.server}.")]
    [InlineData("- { type: Pair, name: a, properties: { tag: 1, label: '${b.gateway}' } }\n- { type: Pair, name: b, properties: { tag: 2, label: '${a.gateway}' } }", "infra.yaml:3:23-24 error MCI1215 What this Pair is given depends on what it yields. Take one of these references out.\ninfra.yaml:4:23-24 error MCI1215 What this Pair is given depends on what it yields. Take one of these references out.")]
    [InlineData("- { type: Pair, name: a, properties: { tag: 5 } }\n- { type: net:core:vlan, for: '${range(1, a.twice)}', name: 'v${each.value}', properties: { tag: 1 } }", "infra.yaml:4:31-53 error MCI1209 What a resource's for goes over has to be known before anything is planned, and depends on what a provider has yet to yield. Take it from parameters and literals.")]
    [InlineData("- { type: Pair, name: a, properties: { tag: 5 }, options: { import: x } }", "infra.yaml:3:61-67 error MCI1203 The component a can't have the option import. It can have: protect, retain. Other options are those of its resources.")]
    public async Task AMistake_IsReportedInTheDocument(string resources, string expected) => Assert.Equal(expected, await DiagnosticsOf(Import + resources, Pair));

    [Theory]
    [InlineData("class Other : Component { public Other(string name) : base(name) { } }", "infra.yaml:3:11-15 error MCI1214 pair.csx declares no component Pair. A script's component is imported under the name of its class. It has: Other.")]
    [InlineData("class Piar : Component { public Piar(string name) : base(name) { } }", "infra.yaml:3:11-15 error MCI1214 pair.csx declares no component Pair. Did you mean Piar?")]
    [InlineData("var x = 1;", "infra.yaml:3:11-15 error MCI1214 pair.csx declares no component Pair. Declare a class in it that derives from Component.")]
    [InlineData("abstract class Pair : Component { public Pair(string name) : base(name) { } }", "infra.yaml:3:11-15 error MCI1214 pair.csx declares no component Pair. Declare a class in it that derives from Component.")]
    [InlineData("class Pair : Component { public Pair() : base(\"a\") { } }", "infra.yaml:3:11-15 error MCI1032 The class Pair can't be used as a component here: it has no public constructor whose first parameter is the name, a string. Use it in a program in C#, or change the class.")]
    [InlineData("class Pair : Component { public Pair(string name, Net.Core.Vlan vlan) : base(name) { } }", "infra.yaml:3:11-15 error MCI1032 The class Pair can't be used as a component here: it needs vlan, a Vlan, which only C# can make. Use it in a program in C#, or change the class.")]
    [InlineData("class Pair : Component {\n  public Pair(string name) : base(name) =>\n    throw new Exception(\"no\");\n}", "pair.csx:3:5 error MCI1010 The program failed here: no (Exception) Nothing was applied. Mend the program, or catch the exception where it can be dealt with.")]
    [InlineData("class Pair : Component {\n  public Pair(string name) : base(name) { }\n  public Value<string> Id =>\n    throw new Exception(\"no\");\n}", "pair.csx:4:5 error MCI1010 The program failed here: no (Exception) Nothing was applied. Mend the program, or catch the exception where it can be dealt with.")]
    [InlineData("class Pair : Component {\n  public Pair(string name) : base(name) {\n    System.Environment.Exit(0);\n} }", "pair.csx:3 error MCI1013 The program ended its own process here, so what it declared is incomplete. Let the program run to its end; leave a script early with 'return;'.")]
    [InlineData("class Pair : Component {\n  public Pair(string name) : base(name) {\n    Again();\n  }\n  void Again() {\n    Again(); } }", "pair.csx:6 error MCI1016 The program's process crashed: its stack overflowed. Look for a method that calls itself without end, or native code.")]
    [InlineData("class Pair : Component {\n  public Pair(string name) : base(name) => Parameter(\"x\", 1);\n}", "pair.csx:2:44-61 error MCI1032 The class Pair can't be used as a component here: it asks for the parameter x, which is the program's to declare. Use it in a program in C#, or change the class.")]
    [InlineData("class Pair : Component {\n  public Pair(string name) : base(name) => Deployment(\"other\");\n}", "infra.yaml:3:23-24 error MCI1032 The class Pair can't be used as a component here: it names the deployment, which is the program's to do. Use it in a program in C#, or change the class.")]
    [InlineData("class Pair : Component {\n  public Pair(string name) : base(nam) { } }", "pair.csx:2:35-38 error MCI2006 There is no variable, function or type named nam here (CS0103). Did you mean name?")]
    public async Task AClassThatIsNone_OrFails_IsReported(string script, string expected) =>
        Assert.Equal(expected, await DiagnosticsOf(Import + "- { type: Pair, name: a }\noutputs: { id: '${a.id}' }", script));

    [Fact]
    public async Task AScriptThatNothingUses_IsntCompiled() => Assert.Equal("", await DiagnosticsOf(Import + "- { type: net:core:vlan, name: v, properties: { tag: 1 } }", "this is no C#"));

    [Fact]
    public async Task AComponentMadeOfItself_AcrossLanguages_IsReported()
    {
        using var program = new ProgramFolder();
        program.Put("infra.yaml", "imports: { A: a.yaml }\nresources:\n- { type: A, name: a }");
        program.Put("a.yaml", "apiVersion: iac.mcp/v1\nkind: Component\nmetadata: { name: A }\nspec: { imports: { B: b.csx }, resources: [ { type: B, name: b } ] }");
        program.Put("b.csx", "class B : Component {\n  public B(string name) : base(name) =>\n    Import(\"a.yaml\", \"C\").Use(\"c\", options: new() { Parent = this });\n}");
        Assert.Equal("b.csx:3:27-69 error MCI1215 A component is made of itself, without end: A → B → C. Take one of these uses out.", program.Lines(await program.CompileAsync("infra.yaml")));
        program.Put("infra.csx", "#load \"b.csx\"\nnew B(\"b\");");
        Assert.Equal("b.csx:3:27-69 error MCI1215 A component is made of itself, without end: C → B → C. Take one of these uses out.", program.Lines(await program.CompileAsync()));
    }

    [Fact]
    public async Task UnchangedDocument_IsBuiltWithoutRoslyn_AndWithoutAProcess_AndAChangeOfTheScriptCounts()
    {
        using var program = new ProgramFolder();
        program.Put("infra.yaml", Import + "- { type: Pair, name: a, properties: { tag: 5 } }\n- { type: Pair, name: b, properties: { tag: 6, label: '${a.gateway}' } }");
        program.Put("pair.csx", Pair);
        var first = await program.CompileAsync("infra.yaml");
        Assert.Equal("", program.Lines(first));

        var start = new ProcessStartInfo(ProgramFolder.Child[0]) { RedirectStandardOutput = true };
        foreach (var argument in ProgramFolder.Child.Skip(1).Concat(["compile", Path.Combine(program.Root, "infra.yaml"), Path.Combine(program.Root, "schemas"), program.Cache, "no-such-command"]))
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var loaded = (await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).Split('\n');
        Assert.Equal("from cache: False, resources: 4", loaded[0]);
        Assert.DoesNotContain(loaded, l => l.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal));

        program.Put("pair.csx", Pair.Replace("\"first\"", "\"one\"", StringComparison.Ordinal));
        var second = await program.CompileAsync("infra.yaml");
        Assert.Equal(["test/Pair:a/net:core:vlan/first", "test/Pair:a/net:core:vlan/one"], new[] { first, second }.Select(r => r.Deployment!.Resources[0].Urn.Replace(r.Deployment.Name, "test", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Secret_StaysOutOfWhatTheClassIsGiven()
    {
        using var program = new ProgramFolder { Cache = Directory.CreateTempSubdirectory("mciacc-tests-cache-").FullName };
        program.Put("infra.yaml", "parameters: { password: { type: string, secret: true } }\n" + Import + "- { type: Pair, name: a, properties: { tag: 5, label: 'x-${password}' } }");
        program.Put("pair.csx", Pair);
        program.Parameters = new Dictionary<string, Dsl.Parameters.GivenParameter> { ["password"] = Dsl.Parameters.GivenParameter.Of("hush") };
        var result = await program.CompileAsync("infra.yaml");
        Assert.Equal("", program.Lines(result));
        Assert.Contains("hush", Dsl.Expressions.ExpressionJson.Write(result.Deployment!.Resources[0].Properties["label"]).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hush", BoundDeploymentJson.Write(result.Deployment).ToString(), StringComparison.Ordinal);

        // What the process was given comes back in what it declares, which is kept.
        var kept = Directory.GetFiles(Path.Combine(program.Cache, "components"), "*.json").Select(File.ReadAllText).ToArray();
        Assert.Contains(kept, k => k.Contains("\"label\"", StringComparison.Ordinal) && k.Contains("$external", StringComparison.Ordinal));
        Assert.All(kept, k => Assert.DoesNotContain("hush", k, StringComparison.Ordinal));
        Directory.Delete(program.Cache, recursive: true);
    }

    [Fact]
    public async Task FormerNamesInTheClass_AreThoseWithinWhatIsAroundIt()
    {
        using var program = new ProgramFolder();
        program.Put("infra.yaml", "imports: { A: a.yaml }\nname: d\nresources:\n- { type: A, name: a }");
        program.Put("a.yaml", "apiVersion: iac.mcp/v1\nkind: Component\nmetadata: { name: A }\nspec: { imports: { B: b.csx }, resources: [ { type: B, name: b } ] }");
        program.Put("b.csx", """
            class B : Component { public B(string name) : base(name) => new C("c", new() { Parent = this, Aliases = ["old"] }); }
            class C : Component { public C(string name, ResourceOptions options) : base(name, options) => new Net.Core.Vlan("v", new() { Parent = this }) { Tag = 1 }; }
            """);
        var result = await program.CompileAsync("infra.yaml");
        Assert.Equal("", program.Lines(result));
        Assert.Equal("d/A:a/B:b/C:c/net:core:vlan/v", result.Deployment!.Resources.Single().Urn);
        Assert.Contains("d/A:a/B:b/C:old/net:core:vlan/v", result.Deployment.Resources.Single().Options.Aliases);
    }

    [Fact]
    public async Task AMistakeOfWhatTheClassMakes_IsReportedInTheScript() => Assert.Equal(
        "pair.csx:10:77-80 error MCI2005 tag of first: 5000 is more than the maximum 4094. Write a value that the provider's schema allows.",
        await DiagnosticsOf(Import + "- { type: Pair, name: a, properties: { tag: 5000 } }", Pair));

    private static async Task<string> DiagnosticsOf(string document, string script)
    {
        using var program = new ProgramFolder();
        program.Put("infra.yaml", document);
        program.Put("pair.csx", script);
        return program.Lines(await program.CompileAsync("infra.yaml"));
    }
}
