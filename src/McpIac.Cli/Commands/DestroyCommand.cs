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
using McpIac.Engine.Orchestration;
using McpIac.Plans.Planning;
using McpIac.Schemas.Diagnostics;
using McpIac.State.Journals;

namespace McpIac.Cli.Commands;

/// <summary><c>mciacc destroy</c>: deletes everything the state knows, dependents first. Works when the program has errors.</summary>
internal static class DestroyCommand
{
    public static Command Create()
    {
        var command = new Command("destroy", "Delete everything the deployment has; asks first")
        {
            Options.Program, Options.Yes, Options.Parallelism, Options.OnFailure, Options.Events, Options.LockTimeout, PlanningOptions.Target, PlanningOptions.Exclude,
        };
        TransactionOptions.AddTo(command);
        command.SetAction(Session.Action("destroy", RunAsync));
        return command;
    }

    private static async Task<int> RunAsync(Session session)
    {
        var (faults, mistake) = Faults.Of(session.Parsed);
        if (mistake is not null) return session.End(ExitCodes.Usage, mistake);
        if (ProgramStep.Locate(session) is not { } project) return session.End(ExitCodes.Invalid);
        var (name, compiled, problems) = await DeploymentName.FindAsync(session, project);
        if (name is null) return session.End(ExitCodes.Invalid, problems);
        (var journal, problems) = await StateAccess.OpenAsync(session, project, name);
        if (journal is null) return session.End(ExitCodes.Invalid, problems);
        using var _ = journal;
        Connector.FoldWorlds(project);
        await using var pool = new Connector(project, compiled.Catalog, faults, project.Secrets(session, SecretUse.Read)).Pool();
        return session.End(await DestroyAsync(session, project, compiled, journal, pool));
    }

    private static async Task<int> DestroyAsync(Session session, Project project, CompileResult compiled, IJournal journal, ConnectionPool pool)
    {
        var unsettled = await Orchestrator.SettleAsync(journal, pool, compiled.Catalog, session.Cancellation);
        session.Report(unsettled);
        if (unsettled.Any(d => d.Severity == Severity.Error)) return ExitCodes.Invalid;
        var planned = Orchestrator.PlanDestroy(journal.Read(), compiled.Catalog, Choices(session));
        session.Report(planned.Diagnostics);
        if (planned.Plan is not { } plan) return ExitCodes.Invalid;
        session.Add("plan", () => PlanJson.Write(plan));
        if (plan.IsEmpty)
        {
            session.Show(new Line(plan.IsPartial ? "There is nothing of it to destroy." : $"There is nothing to destroy: the state of {plan.Deployment} is empty."));
            return ExitCodes.Success;
        }

        session.Show(PlanView.Of(plan, project.Twin));
        if (TransactionOptions.Refuse(session, plan)) return ExitCodes.Invalid;
        if (plan.Steps.Count > 0)
        {
            var refusal = await Confirmation.AskAsync(session, $"{ActionWords.Count(plan.Steps.Count, "resource")} of {plan.Deployment} will be destroyed");
            if (refusal is not null)
            {
                session.Report(refusal);
                return ExitCodes.Cancelled;
            }
        }

        return await Changes.CarryOutAsync(session, plan, "destroy", progress => Orchestrator.DestroyAsync(
            compiled.Catalog, journal, pool, ApplyCommand.OptionsOf(session, compiled.Catalog, "destroy"), progress, session.Cancellation, Choices(session)));
    }

    private static PlanChoices Choices(Session session) => new()
    {
        Targets = session.Parsed.GetValue(PlanningOptions.Target) ?? [],
        Excludes = session.Parsed.GetValue(PlanningOptions.Exclude) ?? [],
    };
}
