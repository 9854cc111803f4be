using System.CommandLine;
using McpIac.Cli.CommandLine;
using McpIac.Cli.Connections;
using McpIac.Cli.Projects;
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
            if (live.Update is null) session.Report(live.Problems);
            else if (!live.IsSame) session.Report(CliProblems.SnapshotOutdated(live.Provider, SchemaChangeView.Count(live.Update.Changes)));
            failed |= !live.IsSame;
            if (live.IsSame) session.Show(new Line("  ", new Piece("= ", Ink.Good), new Piece(live.Provider, Ink.Strong), " is as its snapshot says."));
            else if (live.Update is not null) session.Show(SchemaChangeView.Of(live.Update.Changes));
            results.Add(Datum.MapOf([new("name", Datum.Of(live.Provider)), new("matches", Datum.Of(live.IsSame)), new("changes", SchemaChangeView.Json(live.Update?.Changes ?? []))]));
        }

        if (providers.Count == 0 && !failed) session.Show(new Line("No snapshot here names a server that it could be compared with."));
        session.Add("providers", Datum.ListOf(results));
        return session.End(failed ? ExitCodes.Invalid : ExitCodes.Success);
    }
}
