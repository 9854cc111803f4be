using System.CommandLine;
using McpIac.Cli.CommandLine;
using McpIac.Cli.Connections;
using McpIac.Cli.Rendering;
using McpIac.Cli.Sessions;
using McpIac.Schemas.Data;

namespace McpIac.Cli.Commands;

/// <summary><c>mciacc provider verify</c>: fails when a live server no longer offers what its snapshot has. For CI; writes nothing.</summary>
internal static class ProviderVerifyCommand
{
    public static Command Create()
    {
        var command = new Command("verify", "Fail when a live server no longer matches its snapshot; nothing is written") { Options.Providers };
        command.SetAction(Session.Action("provider verify", RunAsync));
        return command;
    }

    private static Task<int> RunAsync(Session session) => LiveSnapshots.ForEachAsync(session, (_, live) =>
    {
        if (live.Update is not { } update) session.Report(live.Problems);
        else if (live.IsSame) session.Show(new Line("  ", new Piece("= ", Ink.Good), new Piece(live.Provider, Ink.Strong), " is as its snapshot says."));
        else
        {
            session.Report(CliProblems.SnapshotOutdated(live.Provider, SchemaChangeView.Count(update.Changes)));
            session.Show(SchemaChangeView.Of(update.Changes));
        }

        return (live.IsSame, Datum.MapOf([new("name", Datum.Of(live.Provider)), new("matches", Datum.Of(live.IsSame)), new("changes", SchemaChangeView.Json(live.Update?.Changes ?? []))]));
    });
}
