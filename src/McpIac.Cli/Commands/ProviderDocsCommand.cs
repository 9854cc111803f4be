using System.CommandLine;
using McpIac.Cli.CommandLine;
using McpIac.Cli.Connections;
using McpIac.Cli.Projects;
using McpIac.Cli.Documentation;
using McpIac.Cli.Rendering;
using McpIac.Cli.Sessions;
using McpIac.Compiler.Programs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Cli.Commands;

/// <summary><c>mciacc provider docs</c>: a reference of a provider's types, made of its snapshot.</summary>
internal static class ProviderDocsCommand
{
    private static readonly Argument<string> Name = new("name") { Description = "The provider" };
    private static readonly Option<string?> Out = new("--out", "-o") { Description = "Write to this file instead of standard output", HelpName = "file" };

    public static Command Create()
    {
        var command = new Command("docs", "Write a reference of a provider's types in Markdown, made of its snapshot") { Name, Out };
        command.SetAction(Session.Action("provider docs", RunAsync));
        return command;
    }

    private static async Task<int> RunAsync(Session session)
    {
        var name = session.Parsed.GetValue(Name) ?? "";
        var (catalog, diagnostics) = ProgramCompiler.LoadCatalog(SnapshotFolder.Find(Directory.GetCurrentDirectory()));
        session.Report(diagnostics);
        if (diagnostics.Any(d => d.Severity == Severity.Error)) return session.End(ExitCodes.Invalid);
        if (catalog.Providers.FirstOrDefault(p => p.Name == name) is not { } provider)
            return session.End(ExitCodes.Invalid, CliProblems.NoSnapshot(name, catalog.Providers.Select(p => p.Name)));
        var text = ProviderReference.Of(provider);
        session.Add("name", Datum.Of(name));
        return await TextResult.EndAsync(session, session.Parsed.GetValue(Out), "docs", text);
    }
}
