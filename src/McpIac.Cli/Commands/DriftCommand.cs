using System.CommandLine;
using McpIac.Cli.CommandLine;
using McpIac.Cli.Connections;
using McpIac.Cli.Programs;
using McpIac.Cli.Projects;
using McpIac.Cli.Rendering;
using McpIac.Cli.Secrets;
using McpIac.Cli.Sessions;
using McpIac.Engine.Connections;
using McpIac.Engine.Orchestration;
using McpIac.Plans.Planning;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Protocol;

namespace McpIac.Cli.Commands;

/// <summary><c>mciacc drift</c>: what was changed outside. State and providers are enough for that, so it works when the program has errors.</summary>
internal static class DriftCommand
{
    private static readonly Option<bool> Reconcile = new("--reconcile") { Description = "Put back what the program says of what was changed outside; asks as apply does" };
    private static readonly Option<bool> Absorb = new("--absorb") { Description = "Print a patch of the program that makes it say what there is" };
    private static readonly Option<bool> Write = new("--write") { Description = "With --absorb: change the program's files, too" };

    public static Command Create()
    {
        var command = new Command("drift", "Show what was changed outside; exit code 2 when something was")
        {
            Options.Program, Reconcile, Absorb, Write, Options.Yes, Options.Parallelism, Options.OnFailure, Options.Events, Options.LockTimeout,
        };
        command.Options.Add(SnapshotCommand.First);
        TransactionOptions.AddTo(command);
        command.SetAction(Session.Action("drift", RunAsync));
        return command;
    }

    private static async Task<int> RunAsync(Session session)
    {
        var (faults, mistake) = Faults.Of(session.Parsed);
        if (mistake is not null) return session.End(ExitCodes.Usage, mistake);
        if (ProgramStep.Locate(session) is not { } project) return session.End(ExitCodes.Invalid);
        if (Contradiction(session) is { } contradiction) return session.End(ExitCodes.Usage, contradiction);
        if (session.Parsed.GetValue(Reconcile)) return await ReconcileAsync(session, project, faults);

        var (name, compiled, problems) = await DeploymentName.FindAsync(session, project);
        if (name is null) return session.End(ExitCodes.Invalid, problems);
        (var journal, problems) = await StateAccess.OpenReadAsync(session, project, name);
        if (journal is null) return session.End(ExitCodes.Invalid, problems);
        using var _ = journal;
        var state = journal.Read();
        if (state.Pending.Count > 0) session.Report(CliProblems.Pending(state.Pending.Count));
        await using var pool = new Connector(project, compiled.Catalog, faults, project.Secrets(session, SecretUse.Read), leavesNoTrace: true).Pool();
        var look = await Orchestrator.LookAsync(state, compiled.Catalog, pool, compiled.Deployment?.Resources.Select(r => r.Provider) ?? [], session.Cancellation);
        session.Report(look.Diagnostics);
        if (session.Parsed.GetValue(Absorb) && look.Diagnostics.All(d => d.Severity != Severity.Error))
            return session.End(await AbsorbStep.RunAsync(session, project, look.Drifts, session.Parsed.GetValue(Write)));
        session.Show(DriftView.Of(name, look, project.Twin));
        session.Add("deployment", Datum.Of(name));
        session.Add("serial", Datum.Of(state.Serial));
        session.Add("resources", Datum.ListOf(look.Drifts.Select(PlanJson.Write)));
        session.Add("unknown", Datum.ListOf(look.Strays.Select(Describe)));
        if (look.Diagnostics.Any(d => d.Severity == Severity.Error)) return session.End(ExitCodes.Invalid);
        return session.End(look.IsAsState ? ExitCodes.Success : ExitCodes.Changes);
    }

    private static Diagnostic? Contradiction(Session session)
    {
        var (reconcile, absorb, write) = (session.Parsed.GetValue(Reconcile), session.Parsed.GetValue(Absorb), session.Parsed.GetValue(Write));
        if (reconcile && absorb) return CliProblems.Usage("--reconcile and --absorb are opposites.", "The one makes what is like the program, the other the program like what is.");
        if (write && !absorb) return CliProblems.Usage("--write belongs to --absorb.", "Add --absorb.");
        var only = session.Parsed.GetValue(TransactionOptions.Atomic) ? TransactionOptions.Atomic : session.Parsed.GetValue(SnapshotCommand.First) ? SnapshotCommand.First : null;
        return only is not null && !reconcile ? CliProblems.Usage($"{only.Name} belongs to --reconcile.", "Add --reconcile.") : null;
    }

    private static async Task<int> ReconcileAsync(Session session, Project project, McpIac.Providers.Twin.Faults.FaultPlan? faults)
    {
        var compiled = await ProgramStep.CompileAsync(session, project, SecretUse.Read);
        session.Report(compiled.Diagnostics);
        if (compiled.Deployment is not { } deployment)
        {
            session.ReportCount();
            return session.End(ExitCodes.Invalid);
        }

        var (journal, problems) = await StateAccess.OpenAsync(session, project, deployment.Name);
        if (journal is null) return session.End(ExitCodes.Invalid, problems);
        using var _ = journal;
        Connector.FoldWorlds(project);
        await using var pool = new Connector(project, compiled.Catalog, faults, project.Secrets(session, SecretUse.Read)).Pool();
        return session.End(await ApplyCommand.ApplyAsync(session, project, compiled, deployment, journal, pool, new PlanChoices { DriftedOnly = true }));
    }

    private static Datum Describe(WireResource resource) => Datum.MapOf(
    [
        new("urn", Datum.Of(resource.Urn ?? "")), new("type", Datum.Of(resource.Type)), new("name", Datum.Of(resource.Name)), new("id", Datum.Of(resource.Id)),
    ]);
}
