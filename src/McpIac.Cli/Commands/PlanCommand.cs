using System.CommandLine;
using McpIac.Cli.CommandLine;
using McpIac.Cli.Connections;
using McpIac.Cli.Programs;
using McpIac.Cli.Rendering;
using McpIac.Cli.Secrets;
using McpIac.Cli.Sessions;
using McpIac.Engine.Orchestration;
using McpIac.Plans.Planning;

namespace McpIac.Cli.Commands;

/// <summary><c>mciacc plan</c>: what apply would do, and why. Changes nothing, and may run beside an apply.</summary>
internal static class PlanCommand
{
    private static readonly Option<bool> Destroy = new("--destroy") { Description = "Show what 'mciacc destroy' would do" };
    private static readonly Option<bool> DetailedExitCode = new("--detailed-exit-code") { Description = "End with exit code 2 when something would change" };

    public static Command Create()
    {
        var command = new Command("plan", "Show what apply would do, and why; nothing is changed") { Options.Program, Destroy, DetailedExitCode, PlanFiles.Out, PlanFiles.Sign };
        foreach (var option in PlanningOptions.All) command.Options.Add(option);
        command.SetAction(Session.Action("plan", RunAsync));
        return command;
    }

    private static async Task<int> RunAsync(Session session)
    {
        var (faults, mistake) = Faults.Of(session.Parsed);
        if (mistake is not null) return session.End(ExitCodes.Usage, mistake);
        if (ProgramStep.Locate(session) is not { } project) return session.End(ExitCodes.Invalid);
        if (!session.Parsed.GetValue(Destroy) && session.Parsed.GetValue(PlanFiles.Out) is null && await SettledPlan.HoldsAsync(session, project))
        {
            session.Show(new Line(new Piece(PlanView.NoChanges, Ink.Good)));
            return session.End(ExitCodes.Success);
        }

        await using var ahead = StateAhead.Begin(project);
        var compiled = await ProgramStep.CompileAsync(session, project, SecretUse.Read);
        session.Report(compiled.Diagnostics);
        if (compiled.Deployment is not { } deployment) return Refuse(session);

        var (journal, problems) = await StateAccess.OpenReadAsync(session, project, deployment.Name, ahead);
        if (journal is null) return session.End(ExitCodes.Invalid, problems);
        using var _ = journal;
        var state = journal.Read();
        if (state.Pending.Count > 0) session.Report(CliProblems.Pending(state.Pending.Count));
        await using var pool = new Connector(project, compiled.Catalog, faults, project.Secrets(session, SecretUse.Read), leavesNoTrace: true).Pool();
        var choices = PlanningOptions.Of(session.Parsed);
        var planned = session.Parsed.GetValue(Destroy)
            ? Orchestrator.PlanDestroy(state, compiled.Catalog, choices)
            : await Orchestrator.PlanAsync(deployment, compiled.Catalog, state, pool, session.Cancellation, choices);
        session.Report(planned.Diagnostics);
        if (!session.Parsed.GetValue(Destroy)) await SettledPlan.RememberAsync(session, project, compiled, planned, state);
        if (planned.Plan is not { } plan) return Refuse(session);
        session.Show(PlanView.Of(plan, project.Twin));
        session.Add("plan", () => PlanJson.Write(plan));
        if (!PlanFiles.Save(session, project, plan, compiled.Catalog)) return Refuse(session);
        return session.End(session.Parsed.GetValue(DetailedExitCode) && (!plan.IsEmpty || plan.Drifts.Any(d => !d.IsSilent)) ? ExitCodes.Changes : ExitCodes.Success);
    }

    private static int Refuse(Session session)
    {
        session.ReportCount();
        return session.End(ExitCodes.Invalid);
    }
}
