using System.Collections.Immutable;
using McpIac.Analyzers.Findings;
using McpIac.Analyzers.Programs;
using McpIac.Analyzers.Rules;
using McpIac.Analyzers.Tests.Hosts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace McpIac.Analyzers.Tests.Rules;

/// <summary>What holds for every rule; MCI3199.</summary>
public sealed class AllRulesTests
{
    [Fact]
    public void EachRule_HasATitleAndAPageThatItsHelpLinkLeadsTo() => Assert.All(AllRules.Descriptors, d =>
    {
        Assert.NotEmpty(d.Title.ToString());
        Assert.Equal(Schemas.Diagnostics.Diagnostic.HelpLink(d.Id), d.HelpLinkUri);
        Assert.True(File.Exists(Repository.Path("docs", "diagnostics", d.Id + ".md")), d.Id);
    });

    [Fact]
    public void EachId_IsOneRulesOwn() => Assert.Equal(AllRules.Descriptors.Select(d => d.Id).Distinct(), AllRules.Descriptors.Select(d => d.Id));

    // The two words apart, since a test may not have them together for itself.
    [Fact]
    public async Task Pragma_TurnsARuleOff_InEveryHost()
    {
        var program = $"#pragma {"warning"} disable MCI3108\nOutput(\"now\", DateTime.UtcNow.Year);\n#pragma {"warning"} restore MCI3108\nOutput(\"then\", DateTime.UtcNow.Year);\n";
        Assert.Equal(["MCI3108 4:16-4:31"], (await ProjectHost.Check(program)).Select(p => p.ToString()));
        Assert.Equal(["MCI3108 4:16-4:31"], (await ScriptHost.Check(program)).Select(p => p.ToString()));
    }

    [Fact]
    public void RuleThatThrows_IsReportedAsOursAndNotThrownOn()
    {
        var finding = RuleFailed.Of(new ThrowingRule(), new InvalidOperationException("no"), CSharpSyntaxTree.ParseText("", path: "infra.csx", cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal("MCI3199", finding.Diagnostic.Id);
        Assert.Equal("The rule ThrowingRule failed on this file, which is a fault of McpIac: InvalidOperationException: no", finding.Diagnostic.Message);
    }

    private sealed class ThrowingRule : Rule
    {
        public override ImmutableArray<DiagnosticDescriptor> Descriptors => [];

        public override IEnumerable<Finding> Check(TreeFacts tree, ProgramFacts program) => throw new InvalidOperationException();
    }
}
