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
    public void WrongOptions_AreReportedAtTheirPlace(string option, string expected) => Doc.AssertProblem(Document(option), expected);

    [Theory]
    [InlineData("protect: true", """{"protect":true}""")]
    [InlineData("protect: ${deployment.name == \"test\"}", """{"protect":true}""")]
    [InlineData("protect: false", null)]
    [InlineData("protect: null", null)]
    public void Options_AreBound(string option, string? expected) => Assert.Equal(expected, Doc.Bound(Document(option))["resources"]!.Items[0]["options"]?.ToString());

    [Fact]
    public async Task AScriptsOptions_AreTheSame()
    {
        using var program = new ProgramFolder();
        program.Put("infra.csx", """
            Deployment("test");
            var a = new Net.Core.Vlan("a", new() { Protect = true }) { Tag = 5 };
            """);
        program.Put("infra.yaml", "name: test\nresources: [ { type: net:core:vlan, name: a, properties: { tag: 5 }, options: { protect: true } } ]");
        var (script, document) = (await program.CompileAsync(), await program.CompileAsync("infra.yaml"));
        Assert.Equal("", program.Lines(script) + program.Lines(document));
        Assert.Equal(BoundDeploymentJson.Write(document.Deployment!).ToString(), BoundDeploymentJson.Write(script.Deployment!).ToString());
        Assert.True(script.Deployment!.Resources[0].Options.Protect);
    }

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
