using McpIac.Compiler.Tests.Programs;

namespace McpIac.Compiler.Tests.Components;

/// <summary>Components that documents define, used by C# programs: what can be wrong with a use is said at its line, and a change of the file counts.</summary>
public sealed class ImportedComponentTests
{
    private const string Pair = """
        apiVersion: iac.mcp/v1
        kind: Component
        metadata: { name: Pair }
        spec:
          parameters: { tag: { type: integer, maximum: 4000 }, label: { default: pair } }
          resources:
          - { type: net:core:vlan, name: first, properties: { tag: "${tag}", label: "${label}" } }
          - { type: net:core:route, name: second, properties: { vlan: "${first.id}" } }
          outputs: { id: "${first.id}", first: "${tag}" }
        """;

    [Theory]
    [InlineData("Import(\"pair.yaml\").Use(\"a\", new { tag = 5, lable = \"x\" });", "infra.csx:1:53-56 error MCI2002 Pair has no parameter lable. Did you mean label?")]
    [InlineData("Import(\"pair.yaml\")\n    .Use(\"a\");", "infra.csx:2:6-14 error MCI2003 a (Pair) needs the parameter tag, which isn't set. Set tag.")]
    [InlineData("Import(\"pair.yaml\").Use(\"a\", new() { [\"tag\"] = 5000 });", "infra.csx:1:48-52 error MCI2005 tag of a: 5000 is more than the maximum 4000. Write a value that the component's parameter allows.")]
    [InlineData("var a = Import(\"pair.yaml\").Use(\"a\", new { tag = 5 });\nOutput(\"x\", a[\"idd\"]);", "infra.csx:2 error MCI2007 a (Pair) has no output idd. Did you mean id?")]
    [InlineData("Import(\"nowhere.yaml\").Use(\"a\");", "infra.csx:1:24-32 error MCI1214 nowhere.yaml can't be imported: there is no such file. Write the path relative to the program's folder.")]
    [InlineData("Import(\"infra.txt\").Use(\"a\");", "infra.csx:1:21-29 error MCI1214 infra.txt can't be imported: it is no .yaml, no .json and no .csx. Write the path relative to the program's folder.")]
    [InlineData("Import(\"a\\0.yaml\").Use(\"a\");", "infra.csx:1:20-28 error MCI1214 a\0.yaml can't be imported: no file can be called so. Write the path relative to the program's folder.")]
    [InlineData("Import(\"self.yaml\").Use(\"a\");", "self.yaml:5:39-40 error MCI1215 A component is made of itself, without end: Self → Again. Take one of these uses out.")]
    [InlineData("var pair = Import(\"pair.yaml\");\npair.Use(\"a\", new { tag = 5 });\npair.Use(\"a\", new { tag = 6 });", "infra.csx:3:6-31 error MCI0007 There are two components pair.yaml named 'a' in the same place. Give each its own name.")]
    [InlineData("Import(\"pair.yaml\").Use(\"a\", new { tag = 5 }, new() { DeleteBeforeReplace = true });", "infra.csx:1:21-84 error MCI0050 DeleteBeforeReplace is an option of a single resource, and pair.yaml 'a' is a component. Give it to the component's resources.")]
    [InlineData("Import(\"pair.yaml\").Use(\"a\", 5);", "infra.csx:1:21-32 error MCI0003 In what a is given: what isn't a map of its parameters can't be a value. Write a text, a number, a boolean, a list, a map or a value of a resource.")]
    [InlineData("var v = new Net.Core.Vlan(\"v\") { Tag = 1 };\nImport(\"pair.yaml\").Use(\"a\", new { tag = v });", "infra.csx:2:21-46 error MCI0003 In what a is given: a whole resource can't be a value. Write a text, a number, a boolean, a list, a map or a value of a resource.")]
    public async Task AMistake_IsReportedWhereTheComponentIsUsed(string script, string expected)
    {
        using var program = new ProgramFolder();
        program.Put("infra.csx", script);
        program.Put("pair.yaml", Pair);
        program.Put("self.yaml", "apiVersion: iac.mcp/v1\nkind: Component\nmetadata: { name: Self }\nspec: { imports: { Again: self.yaml }, resources: [\n  { type: Again,               name:  b } ] }");
        Assert.Equal(expected, program.Lines(await program.CompileAsync()));
    }

