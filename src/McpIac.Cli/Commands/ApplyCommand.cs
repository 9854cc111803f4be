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
using McpIac.Engine.Events;
using McpIac.Engine.Execution;
using McpIac.Engine.Orchestration;
using McpIac.Plans.Binding;
using McpIac.Plans.Planning;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Diagnostics;
using McpIac.State.Journals;

namespace McpIac.Cli.Commands;

/// <summary><c>mciacc apply</c>: settle what a crash left, plan, show, confirm what destroys, carry out.</summary>
internal static class ApplyCommand
{
    private static readonly Option<bool> Baseline = new("--baseline")
    {
        Description = "Write what was applied beside the program, for editors to warn of edits that replace; later applies keep it up to date",
    };

    public static Command Create()
    {
        var command = new Command("apply", "Plan, and carry the plan out; asks first when something will be destroyed")
        {
            Options.Program, PlanFiles.Plan, PlanFiles.Verify, Options.Yes, Options.Parallelism, Options.OnFailure, Options.Events, Options.LockTimeout, Baseline,
        };
        foreach (var option in PlanningOptions.All) command.Options.Add(option);
        command.Options.Add(SnapshotCommand.First);
        TransactionOptions.AddTo(command);
        command.SetAction(Session.Action("apply", RunAsync));
        return command;
    }

    /// <summary>The executor's options of a command line.</summary>
    public static ApplyOptions OptionsOf(Session session, Catalog catalog, string kind) => new(
        session.Parsed.GetValue(Options.Parallelism),
        session.Parsed.GetValue(Options.OnFailure) switch
        {
            "stop" => OnFailure.Stop,
            "continue" => OnFailure.Continue,
            _ => OnFailure.Rollback,
        },
        Catalog: catalog, Kind: kind)
    {
        Atomic = session.Parsed.GetValue(TransactionOptions.Atomic),
        AllowIrreversible = session.Parsed.GetValue(TransactionOptions.AllowIrreversible) ?? [],
    };

    private static async Task<int> RunAsync(Session session)
    {
        if (ProgramStep.Locate(session) is not { } project) return session.End(ExitCodes.Invalid);
        if (session.Parsed.GetValue(PlanFiles.Plan) is { } file) return await RunSavedAsync(session, project, file);
        await using var ahead = StateAhead.Begin(project);
        FirstUse.Prepare(project);
        var compiled = await ProgramStep.CompileAsync(session, project, SecretUse.Read);
        session.Report(compiled.Diagnostics);
        if (compiled.Deployment is not { } deployment) return Refuse(session);
        var (faults, mistake) = Faults.Of(session.Parsed);
        if (mistake is not null) return session.End(ExitCodes.Usage, mistake);
        var (journal, problems) = await StateAccess.OpenAsync(session, project, deployment.Name, ahead);
        if (journal is null) return Refuse(session, problems);
        using var _ = journal;
        Connector.FoldWorlds(project);
        await using var pool = new Connector(project, compiled.Catalog, faults, project.Secrets(session, SecretUse.Read)).Pool();
        return session.End(await ApplyAsync(session, project, compiled, deployment, journal, pool, PlanningOptions.Of(session.Parsed)));
    }

    // What the plan was made for is what it is applied to: the program may have become another since.
    private static async Task<int> RunSavedAsync(Session session, Project project, string file)
    {
        var (faults, mistake) = Faults.Of(session.Parsed);
        if (mistake is not null) return session.End(ExitCodes.Usage, mistake);
        var (saved, catalog) = await PlanFiles.LoadAsync(session, project, file);
        if (saved is null) return Refuse(session);
        var (journal, problems) = await StateAccess.OpenAsync(session, project, saved.Plan.Deployment);
        if (journal is null) return Refuse(session, problems);
        using var _ = journal;
        Connector.FoldWorlds(project);
        await using var pool = new Connector(project, catalog, faults, project.Secrets(session, SecretUse.Read)).Pool();
        session.Show(PlanView.Of(saved.Plan, project.Twin));
        session.Add("plan", () => PlanJson.Write(saved.Plan));
        if (TransactionOptions.Refuse(session, saved.Plan)) return session.End(ExitCodes.Invalid);
        return session.End(await CarryOutAsync(session, project, saved.Plan, null, catalog, journal, pool));
    }

