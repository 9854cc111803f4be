using System.CommandLine;
using McpIac.Cli.CommandLine;
using McpIac.Cli.Connections;
using McpIac.Cli.Projects;
using McpIac.Cli.Rendering;
using McpIac.Cli.Sessions;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Snapshots;

namespace McpIac.Cli.Commands;

/// <summary><c>mciacc provider pull</c>: refreshes snapshots from their servers, and says what that changes for programs.</summary>
internal static class ProviderPullCommand
{
    public static Command Create()
    {
        var command = new Command("pull", "Start the providers' servers and refresh their snapshots; says what changed") { Options.Providers };
        command.SetAction(Session.Action("provider pull", RunAsync));
        return command;
    }

    private static async Task<int> RunAsync(Session session)
    {
        var folder = SnapshotFolder.OfProject(Directory.GetCurrentDirectory());
        var (providers, problems) = LiveSnapshots.Select(folder, session.Parsed.GetValue(Options.Providers) ?? []);
        session.Report(problems);
        var failed = problems.Count > 0;
        var results = new List<Datum>();
        foreach (var pulling in providers.Select(p => LiveSnapshots.PullAsync(folder, p.Snapshot?.Provider ?? "", p.Snapshot?.Command ?? [], session.Cancellation)).ToArray())
        {
            var live = await pulling;
            session.Report(live.Problems);
            failed |= live.Problems.Any(d => d.Severity == Severity.Error);
            if (live.Update is not { } update) continue;
            var (outcome, _) = SnapshotFolder.Write(folder, live.Provider, SnapshotWriter.Write(update.Snapshot));
            session.Show(ProviderAddCommand.Summary(live, outcome));
            session.Show(SchemaChangeView.Of(update.Changes));
            results.Add(Datum.MapOf([new("name", Datum.Of(live.Provider)), new("outcome", JsonReport.Word(outcome)), new("changes", SchemaChangeView.Json(update.Changes))]));
        }

        if (providers.Count == 0 && !failed) session.Show(new Line("No snapshot here names a server that it could be pulled from."));
        session.Add("providers", Datum.ListOf(results));
        return session.End(failed ? ExitCodes.Invalid : ExitCodes.Success);
    }
}
