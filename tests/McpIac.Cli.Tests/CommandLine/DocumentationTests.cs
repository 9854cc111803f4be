using System.CommandLine;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using McpIac.Cli.CommandLine;
using McpIac.Engine.Execution;
using McpIac.Plans.Planning;

namespace McpIac.Cli.Tests.CommandLine;

/// <summary>docs/cli.md names what the parser knows, and nothing else.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string Repository = typeof(DocumentationTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "RepositoryRoot").Value!;
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository, "docs", "cli.md"));
    private static readonly (string Path, Command Command)[] Commands = [.. Tree("mciacc", Root.Build())];

    [Fact]
    public void EachCommand_HasItsLineAndItsDocument()
    {
        foreach (var (path, _) in Commands.Where(c => c.Command.Subcommands.Count == 0))
        {
            Assert.Contains($"`{path}", Page, StringComparison.Ordinal);
            if (path != "mciacc provider serve") Assert.Contains($"\"command\": \"{path["mciacc ".Length..]}\"", Page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void EachArgument_IsNamed()
    {
        foreach (var (path, command) in Commands)
        {
            Assert.All(command.Arguments, a => Assert.Matches($@"`{path} [^`]*\b{a.Name.ToUpperInvariant()}\b", Page));
        }
    }

    [Fact]
    public void EachOption_IsNamed_AndEachNamedOne_IsThere()
    {
        var known = Commands.SelectMany(c => c.Command.Options).SelectMany(o => o.Aliases.Append(o.Name)).Where(n => n.StartsWith('-')).ToHashSet(StringComparer.Ordinal);
        var named = OptionName().Matches(Page).Select(m => m.Value).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(known.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void EachExitCode_IsExplained()
    {
        var codes = typeof(ExitCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (int)f.GetRawConstantValue()!).ToArray();
        Assert.All(codes, code => Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"\n| {code} | "), Page, StringComparison.Ordinal));
    }

    [Fact]
    public void EachWordOfTheDocuments_IsExplained()
    {
        var words = Enum.GetNames<ResourceFate>().Concat(Enum.GetNames<ApplyOutcome>()).Concat(Enum.GetNames<StepAction>());
        Assert.All(words, word => Assert.Contains($"`{char.ToLowerInvariant(word[0])}{word[1..]}`", Page, StringComparison.Ordinal));
    }

    private static IEnumerable<(string Path, Command Command)> Tree(string path, Command command) =>
        command.Subcommands.SelectMany(c => Tree($"{path} {c.Name}", c)).Prepend((path, command));

    // As one writes it in code: `--yes`, `-y`.
    [GeneratedRegex(@"(?<=`)--?[a-z?][a-z-]*(?=[ `])")]
    private static partial Regex OptionName();
}
