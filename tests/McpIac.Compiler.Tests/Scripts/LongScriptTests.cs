using System.Text.RegularExpressions;
using McpIac.Compiler.Scripts;
using McpIac.Compiler.Tests.Programs;
using McpIac.Dsl.Expressions;
using McpIac.Plans.Binding;
using McpIac.Schemas.Data;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace McpIac.Compiler.Tests.Scripts;

/// <summary>A long script is compiled as several methods, and nobody can tell.</summary>
public sealed class LongScriptTests
{
    private const int Groups = 150;

    // Every kind of statement: what can be moved into a method, what can't, and what only looks as if it could. 17 statements.
    private const string Group = """
        var v# = new Net.Core.Vlan("v-#") { Tag = 1 + # % 4000 };
        Net.Core.Vlan w# = new("w-#") { Tag = v#.Tag };
        new Net.Core.Vlan("n-#") { Tag = 2 }; /* nobody names it */
        int[] numbers# = { 1, 2, # };
        var (a#, b#) = (#, "b");
        int.TryParse("#", out var parsed#);
        if (a# != parsed#) { throw new InvalidOperationException(b#); }
        int Twice#(int n) { return n * 2; }
        var text# = new string('x', Twice#(1)); // two
        await Task.Yield();
        const int c# = #;
        var list# = new List<int>
        {
            c#, Twice#(#),
        };
        list#.Add(numbers#[2]); list#.Add(4);
        foreach (var i in list#) { var inner = new List<int>(); inner.Add(i); }
        Output("tag-#", v#.Tag);
        Output("list-#", $"{string.Join(',', list#)} {text#}");

        """;

    [Fact]
    public async Task LongScript_DeclaresWhatItsHalvesDeclare()
    {
        var whole = await DeploymentOf(Script(0, Groups));
        var halves = new[] { await DeploymentOf(Script(0, Groups / 2)), await DeploymentOf(Script(Groups / 2, Groups - Groups / 2)) };
        Assert.Equal(3 * Groups, whole.Resources.Count);
        Assert.Equal(halves.SelectMany(h => h.Resources).Select(Text), whole.Resources.Select(Text));
        Assert.Equal(halves.SelectMany(h => h.Outputs).Select(o => Text(o.Name, o.Value)), whole.Outputs.Select(o => Text(o.Name, o.Value)));
    }

    [Fact]
    public void Division_LeavesEveryTokenWhereItWas()
    {
        var (script, divided) = (Script(0, Groups), Divide(Script(0, Groups)));
        var now = Tokens(divided).ToHashSet();
        Assert.Contains("void __part", divided, StringComparison.Ordinal);
        Assert.All(Tokens(script).Where(t => t.Column > 0 && t.Text.Length > 0).Where(t => !t.Text.Contains("Core") && t.Text is not ("." or "Vlan")), t => Assert.Contains(t, now));
    }

    [Fact]
    public void ShortScript_IsLeftAlone() => Assert.Null(LongScript.Divide(Parse(Script(0, 10)), CancellationToken.None));

    [Fact]
    public async Task FailureInALongScript_IsReportedAtItsPlace() => Assert.StartsWith("infra.csx:2501:38 error MCI1010 The program failed here: late (InvalidOperationException)",
        await ProgramFolder.DiagnosticsOf($"""
            {Plain(2500)}
            static List<int> Fail(string why) => why == "" ? [] :
                    throw new InvalidOperationException(why);
            var x = new List<int>(Fail("late"));
            """), StringComparison.Ordinal);

    [Fact]
    public async Task FailureInAPartOfALongScript_IsReportedAtItsPlace() => Assert.Matches("^infra\\.csx:2501:[0-9]+ error MCI1010 The program failed here: ",
        await ProgramFolder.DiagnosticsOf($"""
            {Plain(2500)}
            var x = new string('x', int.Parse("no number"));
            {Plain(10, 2500)}
            """));

    [Fact]
    public async Task MistakesInALongScript_AreThoseOfItsText() => Assert.StartsWith("infra.csx:2501:1-5 error CS0246 ",
        await ProgramFolder.DiagnosticsOf($"{Plain(2500)}\nVlon wrong = null;"), StringComparison.Ordinal);

    [Fact]
    public async Task WarningInALongScript_IsThatOfItsText()
    {
        var script = $"{Plain(2500)}\nnew Net.Core.Vlan(\"old\") {{ Tag = 7, Old = \"x\" }};";
        Assert.Equal(await ProgramFolder.DiagnosticsOf("new Net.Core.Vlan(\"old\") { Tag = 7, Old = \"x\" };"), (await ProgramFolder.DiagnosticsOf(script)).Replace("infra.csx:2501:", "infra.csx:1:", StringComparison.Ordinal));
    }

    private static string Script(int from, int groups) =>
        string.Concat(Enumerable.Range(from, groups).Select(i => Group.Replace("#", i.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)));

    private static string Plain(int lines, int from = 0) =>
        string.Join('\n', Enumerable.Range(from, lines).Select(i => $"var v{i} = new Net.Core.Vlan(\"v-{i}\") {{ Tag = 7 }};"));

    private static async Task<BoundDeployment> DeploymentOf(string script)
    {
        using var program = new ProgramFolder();
        program.Put("infra.csx", script);
        var result = await program.CompileAsync();
        return result.Deployment ?? throw new InvalidOperationException(program.Lines(result));
    }

    private static string Text(BoundResource resource) => resource.Name + " " + string.Join(", ", resource.Properties.Select(p => Text(p.Key, p.Value)));

    // Each program is in a folder of its own, which is its name.
    private static string Text(string name, Expression value) => $"{name} = {Regex.Replace(DatumWriter.Write(ExpressionJson.Write(value), sortKeys: false), "mciacc-tests-[^/]+", "")}";

    private static string Divide(string script) => LongScript.Divide(Parse(script), CancellationToken.None) ?? throw new InvalidOperationException("not long");

    private static SyntaxTree Parse(string script) => CSharpSyntaxTree.ParseText(script, new CSharpParseOptions(kind: SourceCodeKind.Script));

    private static IEnumerable<(string Text, int Line, int Column)> Tokens(string script) => Parse(script).GetRoot().DescendantTokens()
        .Select(t => (t.Text, t.GetLocation().GetLineSpan().StartLinePosition)).Select(t => (t.Text, t.StartLinePosition.Line, t.StartLinePosition.Character));
}
