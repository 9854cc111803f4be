using System.CommandLine;
using McpIac.Cli.CommandLine;
using McpIac.Cli.Programs;
using McpIac.Cli.Projects;
using McpIac.Cli.Rendering;
using McpIac.Cli.Sessions;
using McpIac.Compiler.Bindings;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Cli.Commands;

/// <summary><c>mciacc bindings</c>: the typed classes of the snapshots as an assembly with documentation, for the C# script support of editors.</summary>
internal static class BindingsCommand
{
    private const string EditorFile = "omnisharp.json";

    private static readonly Option<string?> Out = new("--out", "-o") { Description = "Where to write (default: .mciacc/bindings in this folder)", HelpName = "folder" };

    public static Command Create()
    {
        var command = new Command("bindings", "Write the typed classes as an assembly with documentation, for editors of .csx files") { Options.Schemas, Out };
        command.SetAction(Session.Action("bindings", session => Task.FromResult(Run(session))));
        return command;
    }

    private static int Run(Session session)
    {
        var here = Directory.GetCurrentDirectory();
        var (catalog, folder, problems) = CatalogStep.Load(session);
        if (catalog.Providers.Count == 0) return session.End(ExitCodes.Invalid);
        var target = Path.GetFullPath(session.Parsed.GetValue(Out) ?? Path.Combine(here, ".mciacc", "bindings"));
        var (files, broken) = EditorBindings.Write(catalog, target, session.Cancellation);
        session.Report(broken);

        ProviderSchema[] providers = [.. catalog.Providers.OrderBy(p => p.Name, StringComparer.Ordinal)];
        session.Show(CatalogView.Of(providers));
        session.Show(Line.Empty, new Line("Wrote ", new Piece(Project.Display(target), Ink.Strong), "."));
        Editor(session, here, Path.Combine(target, EditorBindings.ResponseFile));
        session.Add("schemas", Datum.Of(Project.Display(folder)));
        session.Add("files", JsonReport.Texts(files.Select(Project.Display)));
        session.Add("providers", CatalogView.Json(providers));
        return session.End(problems.Concat(broken).Any(d => d.Severity == Severity.Error) ? ExitCodes.Invalid : ExitCodes.Success);
    }

    // A file that is there is its owner's: what to put into it is said instead.
    private static void Editor(Session session, string here, string response)
    {
        var file = Path.Combine(here, EditorFile);
        var relative = Path.GetRelativePath(here, response).Replace(Path.DirectorySeparatorChar, '/');
        var content = DatumWriter.Write(Datum.MapOf(
            [new("script", Datum.MapOf([new("enabled", Datum.True), new("defaultTargetFramework", Datum.Of("net10.0")), new("rspFilePath", Datum.Of(relative))]))]), sortKeys: false, indent: true) + "\n";
        if (!File.Exists(file))
        {
            File.WriteAllText(file, content);
            session.Show(new Line("Wrote ", new Piece(EditorFile, Ink.Strong), ", by which editors find it."));
        }
        else if (!File.ReadAllText(file).Contains(relative, StringComparison.Ordinal))
        {
            session.Show(new Line($"For editors, let {EditorFile} say: ", new Piece($"\"script\": {{ \"rspFilePath\": \"{relative}\" }}", Ink.Strong)));
        }
    }
}
