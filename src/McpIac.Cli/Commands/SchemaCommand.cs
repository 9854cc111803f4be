using System.CommandLine;
using McpIac.Cli.CommandLine;
using McpIac.Cli.Programs;
using McpIac.Cli.Projects;
using McpIac.Cli.Rendering;
using McpIac.Cli.Sessions;
using McpIac.Compiler.EditorSchemas;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Cli.Commands;

/// <summary><c>mciacc schema</c>: writes the JSON Schema by which editors complete and check documents.</summary>
internal static class SchemaCommand
{
    private static readonly Option<string?> Out = new("--out", "-o") { Description = "Write to this file instead of standard output", HelpName = "file" };

    public static Command Create()
    {
        var command = new Command("schema", "Write the JSON Schema of YAML and JSON documents, by which editors complete and check them") { Options.Schemas, Out };
        command.SetAction(Session.Action("schema", RunAsync));
        return command;
    }

    private static async Task<int> RunAsync(Session session)
    {
        var (catalog, folder, problems) = CatalogStep.Load(session);
        if (catalog.Providers.Count == 0) return session.End(ExitCodes.Invalid);
        var schema = DocumentSchema.Write(catalog);
        session.Add("schemas", Datum.Of(Project.Display(folder)));
        if (session.Parsed.GetValue(Out) is { } path)
        {
            var full = Path.GetFullPath(path);
            await File.WriteAllTextAsync(full, DatumWriter.Write(schema, sortKeys: false, indent: true) + "\n", session.Cancellation);
            session.Add("file", Datum.Of(Project.Display(full)));
            session.Show(new Line("Wrote ", new Piece(Project.Display(full), Ink.Strong), ". A document names it in its first line: "));
            session.Show(new Line("  ", new Piece($"# yaml-language-server: $schema={Project.Display(full).Replace(Path.DirectorySeparatorChar, '/')}", Ink.Strong)));
        }
        else
        {
            session.Add("schema", schema);
            if (!session.Json) session.Screen.ShowRaw(DatumWriter.Write(schema, sortKeys: false, indent: true) + "\n");
        }

        return session.End(problems.Any(d => d.Severity == Severity.Error) ? ExitCodes.Invalid : ExitCodes.Success);
    }
}
