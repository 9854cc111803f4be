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

    private static Task<int> RunAsync(Session session) => LiveSnapshots.ForEachAsync(session, (folder, live) =>
    {
        session.Report(live.Problems);
        var ok = live.Problems.All(d => d.Severity != Severity.Error);
        if (live.Update is not { } update) return (ok, null);
        var (outcome, _) = SnapshotFolder.Write(folder, live.Provider, SnapshotWriter.Write(update.Snapshot));
        session.Show(ProviderAddCommand.Summary(live, outcome));
        session.Show(SchemaChangeView.Of(update.Changes));
        return (ok, Datum.MapOf([new("name", Datum.Of(live.Provider)), new("outcome", JsonReport.Word(outcome)), new("changes", SchemaChangeView.Json(update.Changes))]));
    });
}
