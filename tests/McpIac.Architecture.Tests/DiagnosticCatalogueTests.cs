using System.Text.RegularExpressions;

namespace McpIac.Architecture.Tests;

/// <summary>The diagnostics catalogue can't drift: each id has a page and a test (docs/architecture.md, invariant 7).</summary>
public sealed partial class DiagnosticCatalogueTests
{
    [Fact]
    public void EachId_HasAPage()
    {
        Assert.NotEmpty(Ids(Repository.Sources));
        Assert.Empty(Ids(Repository.Sources).Except(Pages()));
    }

    [Fact]
    public void EachPage_IsOfAnIdInUse() => Assert.Empty(Pages().Except(Ids(Repository.Sources)));

    [Fact]
    public void EachId_IsNamedInATest() => Assert.Empty(Ids(Repository.Sources).Except(Ids(Repository.Files("tests", "*.cs"))));

    [Fact]
    public void EachPage_BeginsWithItsId() =>
        Assert.All(Repository.Files("docs/diagnostics", "MCI*.md"),
            p => Assert.StartsWith($"# {Path.GetFileNameWithoutExtension(p)}: ", File.ReadAllText(p), StringComparison.Ordinal));

    private static string[] Pages() => [.. Repository.Files("docs/diagnostics", "MCI*.md").Select(p => Path.GetFileNameWithoutExtension(p))];

    private static string[] Ids(IEnumerable<string> files) =>
        [.. files.SelectMany(f => Id().Matches(File.ReadAllText(f)).Select(m => m.Value)).Distinct().Order(StringComparer.Ordinal)];

    [GeneratedRegex("MCI[0-9]{4}")]
    private static partial Regex Id();
}
