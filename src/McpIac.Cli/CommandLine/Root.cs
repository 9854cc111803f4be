using System.CommandLine;
using McpIac.Cli.Commands;
using McpIac.Cli.Rendering;
using McpIac.Cli.Sessions;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Cli.CommandLine;

/// <summary>The command tree.</summary>
internal static class Root
{
    public static async Task<int> InvokeAsync(string[] args)
    {
        var parsed = Build().Parse(args.Length == 0 ? ["--help"] : args);
        if (UsageProblems.Of(args, parsed) is { Count: > 0 } problems) return Refuse(args, parsed, problems);

        // Interrupts are the session's: what runs is finished and recorded however long that takes.
        var exitCode = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        return args.Length == 0 ? ExitCodes.Usage : exitCode;
    }

    internal static RootCommand Build()
    {
        var root = new RootCommand("mciacc: infrastructure as typed C#, applied across MCP servers")
        {
            Options.Json, Options.Twin, Options.Fault, Options.NoCache, Options.TimeLimit, Options.Set, Options.Parameters, Options.Environment,
            InitCommand.Create(), BuildCommand.Create(), PlanCommand.Create(), ApplyCommand.Create(), DestroyCommand.Create(), DriftCommand.Create(), ImportCommand.Create(), DiscoverCommand.Create(),
            OutputCommand.Create(), StateCommand.Create(), HistoryCommand.Create(), TimelineCommand.Create(), DiffCommand.Create(), LockCommand.Create(), ConsoleCommand.Create(), GraphCommand.Create(), BindingsCommand.Create(), SchemaCommand.Create(), ConvertCommand.Create(), ProviderCommand.Create(), SecretCommand.Create(),
            RollbackCommand.Create(), SnapshotCommand.Create(),
        };
        return root;
    }

    private static int Refuse(string[] args, ParseResult parsed, IReadOnlyList<Diagnostic> problems)
    {
        var screen = Screen.OfConsole();
        if (args.Contains("--json")) screen.ShowRaw(JsonReport.Write(UsageProblems.Command(parsed), ExitCodes.Usage, problems, []));
        else screen.Note([.. problems.Select(p => new Line(new Piece("mciacc: ", Ink.Bad), p.Message)), .. problems.Select(p => p.Remedy ?? "").Distinct().Select(r => new Line(r))]);
        return ExitCodes.Usage;
    }
}
