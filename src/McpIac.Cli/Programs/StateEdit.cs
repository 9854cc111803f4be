using McpIac.Cli.CommandLine;
using McpIac.Cli.Interaction;
using McpIac.Cli.Rendering;
using McpIac.Cli.Sessions;
using McpIac.Plans.Journals;
using McpIac.Plans.States;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Cli.Programs;

/// <summary>A change of the state alone: no provider hears of it. It is recorded like any run, and the past stays as it was.</summary>
/// <param name="Entries">Empty when nothing has to be changed.</param>
/// <param name="Said">What was done, as a sentence.</param>
/// <param name="Question">What is to be confirmed before, as a clause; null when nothing is.</param>
internal sealed record StateEdit(IReadOnlyList<JournalEntry> Entries, string Said, string? Question = null)
{
    /// <summary>Opens the state, changes it and says so.</summary>
    /// <param name="edit">The change, or what is against it.</param>
    public static async Task<int> RunAsync(Session session, string? program, Func<DeploymentState, (StateEdit? Edit, Diagnostic? Problem)> edit)
    {
        var (project, wrong) = ProgramStep.Find(session, program);
        if (project is null) return session.End(ExitCodes.Invalid, wrong);
        var (name, _, problems) = await DeploymentName.FindAsync(session, project);
        if (name is null) return session.End(ExitCodes.Invalid, problems);
        (var journal, problems) = await StateAccess.OpenAsync(session, project, name);
        if (journal is null) return session.End(ExitCodes.Invalid, problems);
        using var _ = journal;
        var (change, problem) = edit(journal.Read());
        if (change is null) return session.End(ExitCodes.Invalid, problem is null ? [] : [problem]);
        if (change.Question is { } question && await Confirmation.AskAsync(session, question) is { } refusal) return session.End(ExitCodes.Cancelled, refusal);
        if (change.Entries.Count > 0)
        {
            var run = Guid.CreateVersion7().ToString("N");
            journal.Append([new RunStarted(run, session.Command), .. change.Entries, new RunEnded(run, "succeeded")]);
        }

        session.Show(new Line(change.Said));
        session.Add("deployment", Datum.Of(name));
        session.Add("serial", Datum.Of(journal.Read().Serial));
        return session.End(ExitCodes.Success);
    }

    /// <summary>The same of one resource, which must not be in doubt.</summary>
    public static Task<int> RunAsync(Session session, string? program, string resource, Func<DeploymentState, ResourceState, (StateEdit? Edit, Diagnostic? Problem)> edit) =>
        RunAsync(session, program, state =>
        {
            var (found, problem) = StateResources.Find(state, resource);
            if (found is null) return (null, problem);
            return state.Pending.FirstOrDefault(p => p.Urn == found.Urn) is { } pending ? (null, CliProblems.InDoubt(found.Name, pending.Action)) : edit(state, found);
        });
}
