using System.CommandLine;
using McpIac.Cli.CommandLine;
using McpIac.Cli.Programs;
using McpIac.Cli.Projects;
using McpIac.Cli.Rendering;
using McpIac.Cli.Sessions;
using McpIac.Plans.Journals;
using McpIac.Plans.States;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Cli.Commands;

/// <summary><c>mciacc state import</c>: takes a state over that <c>state export</c> wrote.</summary>
internal static class StateImportCommand
{
    private const long MaxBytes = 1024L * 1024 * 1024;

    private static readonly Argument<string> Source = new("file") { Description = "What 'mciacc state export' wrote" };
    private static readonly Option<bool> Force = new("--force") { Description = "Also when the state isn't empty; what it knew is in its history then" };

    public static Command Create()
    {
        var command = new Command("import", "Take over a state that 'state export' wrote") { Source, Options.Program, Force, Options.LockTimeout };
        command.SetAction(Session.Action("state import", RunAsync));
        return command;
    }

    private static async Task<int> RunAsync(Session session)
    {
        var path = session.Parsed.GetValue(Source) ?? "";
        var shown = Project.Display(Path.GetFullPath(path));
        if (new FileInfo(path) is not { Exists: true, Length: <= MaxBytes }) return session.End(ExitCodes.Invalid, CliProblems.NoStateDocument(shown, "there is no such file, or it is too large"));
        var (imported, problem) = StateJson.Read(await File.ReadAllTextAsync(path, session.Cancellation));
        if (imported is null) return session.End(ExitCodes.Invalid, CliProblems.NoStateDocument(shown, problem ?? ""));
        return await StateEdit.RunAsync(session, session.Parsed.GetValue(Options.Program), state => Edit(state, imported, shown, session.Parsed.GetValue(Force)));
    }

    private static (StateEdit? Edit, Diagnostic? Problem) Edit(DeploymentState state, DeploymentState imported, string file, bool force)
    {
        if (imported.Deployment != state.Deployment) return (null, CliProblems.OtherDeployment(file, imported.Deployment, state.Deployment));
        if (!force && (state.Resources.Count > 0 || state.Pending.Count > 0)) return (null, CliProblems.StateNotEmpty(state.Deployment, state.Resources.Count));
        return (new StateEdit(
            [new StateImported(imported.Serial, [.. imported.Resources.Values.OrderBy(r => r.Urn, StringComparer.Ordinal)], imported.Outputs, imported.Pending)],
            $"Took over {ActionWords.Count(imported.Resources.Count, "resource")} from {file}."), null);
    }
}