    [Fact]
    public async Task AMistakeOfTheDocument_IsReportedInIt()
    {
        using var program = new ProgramFolder();
        program.Put("infra.csx", "Import(\"pair.yaml\").Use(\"a\", new { tag = 5 });");
        program.Put("pair.yaml", Pair.Replace("vlan: \"${first.id}\"", "valn: 1", StringComparison.Ordinal));
        Assert.Equal("pair.yaml:8:57-61 error MCI2002 net:core:route has no property valn. Did you mean vlan?",
            program.Lines(await program.CompileAsync()));
    }

    [Fact]
    public async Task AChangeOfTheDocument_Counts_AndTheProgramIsNotCompiledForIt()
    {
        using var program = new ProgramFolder();
        program.Put("infra.csx", "Import(\"pair.yaml\").Use(\"a\", new { tag = 5 });");
        program.Put("pair.yaml", Pair);
        var first = await program.CompileAsync();
        Assert.Equal("", program.Lines(first));
        program.Put("pair.yaml", Pair.Replace("name: first", "name: one", StringComparison.Ordinal).Replace("first.id", "one.id", StringComparison.Ordinal));
        var second = await program.CompileAsync(child: ["no-such-command"]);
        Assert.Equal((true, "one second"), (second.FromCache, string.Join(' ', second.Deployment!.Resources.Select(r => r.Name))));
        Assert.Equal("first second", string.Join(' ', first.Deployment!.Resources.Select(r => r.Name)));
    }

    [Fact]
    public async Task WhatAnotherUseYields_IsKnownToTheNextOne_InWhicheverOrderTheyAreExpanded()
    {
        using var program = new ProgramFolder();
        program.Put("infra.csx", """
            var pair = Import("pair.yaml");
            var a = pair.Use("a", new { tag = 3 });
            var b = Import("many.yaml").Use("b", new { count = a["first"], names = new[] { "x" } });
            Output("deep", b["names"]);
            """);
        program.Put("pair.yaml", Pair);
        program.Put("many.yaml", """
            apiVersion: iac.mcp/v1
            kind: Component
            metadata: { name: Many }
            spec:
              parameters: { count: { type: integer }, names: { type: array } }
              resources:
              - { type: net:core:vlan, for: "${range(1, count)}", name: "v${each.value}", properties: { tag: "${each.value}" } }
              outputs: { names: "${[for n in names : upper(n)]}" }
            """);
        var result = await program.CompileAsync();
        Assert.Equal("", program.Lines(result));
        Assert.Equal("first second v1 v2 v3", string.Join(' ', result.Deployment!.Resources.Select(r => r.Name)));
    }

    [Fact]
    public async Task SecretParameter_OfTheProgram_StaysSecretInTheComponent()
    {
        using var program = new ProgramFolder();
        program.Put("infra.csx", "Import(\"pair.yaml\").Use(\"a\", new { tag = 5, label = SecretParameter(\"password\") });");
        program.Put("pair.yaml", Pair);
        program.Parameters = new Dictionary<string, Dsl.Parameters.GivenParameter> { ["password"] = Dsl.Parameters.GivenParameter.Of("hush") };
        var result = await program.CompileAsync();
        Assert.Equal("", program.Lines(result));
        Assert.DoesNotContain("hush", Plans.Binding.BoundDeploymentJson.Write(result.Deployment!).ToString(), StringComparison.Ordinal);
        Assert.Equal("hush", ((Dsl.Expressions.Literal)((Dsl.Expressions.Secret)result.Deployment!.Resources[0].Properties["label"]).Value).Value.AsText());
    }
}
