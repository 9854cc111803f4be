using McpIac.Cli.CommandLine;
using McpIac.Cli.Projects;
using McpIac.Cli.Sessions;
using McpIac.Schemas.Diagnostics;
using McpIac.State.Journals;

namespace McpIac.Cli.Programs;

/// <summary>The state of a program's deployment, for commands that only read it.</summary>
internal static class StateAccess
{
    public static async Task<(IJournal? Journal, IReadOnlyList<Diagnostic> Problems)> OpenAsync(Session session, string? program)
    {
        var (project, wrong) = ProgramStep.Find(session, program);
        if (project is null) return (null, wrong);
        var (name, _, problems) = await DeploymentName.FindAsync(session, project);
        if (name is null) return (null, problems);
        var (journal, unreadable) = SqliteJournal.OpenRead(project.StateFile, name);
        return (journal, unreadable is null ? [] : [unreadable]);
    }
}