    /// <summary>From settling on, for whoever has the state; the exit code.</summary>
    public static async Task<int> ApplyAsync(
        Session session, Project project, CompileResult compiled, BoundDeployment deployment, IJournal journal, Engine.Connections.ConnectionPool pool, PlanChoices choices)
    {
        var unsettled = await Orchestrator.SettleAsync(journal, pool, compiled.Catalog, session.Cancellation);
        session.Report(unsettled);
        if (unsettled.Any(d => d.Severity == Severity.Error)) return ExitCodes.Invalid;
        var planned = await Orchestrator.PlanAsync(deployment, compiled.Catalog, journal.Read(), pool, session.Cancellation, choices);
        session.Report(planned.Diagnostics);
        if (planned.Plan is not { } plan)
        {
            session.ReportCount();
            return ExitCodes.Invalid;
        }

        session.Show(PlanView.Of(plan, project.Twin));
        session.Add("plan", () => PlanJson.Write(plan));
        if (TransactionOptions.Refuse(session, plan)) return ExitCodes.Invalid;
        if (!plan.IsEmpty && PlanView.Destroying(plan) is { Count: > 0 and var count })
        {
            var refusal = await Confirmation.AskAsync(session, $"{ActionWords.Count(count, "resource")} will be destroyed");
            if (refusal is not null)
            {
                session.Report(refusal);
                return ExitCodes.Cancelled;
            }
        }

        var exitCode = await CarryOutAsync(session, project, plan, deployment, compiled.Catalog, journal, pool);
        if (exitCode == ExitCodes.Success) await SettledPlan.RememberAppliedAsync(session, project, compiled, deployment, planned, journal.Read(), pool);
        return exitCode;
    }

    private static async Task<int> CarryOutAsync(
        Session session, Project project, Plan plan, BoundDeployment? deployment, Catalog catalog, IJournal journal, Engine.Connections.ConnectionPool pool)
    {
        if (plan.IsEmpty)
        {
            // State keeps dependencies and options too, and those can change without anything else.
            var recorded = await Orchestrator.ApplyAsync(plan, deployment, journal, pool, OptionsOf(session, catalog, "apply"), new Progress<RunEvent>(), session.Cancellation);
            session.Report(recorded.Diagnostics);
            if (recorded.Outcome == ApplyOutcome.Failed) return ExitCodes.ApplyFailed;
            Changes.ShowOutputs(session, journal.Read().Outputs);
            WriteBaseline(session, project, journal);
            return ExitCodes.Success;
        }

        // Whoever confirmed did so for the files as they were.
        if (session.Assets?.Changed() is { Count: > 0 } changed)
        {
            session.Report(changed);
            return ExitCodes.Invalid;
        }

        if (await SnapshotCommand.TakeFirstAsync(session, plan, journal, pool) is not { } current) return ExitCodes.Invalid;
        var exitCode = await Changes.CarryOutAsync(session, current, "apply", progress => Orchestrator.ApplyAsync(
            current, deployment, journal, pool, OptionsOf(session, catalog, "apply"), progress, session.Cancellation));
        if (exitCode == ExitCodes.Success) WriteBaseline(session, project, journal);
        return exitCode;
    }

    private static void WriteBaseline(Session session, Project project, IJournal journal)
    {
        if (BaselineFile.Write(project, journal.Read(), session.Parsed.GetValue(Baseline)) is { } file && session.Parsed.GetValue(Baseline))
            session.Show(Line.Empty, new Line($"Wrote {Project.Display(file)}."));
    }

    private static int Refuse(Session session, params IEnumerable<Diagnostic> problems)
    {
        session.Report(problems);
        session.ReportCount();
        if (!session.Json) session.Screen.Note(new Line("Nothing was applied."));
        return session.End(ExitCodes.Invalid);
    }
}
