using System.Text.RegularExpressions;
using McpIac.Cli.CommandLine;
using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.Documentation;

/// <summary>What the README promises is what there is. That its first command works, and what it says about changes, is tested with the portal itself.</summary>
public sealed partial class ReadmeTests
{
    private const string Run = "dotnet run --project src/McpIac.Cli -- ";

    private static readonly string Readme = Repository.Read("README.md");

    [Fact]
    public void TheProgram_IsAnExcerptOfThePortal()
    {
        var shown = Assert.Single(Blocks("csharp", Readme)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var portal = Repository.Read("samples/customer-portal/infra.csx").Split('\n');
        var next = 0;
        foreach (var line in shown)
        {
            var found = Array.IndexOf(portal, line, next);
            Assert.True(found >= 0, $"The portal has no such line after its line {next}: {line}");
            next = found + 1;
        }

        Assert.InRange(shown.Length, 10, portal.Length);
    }

    [Fact]
    public void TheTests_AreRunByACommandThatIsThere()
    {
        Assert.Contains("dotnet test --solution McpIac.Dsl.sln\n", Blocks("", Readme));
        Assert.True(File.Exists(Path.Combine(Repository.Root, "McpIac.Dsl.sln")));
        Assert.Contains(Run + "apply samples/customer-portal/infra.csx --twin --yes\n", Blocks("", Readme));
    }

    /// <summary>Every command in a block, or in a line of prose, of any page; not the page of the command line, which writes them with brackets.</summary>
    [Fact]
    public void EachCommand_IsUnderstood()
    {
        var pages = Directory.GetFiles(Repository.Root, "*.md").Concat(Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories))
            .Where(p => Path.GetFileName(p) != "cli.md");
        var commands = pages.SelectMany(p => Command().Matches(File.ReadAllText(p)).Select(m => (Page: Path.GetFileName(p), Line: (m.Groups[1].Value + m.Groups[2].Value).Trim()))).Distinct().ToArray();
        Assert.Contains(("README.md", "apply samples/customer-portal/infra.csx --twin --yes"), commands);
        var wrong = commands.Where(c => !Placeholder().IsMatch(c.Line)).Select(c => (c.Page, c.Line, Args: Word().Matches(c.Line).Select(w => w.Value.Trim('"')).ToArray()))
            .SelectMany(c => UsageProblems.Of(c.Args, Root.Build().Parse(c.Args)).Select(p => $"{c.Page}: mciacc {c.Line}: {p.Message}"))
            .Where(p => !p.Contains("Required ", StringComparison.Ordinal)); // prose names a command without what belongs to it
        Assert.Equal("", string.Join('\n', wrong));
    }

    [Fact]
    public void WhatItSaysAboutTheTwin_IsUnderstood()
    {
        var faults = Fault().Matches(Readme).Select(m => m.Groups[1].Value).ToArray();
        Assert.Equal(["fail@5"], faults);
        Assert.All(faults, f => Assert.NotNull(McpIac.Providers.Twin.Faults.FaultPlan.Parse(f).Plan));
        Assert.Contains("Tag = 150", Repository.Read("samples/customer-portal/infra.csx"), StringComparison.Ordinal);
        Assert.Contains("`Tag = 150` to `151`", Readme, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Blocks(string language, string page) => Block().Matches(page).Where(m => m.Groups[1].Value == language).Select(m => m.Groups[2].Value);

    [GeneratedRegex("^```([a-z]*)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^(?:\$ )?(?:mciacc|dotnet run --project src/McpIac\.Cli --) ([^\n`]+)$|(?<=`)mciacc ([^`\n]+)(?=`)", RegexOptions.Multiline)]
    private static partial Regex Command();

    // "COMMAND…", "[NAME]": not something to type.
    [GeneratedRegex(@"[…\[<|]|\bCOMMAND --help")]
    private static partial Regex Placeholder();

    [GeneratedRegex("\"[^\"]*\"|\\S+")]
    private static partial Regex Word();

    [GeneratedRegex("--twin-fault ([^`\\s]+)`")]
    private static partial Regex Fault();
}
