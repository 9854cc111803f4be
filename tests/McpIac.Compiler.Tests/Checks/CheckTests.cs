using McpIac.Compiler.Tests.Documents;
using McpIac.Compiler.Tests.Programs;
using McpIac.Plans.Binding;

namespace McpIac.Compiler.Tests.Checks;

/// <summary>What should hold of a deployment: judged while it is built as far as the program alone tells (MCI2030), by names of their own (MCI2031).</summary>
public sealed class CheckTests
{
    [Theory]
    [InlineData("few: { condition: «false», message: there are too many. }", "MCI2030 The check few doesn't hold: there are too many. Mend what it looks at, or the check.")]
    [InlineData("few: { condition: «'${tags < 5}'», message: '${tags} are too many' }", "MCI2030 The check few doesn't hold: 9 are too many. Mend what it looks at, or the check.")]
    [InlineData("few: { condition: «'${sneaky == \"x\"}'», message: 'it is ${sneaky}' }", "MCI2030 The check few doesn't hold: what it says of it can't be shown. Mend what it looks at, or the check.")]
    [InlineData("few: { condition: «'${tags / 0 > 1}'», message: never }", "MCI2030 The check few doesn't hold: it has no value: it divides by zero. Mend what it looks at, or the check.")]
    [InlineData("few: { condition: «5», message: never }", "MCI2008 The condition of the check few takes true or false; this is a number. Refer to a property or an output of that kind.")]
    [InlineData("few: { condition: '${«b.mut» > 1}', message: x }", "MCI2007 b (net:core:vlan) has no property or output mut. Did you mean mtu?")]
    [InlineData("few: { condition: true, message: 'it is ${«b.mut»}' }", "MCI2007 b (net:core:vlan) has no property or output mut. Did you mean mtu?")]
    [InlineData("few: { condition: '${«nobody»}', message: x }", "MCI2006 nobody is no resource, parameter or loop variable of this deployment. Declare it, or write its value as a text; a literal ${ is written $${.")]
    [InlineData("few: «{ condition: true }»", "MCI1204 The check few needs the field message. Add message.")]
    [InlineData("few: { condition: true, «mesage»: x }", "MCI1203 The check few has no field mesage. Did you mean message?")]
    [InlineData("few: «true»", "MCI1202 The check few is a map, and this is true or false. Write a map.")]
    public void ACheck_IsReportedAtItsPlace(string check, string expected) => Doc.AssertProblem("""
        parameters: { tags: 9, sneaky: { default: y, secret: true } }
        resources: [ { type: net:core:vlan, name: b, properties: { tag: 6 } } ]
        checks:
        """ + "\n  " + check, expected);

    [Fact]
    public void AComponent_HasNone() => Assert.Equal("7:3-9 MCI1203 The spec has no field checks. It has: imports, parameters, resources, outputs.", Doc.Problems("""
        resources: []
        ---
        apiVersion: iac.mcp/v1
        kind: Component
        metadata: { name: Part }
        spec: {
          checks: { a: { condition: true, message: x } } }
        """));

    [Fact]
    public async Task TwoOfOneName_AreReported_InBothLanguages()
    {
        Assert.Equal("3:27-31 MCI2031 Two checks are named a (the first is at infra.yaml:1). Give each its own name.", Doc.Problems("""
            checks: { a: { condition: true, message: x } }
            ---
            checks: { a: { condition: true, message: x } }
            """));
        Assert.Equal("infra.csx:2:1-22 error MCI2031 Two checks are named a (the first is at infra.csx:1). Give each its own name.", await ProgramFolder.DiagnosticsOf("""
            Check("a", true, "x");
            Check("a", true, "x");
            """));
    }

    [Fact]
    public async Task AScriptsChecks_AreThoseOfADocument()
    {
        using var program = new ProgramFolder();
        program.Put("infra.csx", """
            Deployment("test");
            var b = new Net.Core.Vlan("b") { Tag = 6 };
            Check("roomy", b.Mtu > 1, $"{b.Mtu} is small");
            Check("known", b.Tag == 6, "it isn't");
            """);
        program.Put("infra.yaml", """
            name: test
            checks:
              known: { condition: "${b.tag == 6}", message: it isn't }
              roomy:
                condition: ${b.mtu > 1}
                message: ${b.mtu} is small
            resources:
            - { type: net:core:vlan, name: b, properties: { tag: 6 } }
            """);
        var (script, document) = (await program.CompileAsync(), await program.CompileAsync("infra.yaml"));
        Assert.Equal("", program.Lines(script) + program.Lines(document));
        Assert.Equal(BoundDeploymentJson.Write(document.Deployment!).ToString(), BoundDeploymentJson.Write(script.Deployment!).ToString());
        Assert.Equal(["known", "roomy"], BoundDeploymentJson.Write(script.Deployment!)["checks"]!.Members.Select(m => m.Key));
        var again = await program.CompileAsync();
        Assert.True(again.FromCache);
        Assert.Equal(BoundDeploymentJson.Write(script.Deployment!).ToString(), BoundDeploymentJson.Write(again.Deployment!).ToString());
    }

    [Fact]
    public async Task AScriptsCheck_ThatDoesntHold_IsAWarningAtItsCall() => Assert.Equal(
        "infra.csx:2:1-49 warning MCI2030 The check few doesn't hold: 9 are too many. Mend what it looks at, or the check.", await ProgramFolder.DiagnosticsOf("""
            var count = 9;
            Check("few", count < 5, $"{count} are too many");
            """));
}
