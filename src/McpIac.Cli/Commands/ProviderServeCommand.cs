using System.CommandLine;
using McpIac.Cli.CommandLine;
using McpIac.Cli.Connections;
using McpIac.Cli.Projects;
using McpIac.Cli.Sessions;
using McpIac.Compiler.Programs;
using McpIac.Providers.Servers;
using McpIac.Providers.Twin;

namespace McpIac.Cli.Commands;

/// <summary><c>mciacc provider serve</c>: the built-in servers for other MCP hosts, over standard input and output, which belong to MCP from then on.</summary>
internal static class ProviderServeCommand
{
    private static readonly Argument<string> Name = new("name") { Description = "docker, local, postgres, or with --twin any provider that has a snapshot" };
    private static readonly Option<string?> Record = new("--record") { Description = "Where the server keeps what it made (default: under .mciacc/ in this folder)", HelpName = "file" };

    public static Command Create()
    {
        var command = new Command("serve", "Serve a built-in provider, or a twin, to an MCP host over standard input and output") { Name, Record };
        command.SetAction(Session.Action("provider serve", RunAsync));
        return command;
    }

    private static async Task<int> RunAsync(Session session)
    {
        var name = session.Parsed.GetValue(Name) ?? "";
        var (faults, mistake) = Faults.Of(session.Parsed);
        if (mistake is not null) return session.End(ExitCodes.Usage, mistake);
        var twins = session.Parsed.GetValue(Options.Twin) && name != Connector.Local;
        if (!twins && !BuiltIn.Has(name))
        {
            return session.End(ExitCodes.Usage, CliProblems.Usage($"Only {string.Join(", ", BuiltIn.Names)} can be served for real; {name} has a server of its own.", "Add --twin to serve its twin."));
        }

        var here = Directory.GetCurrentDirectory();
        var data = Path.Combine(here, ".mciacc");
        if (!twins)
        {
            await using var real = BuiltIn.Create(name, here, null, session.Parsed.GetValue(Record) ?? Path.Combine(data, $"{name}.world.jsonl"));
            return await ServeAsync(session, real);
        }

        var (catalog, diagnostics) = ProgramCompiler.LoadCatalog(SnapshotFolder.Find(here));
        session.Report(diagnostics);
        if (catalog.Providers.FirstOrDefault(p => p.Name == name) is not { } schema)
        {
            return session.End(ExitCodes.Invalid, CliProblems.NoSnapshot(name, catalog.Providers.Select(p => p.Name)));
        }

        await using var twin = TwinProvider.Create(schema, session.Parsed.GetValue(Record) ?? Path.Combine(data, "twin", $"{name}.world.jsonl"), faults);
        return await ServeAsync(session, twin);
    }

    private static async Task<int> ServeAsync(Session session, ProviderServer server)
    {
        try
        {
            await server.RunStdioAsync(session.Cancellation);
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C is how a person ends a server; an MCP host closes its standard input.
        }

        return ExitCodes.Success;
    }
}
