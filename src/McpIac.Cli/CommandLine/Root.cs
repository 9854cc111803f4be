using System.CommandLine;
using McpIac.Cli.Commands;
using McpIac.Cli.Rendering;
using McpIac.Cli.Sessions;

namespace McpIac.Cli.CommandLine;

/// <summary>The command tree.</summary>
internal static class Root
{
    public static async Task<int> InvokeAsync(string[] args)
    {
        var parsed = Build().Parse(args.Length == 0 ? ["--help"] : args);
        if (parsed.Errors.Count > 0) return Refuse(args, parsed);

        // Interrupts are the session's: what runs is finished and recorded however long that takes.
        var exitCode = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        return args.Length == 0 ? ExitCodes.Usage : exitCode;
    }

    internal static RootCommand Build()
    {
        var root = new RootCommand("mciacc: infrastructure as typed C#, applied across MCP servers")
        {
            Options.Json, Options.Twin, Options.Fault, Options.NoCache, Options.TimeLimit,
            InitCommand.Create(), BuildCommand.Create(), PlanCommand.Create(), ApplyCommand.Create(), DestroyCommand.Create(),
            OutputCommand.Create(), StateCommand.Create(), GraphCommand.Create(), ProviderCommand.Create(),
        };
        return root;
    }

    private static int Refuse(string[] args, ParseResult parsed)
    {
        var screen = Screen.OfConsole();
        var command = parsed.CommandResult.Command is RootCommand ? "mciacc" : parsed.CommandResult.Command.Name;
        var remedy = $"Run 'mciacc {(command == "mciacc" ? "" : command + " ")}--help'.";
        // "A command is needed" says nothing new beside "this is no command".
        var errors = parsed.UnmatchedTokens.Count > 0 ? parsed.Errors.Skip(parsed.CommandResult.Command.Subcommands.Count > 0 ? 1 : 0) : parsed.Errors;
        var problems = errors.Select(e => CliProblems.Usage(e.Message, remedy)).DistinctBy(p => p.Message).ToArray();
        if (args.Contains("--json")) screen.ShowRaw(JsonReport.Write(command, ExitCodes.Usage, problems, []));
        else screen.Note([.. problems.Select(p => new Line(new Piece("mciacc: ", Ink.Bad), p.Message)), new Line(remedy)]);
        return ExitCodes.Usage;
    }
}
