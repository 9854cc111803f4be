using System.Text.RegularExpressions;
using McpIac.Conformance.Checks;

namespace McpIac.Conformance.Tests.Documentation;

/// <summary>The table of checks, its page and the standard's text agree. With the environment variable MCIACC_BASELINES=write the page's table is written instead.</summary>
public sealed partial class CheckTableTests
{
    private static readonly string Standard = File.ReadAllText(RepositoryFiles.Path("docs/spec/provider.md"));

    [Fact]
    public void Checks_HaveIdsOfTheirOwn_AndAreManyEnough()
    {
        Assert.Equal(CheckTable.All.Count, CheckTable.All.Select(c => c.Id).Distinct().Count());
        Assert.True(CheckTable.All.Count >= 80, $"{CheckTable.All.Count}");
        Assert.All(CheckTable.All, c => Assert.InRange(c.Level, 0, 4));
    }

    [Fact]
    public void EachCheck_NamesAClauseOfTheStandard_AndEachClauseIsChecked()
    {
        var clauses = Clause().Matches(Standard).Select(m => m.Groups[1].Value).ToArray();
        Assert.Equal(clauses.Length, clauses.Distinct().Count());
        Assert.Empty(CheckTable.All.Select(c => c.Clause).Except(clauses));
        Assert.Empty(clauses.Except(CheckTable.All.Select(c => c.Clause)));
    }

    [Fact]
    public void Page_HasEachCheck_AsItIs()
    {
        var path = RepositoryFiles.Path("docs/providers/conformance.md");
        var page = File.ReadAllText(path);
        var table = string.Concat(CheckTable.All.Select(c =>
            $"| `{c.Id}` | {c.Clause} | {c.Level} | {c.Scope switch { CheckScope.Server => "server", CheckScope.Type => "each type", _ => "all answers" }} | {c.Title} |\n"));
        if (Environment.GetEnvironmentVariable("MCIACC_BASELINES") == "write") File.WriteAllText(path, Rows().Replace(page, "").Replace(Head, Head + table, StringComparison.Ordinal));
        else Assert.Contains(Head + table + "\n", page.Replace("\r\n", "\n", StringComparison.Ordinal) + "\n", StringComparison.Ordinal);
    }

    private const string Head = "| check | clause | level | looks at | what is so when it passes |\n|---|---|---|---|---|\n";

    [GeneratedRegex(@"^\| `[a-z]+\.\w+` \|.*\n", RegexOptions.Multiline)]
    private static partial Regex Rows();

    [GeneratedRegex(@"^- \*\*((?!L\d)[A-Z]+\d+)\*\* ", RegexOptions.Multiline)]
    private static partial Regex Clause();
}
