using System.CommandLine;
using McpIac.Cli.CommandLine;
using McpIac.Cli.Connections;
using McpIac.Cli.Interaction;
using McpIac.Cli.Programs;
using McpIac.Cli.Projects;
using McpIac.Cli.Rendering;
using McpIac.Cli.Secrets;
using McpIac.Cli.Sessions;
using McpIac.Engine.Connections;
using McpIac.Engine.Orchestration;
using McpIac.Engine.Snapshots;
using McpIac.Plans.Journals;
using McpIac.Plans.Planning;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;
using McpIac.State.Journals;

namespace McpIac.Cli.Commands;

/// <summary><c>mciacc snapshot</c>: copies that providers keep of what they have, taken, listed and returned to. They work when the program has errors.</summary>
internal static class SnapshotCommand
{
    private const string Latest = "latest";

    private static readonly Option<string?> Label = new("--label") { Description = "What to call it", HelpName = "text" };
    private static readonly Argument<string> Id = new("id") { Description = "A snapshot, as 'mciacc snapshot list' shows it, or latest" };

    /// <summary>For <c>apply</c> and <c>drift --reconcile</c>.</summary>
    public static Option<bool> First { get; } = new("--snapshot") { Description = "Have providers take a snapshot before the first step, those that offer it" };

    public static Command Create()
    {
        var create = new Command("create", "Have providers keep a copy of what they have of the deployment") { Options.Program, Label, Options.LockTimeout };
        create.SetAction(Session.Action("snapshot create", session => RunAsync(session, TakeAsync)));
        var list = new Command("list", "List the snapshots of the deployment") { Options.Program };
        list.SetAction(Session.Action("snapshot list", ListAsync));
        var restore = new Command("restore", "Have providers go back to a snapshot; asks first") { Id, Options.Program, Options.Yes, Options.LockTimeout };
        restore.SetAction(Session.Action("snapshot restore", session => RunAsync(session, RestoreAsync)));
        return new Command("snapshot", "Copies that providers keep of what they have") { create, list, restore };
    }

    /// <summary>Takes one for an apply, and records it: the plan as it is then, or null when it is to go no further. A stale plan is the apply's to refuse.</summary>
    public static async Task<Plan?> TakeFirstAsync(Session session, Plan plan, IJournal journal, ConnectionPool pool)
    {
        if (!session.Parsed.GetValue(First) || journal.Read().Resources.Count == 0 || journal.Read().Serial != plan.StateSerial) return plan;
        var (snapshot, problems) = await DeploymentSnapshots.TakeAsync(journal.Read(), null, pool, session.Cancellation);
        session.Report(problems);
        if (problems.Any(p => p.Severity == Severity.Error)) return null;
        if (snapshot is null) return plan;
        journal.Append(snapshot);
        session.Show(Line.Empty, new Line($"Took the snapshot {journal.Read().Serial}."));
        session.Add("snapshot", Datum.Of(journal.Read().Serial));
        return plan with { StateSerial = journal.Read().Serial };
    }

    private static async Task<int> RunAsync(Session session, Func<Session, IStoredJournal, ConnectionPool, Catalog, Task<int>> body)
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
        var unsettled = await Orchestrator.SettleAsync(journal, pool, compiled.Catalog, session.Cancellation);
        session.Report(unsettled);
        return session.End(unsettled.Any(d => d.Severity == Severity.Error) ? ExitCodes.Invalid : await body(session, journal, pool, compiled.Catalog));
    }

    private static async Task<int> TakeAsync(Session session, IStoredJournal journal, ConnectionPool pool, Catalog catalog)
    {
        var (snapshot, problems) = await DeploymentSnapshots.TakeAsync(journal.Read(), session.Parsed.GetValue(Label), pool, session.Cancellation);
        session.Report(snapshot is null ? problems.Select(p => p with { Severity = Severity.Error }) : problems);
        if (snapshot is null) return ExitCodes.Invalid;
        var run = Guid.CreateVersion7().ToString("N");
        journal.Append(new RunStarted(run, session.Command), snapshot, new RunEnded(run, "succeeded"));
        var taken = journal.Snapshots(1)[0];
        session.Show(SnapshotView.Of([taken], whole: true));
        session.Add("snapshot", Describe(taken));
        return ExitCodes.Success;
    }

    private static async Task<int> ListAsync(Session session)
    {
        var (journal, problems) = await StateAccess.OpenReadAsync(session, session.Parsed.GetValue(Options.Program));
        if (journal is null) return session.End(ExitCodes.Invalid, problems);
        using var _ = journal;
        var snapshots = journal.Snapshots(int.MaxValue);
        session.Show(SnapshotView.Of(snapshots, whole: false));
        session.Add("snapshots", Datum.ListOf(snapshots.Select(Describe)));
        return session.End(ExitCodes.Success);
    }

    private static async Task<int> RestoreAsync(Session session, IStoredJournal journal, ConnectionPool pool, Catalog catalog)
    {
        var id = session.Parsed.GetValue(Id) ?? "";
        var snapshots = journal.Snapshots(int.MaxValue);
        var snapshot = id == Latest ? snapshots.FirstOrDefault() : snapshots.FirstOrDefault(s => HistoryView.Number(s.Serial) == id);
        if (snapshot is null)
        {
            session.Report(CliProblems.NoSuchSnapshot(id, journal.Read().Deployment));
            return ExitCodes.Invalid;
        }

        session.Show(SnapshotView.Of([snapshot], whole: true));
        if (await Confirmation.AskAsync(session, $"What providers have of {journal.Read().Deployment} goes back to the snapshot {snapshot.Serial}; what was made since is deleted") is { } refusal)
        {
            session.Report(refusal);
            return ExitCodes.Cancelled;
        }

        return Changes.ShowTakenBack(session, await DeploymentSnapshots.RestoreAsync(snapshot, journal, pool, catalog, session.Cancellation), "Everything in it is as it was then.");
    }

    private static Datum Describe(RecordedEntry entry) => entry.Entry is not SnapshotTaken snapshot ? Datum.EmptyMap : Datum.MapOf(
    [
        new("id", Datum.Of(entry.Serial)),
        new("taken", Datum.Of(HistoryView.Time(entry.At))),
        .. snapshot.Label is { } label ? [KeyValuePair.Create("label", Datum.Of(label))] : Array.Empty<KeyValuePair<string, Datum>>(),
        new("providers", Datum.ListOf(snapshot.Parts.Select(p => Datum.MapOf(
        [
            new("provider", Datum.Of(p.Provider)),
            new("snapshot", Datum.Of(p.Id)),
            new("resources", Datum.Of((long)p.Resources)),
            new("fidelity", Datum.Of(p.Fidelity)),
            new("excludes", Datum.ListOf(p.Excludes.Select(Datum.Of))),
        ])))),
    ]);
}
