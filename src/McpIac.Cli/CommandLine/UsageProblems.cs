using System.CommandLine;
using System.CommandLine.Parsing;
using McpIac.Cli.Sessions;
using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Validation;

namespace McpIac.Cli.CommandLine;

/// <summary>What is wrong with a command line.</summary>
internal static class UsageProblems
{
    public static IReadOnlyList<Diagnostic> Of(IReadOnlyList<string> args, ParseResult parsed)
    {
        var help = $"Run '{string.Join(' ', Path(parsed).Prepend("mciacc").Append("--help"))}'.";
        var isGroup = parsed.CommandResult.Command.Subcommands.Count > 0;

        // "A command is needed" says nothing new beside "this is no command".
        var errors = parsed.UnmatchedTokens.Count > 0 && isGroup ? parsed.Errors.Skip(1) : parsed.Errors;
        return
        [
            .. errors.Select(e => CliProblems.Usage(e.Message, help)).DistinctBy(p => p.Message),
            .. MistakenForNames(args, parsed).Select(option => CliProblems.Usage($"There is no option {option} here.",
                Nearest.To(option, Options(parsed)) is { } near ? $"Did you mean {near}? {help}" : $"{help} What follows -- is never an option.")),
        ];
    }

    /// <summary>"state show"; "mciacc" where no command was given.</summary>
    public static string Command(ParseResult parsed) => Path(parsed) is { Count: > 0 } path ? string.Join(' ', path) : "mciacc";

    // The parser takes an option that it doesn't know for the name of a program, a resource or a folder, which nobody means.
    private static IEnumerable<string> MistakenForNames(IReadOnlyList<string> args, ParseResult parsed)
    {
        var options = args.TakeWhile(a => a != "--").Where(a => a.Length > 1 && a[0] == '-').ToHashSet(StringComparer.Ordinal);
        return parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(a => a.Tokens).Select(t => t.Value).Where(options.Contains).Distinct(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Options(ParseResult parsed) =>
        Chain(parsed).SelectMany(c => c.Command.Options).Select(o => o.Name);

    private static IReadOnlyList<string> Path(ParseResult parsed) =>
        [.. Chain(parsed).Select(c => c.Command).Where(c => c is not RootCommand).Select(c => c.Name).Reverse()];

    private static IEnumerable<CommandResult> Chain(ParseResult parsed)
    {
        for (var result = parsed.CommandResult; result is not null; result = result.Parent as CommandResult) yield return result;
    }
}
