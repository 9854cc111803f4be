using System.CommandLine;
using McpIac.Cli.CommandLine;
using McpIac.Cli.Programs;
using McpIac.Cli.Projects;
using McpIac.Cli.Rendering;
using McpIac.Cli.Sessions;
using McpIac.Plans.States;
using McpIac.Schemas.Data;

namespace McpIac.Cli.Commands;

/// <summary><c>mciacc state export</c>: a state as a document, as it is or as it ever was.</summary>
internal static class StateExportCommand
{
    private static readonly Option<string?> Out = new("--out", "-o") { Description = "Write to this file instead of standard output", HelpName = "file" };
    private static readonly Option<bool> Force = new("--force") { Description = "Overwrite the file of --out" };
    private static readonly Option<string?> At = new("--at") { Description = "A version, as 'mciacc history' shows it (default: latest)", HelpName = "serial" };

    public static Command Create()
    {
        var command = new Command("export", "Write the state as a document, as it is or as it was") { Options.Program, Out, Force, At };
        command.SetAction(Session.Action("state export", RunAsync));
        return command;
    }

    private static async Task<int> RunAsync(Session session)
    {
        var target = session.Parsed.GetValue(Out) is { } path ? Path.GetFullPath(path) : null;
        if (target is not null && File.Exists(target) && !session.Parsed.GetValue(Force)) return session.End(ExitCodes.Invalid, CliProblems.ExportWouldReplace(Project.Display(target)));
        var (journal, problems) = await StateAccess.OpenReadAsync(session, session.Parsed.GetValue(Options.Program));
        if (journal is null) return session.End(ExitCodes.Invalid, problems);
        using var _ = journal;
        var (state, problem) = StateVersions.Find(journal, session.Parsed.GetValue(At) ?? StateVersions.Latest);
        if (state is null) return session.End(ExitCodes.Invalid, problem is null ? [] : [problem]);
        var text = StateJson.Write(state);
        session.Add("deployment", Datum.Of(state.Deployment));
        session.Add("serial", Datum.Of(state.Serial));
        if (target is null)
        {
            if (session.Json) session.Add("state", DatumReader.Read(text).Value ?? Datum.Null);
            else session.Screen.ShowRaw(text);
            return session.End(ExitCodes.Success);
        }

        await File.WriteAllTextAsync(target, text, session.Cancellation);
        session.Show(new Line($"Wrote {Project.Display(target)}: {ActionWords.Count(state.Resources.Count, "resource")}, serial {state.Serial}."));
        session.Add("file", Datum.Of(Project.Display(target)));
        return session.End(ExitCodes.Success);
    }
}
