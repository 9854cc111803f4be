using System.CommandLine;
using McpIac.Cli.CommandLine;
using McpIac.Cli.Connections;
using McpIac.Cli.Interaction;
using McpIac.Cli.Programs;
using McpIac.Cli.Projects;
using McpIac.Cli.Rendering;
using McpIac.Cli.Secrets;
using McpIac.Cli.Sessions;
using McpIac.Compiler.Programs;
using McpIac.Engine.Connections;
using McpIac.Engine.Events;
using McpIac.Engine.Execution;
using McpIac.Engine.Orchestration;
using McpIac.Engine.Rollbacks;
using McpIac.Plans.Planning;
using McpIac.Schemas.Diagnostics;
using McpIac.State.Journals;

namespace McpIac.Cli.Commands;

/// <summary><c>mciacc rollback</c>: back to an earlier version of the state, by a plan like any other; or the rollback of a run that was killed, finished. Works when the program has errors.</summary>
internal static class RollbackCommand
{
    private static readonly Argument<string[]> Names = Positionals.Argument("version", "A version, as 'mciacc history' shows it. A program may stand beside it", names: 0);

    private static readonly Option<bool> Resume = new("--resume") { Description = "Take back what the last run did that was interrupted, instead of going back to a version" };

    public static Command Create()
    {
        var command = new Command("rollback", "Bring the deployment back to an earlier version of its state; asks first")
        {
            Names, Resume, Options.Yes, Options.Parallelism, Options.OnFailure, Options.Events, Options.LockTimeout, PlanningOptions.NoRefresh, PlanningOptions.Target, PlanningOptions.Exclude,
        };
        TransactionOptions.AddTo(command);

        // What is taken back is what the run had done, whatever that was.
        command.Validators.Add(result =>
        {
            Option[] ofVersions = [Options.OnFailure, PlanningOptions.NoRefresh, PlanningOptions.Target, PlanningOptions.Exclude, TransactionOptions.Atomic];
            if (result.GetValue(Resume) && ofVersions.FirstOrDefault(o => result.GetResult(o) is { Implicit: false }) is { } option) result.AddError($"{option.Name} is for going back to a version, not for --resume.");
        });
        command.SetAction(Session.Action("rollback", RunAsync));
        return command;
    }

    private static async Task<int> RunAsync(Session session)
    {
        var (faults, mistake) = Faults.Of(session.Parsed);
        if (mistake is not null) return session.End(ExitCodes.Usage, mistake);
        var (program, version) = Positionals.Split(session.Parsed.GetValue(Names) ?? []);
        var resumes = session.Parsed.GetValue(Resume);
        if (version is null == !resumes) return session.End(ExitCodes.Usage, CliProblems.Usage("rollback needs the version to go back to, or --resume.", "'mciacc history' shows the versions."));
        var (project, wrong) = ProgramStep.Find(session, program);
        session.Report(wrong);
        if (project is null) return session.End(ExitCodes.Invalid);

        // Its secrets may still be those of then, so this is the only use of the program.
        var compiled = await ProgramStep.CompileAsync(session, project, SecretUse.Read);
        var name = compiled.Deployment?.Name;
        if (name is null) (name, compiled, wrong) = await DeploymentName.FindAsync(session, project);
        if (name is null) return session.End(ExitCodes.Invalid, wrong);
        (var journal, wrong) = await StateAccess.OpenAsync(session, project, name);
        if (journal is null) return session.End(ExitCodes.Invalid, wrong);
        using var _ = journal;
        Connector.FoldWorlds(project);
        await using var pool = new Connector(project, compiled.Catalog, faults, project.Secrets(session, SecretUse.Read)).Pool();
        var unsettled = await Orchestrator.SettleAsync(journal, pool, compiled.Catalog, session.Cancellation);
        session.Report(unsettled);
        if (unsettled.Any(d => d.Severity == Severity.Error)) return session.End(ExitCodes.Invalid);
        return session.End(version is null ? await ResumeAsync(session, compiled, journal, pool) : await BackAsync(session, project, compiled, version, journal, pool));
    }

    private static async Task<int> ResumeAsync(Session session, CompileResult compiled, IStoredJournal journal, ConnectionPool pool)
    {
        var (run, problem) = UnfinishedRun.Find(journal);
        if (run is null)
        {
            session.Report(problem is null ? [] : [problem]);
            return ExitCodes.Invalid;
        }

        session.Show(TakeBackView.Of(run));
        if (run.Steps.Count > 0 && await Confirmation.AskAsync(session, $"What the interrupted {run.Kind} did is taken back") is { } refusal)
        {
            session.Report(refusal);
            return ExitCodes.Cancelled;
        }

        return await Changes.TakeBackAsync(session, run.Steps.Count, progress => run.TakeBackAsync(
            journal, pool, ApplyCommand.OptionsOf(session, compiled.Catalog, "rollback"), progress, session.Cancellation, compiled.Deployment));
    }

    private static async Task<int> BackAsync(Session session, Project project, CompileResult compiled, string version, IStoredJournal journal, ConnectionPool pool)
    {
        var (then, missing) = StateVersions.FindListed(journal, version);
        if (then is null)
        {
            session.Report(missing is null ? [] : [missing]);
            return ExitCodes.Invalid;
        }

        var way = await WayBack.PlanAsync(then, compiled.Deployment, compiled.Catalog, journal.Read(), pool, session.Cancellation, PlanningOptions.Of(session.Parsed));
        session.Report(way.Planned.Diagnostics);
        if (way.Planned.Plan is not { } plan)
        {
            session.ReportCount();
            return ExitCodes.Invalid;
        }

        session.Add("plan", () => PlanJson.Write(plan));
        var options = ApplyCommand.OptionsOf(session, compiled.Catalog, "rollback");
        if (plan.IsEmpty)
        {
            session.Show(new Line(new Piece(plan.IsPartial ? PlanView.NothingSelected : $"No changes. Everything is as in version {version}.", Ink.Good)));
            var recorded = await Orchestrator.ApplyAsync(plan, way.Deployment, journal, pool, options, new Progress<RunEvent>(), session.Cancellation);
            session.Report(recorded.Diagnostics);
            return recorded.Outcome == ApplyOutcome.Failed ? ExitCodes.ApplyFailed : ExitCodes.Success;
        }

        session.Show(PlanView.Of(plan, project.Twin));
        if (TransactionOptions.Refuse(session, plan)) return ExitCodes.Invalid;
        if (await Confirmation.AskAsync(session, Question(plan, version)) is { } refusal)
        {
            session.Report(refusal);
            return ExitCodes.Cancelled;
        }

        return await Changes.CarryOutAsync(session, plan, "rollback", progress => Orchestrator.ApplyAsync(
            plan, way.Deployment, journal, pool, options, progress, session.Cancellation));
    }

    private static string Question(Plan plan, string version) => PlanView.Destroying(plan) is { Count: > 0 and var count }
        ? $"{plan.Deployment} goes back to version {version}, and {ActionWords.Count(count, "resource")} will be destroyed" : $"{plan.Deployment} goes back to version {version}";
}
