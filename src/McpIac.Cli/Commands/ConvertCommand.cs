using System.CommandLine;
using McpIac.Cli.CommandLine;
using McpIac.Cli.Programs;
using McpIac.Cli.Projects;
using McpIac.Cli.Rendering;
using McpIac.Cli.Sessions;
using McpIac.Compiler.Conversion;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Cli.Commands;

/// <summary><c>mciacc convert</c>: writes a program in another language.</summary>
internal static class ConvertCommand
{
    private static readonly Argument<string> Source = new("source") { Description = "A .csx script, a .csproj, a .yaml or .json document, or a folder with one" };
    private static readonly Option<string?> To = new("--to") { Description = "The language to write (default: as --out ends; else YAML of C#, and C# of documents)", HelpName = "yaml|csharp|json" };
    private static readonly Option<string?> Out = new("--out", "-o") { Description = "Write to this file instead of standard output", HelpName = "file" };
    private static readonly Option<bool> Force = new("--force") { Description = "Overwrite the file of --out" };

    public static Command Create()
    {
        To.AcceptOnlyFromAmong("yaml", "csharp", "json");
        var command = new Command("convert", "Write a program in another language: C#, YAML or JSON") { Source, To, Out, Force };
        command.SetAction(Session.Action("convert", RunAsync));
        return command;
    }

    private static async Task<int> RunAsync(Session session)
    {
        var (project, problems) = ProgramStep.Find(session, session.Parsed.GetValue(Source));
        session.Report(problems);
        if (project is null) return session.End(ExitCodes.Invalid);
        var target = session.Parsed.GetValue(Out) is { } path ? Path.GetFullPath(path) : null;
        if (target is not null && File.Exists(target) && !session.Parsed.GetValue(Force)) return session.End(ExitCodes.Invalid, CliProblems.WouldReplace(Project.Display(target)));
        var form = ProgramForms.Named(session.Parsed.GetValue(To) ?? Path.GetExtension(target ?? "").TrimStart('.')) ?? (IsDocument(project.ProgramPath) ? ProgramForm.CSharp : ProgramForm.Yaml);
        var (request, wrong) = ProgramStep.Request(session, project);
        session.Report(wrong);
        var result = await ProgramConverter.ConvertAsync(request, form, session.Cancellation);
        session.Report(result.Diagnostics);
        session.ReportCount();
        if (result.Text is not { } text || wrong.Any(d => d.Severity == Severity.Error)) return session.End(ExitCodes.Invalid);
        session.Add("to", Datum.Of(form.ToString().ToLowerInvariant()));
        if (target is not null)
        {
            await File.WriteAllTextAsync(target, text, session.Cancellation);
            session.Add("file", Datum.Of(Project.Display(target)));
            session.Show(new Line("Wrote ", new Piece(Project.Display(target), Ink.Strong), ", which means the same."));
            return session.End(ExitCodes.Success);
        }

        session.Add("text", Datum.Of(text));
        if (!session.Json) session.Screen.ShowRaw(text);
        return session.End(ExitCodes.Success);
    }

    private static bool IsDocument(string program) => ProgramForms.Of(program) is ProgramForm.Yaml or ProgramForm.Json;
}
