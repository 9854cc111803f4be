using System.CommandLine;
using McpIac.Cli.CommandLine;
using McpIac.Cli.Programs;
using McpIac.Cli.Rendering;
using McpIac.Cli.Sessions;
using McpIac.Schemas.Data;
using McpIac.State.Journals;

namespace McpIac.Cli.Commands;

/// <summary><c>mciacc history</c>: what each run made of the state.</summary>
internal static class HistoryCommand
{
    private static readonly Option<int> Limit = new("--limit")
    {
        Description = "How many versions, the newest first", DefaultValueFactory = _ => 20, HelpName = "number", Validators = { Options.AtLeastOne },
    };

    public static Command Create()
    {
        var command = new Command("history", "List the versions of the state: what each run made of it") { Options.Program, Limit };
        command.SetAction(Session.Action("history", RunAsync));
        return command;
    }

    private static async Task<int> RunAsync(Session session)
    {
        var (journal, problems) = await StateAccess.OpenReadAsync(session, session.Parsed.GetValue(Options.Program));
        if (journal is null) return session.End(ExitCodes.Invalid, problems);
        using var _ = journal;
        var versions = journal.Versions(session.Parsed.GetValue(Limit));
        session.Show(HistoryView.Of(versions));
        session.Add("deployment", Datum.Of(journal.Read().Deployment));
        session.Add("versions", Datum.ListOf(versions.Select(Describe)));
        return session.End(ExitCodes.Success);
    }

    private static Datum Describe(StateVersion version) => Datum.MapOf(
    [
        new("serial", Datum.Of(version.Serial)),
        new("kind", Datum.Of(version.Kind)),
        new("outcome", Datum.Of(version.Outcome)),
        new("changes", Datum.Of((long)version.Changes)),
        new("started", Datum.Of(HistoryView.Time(version.Started))),
        .. version.Ended is { } ended ? [new KeyValuePair<string, Datum>("ended", Datum.Of(HistoryView.Time(ended)))] : Array.Empty<KeyValuePair<string, Datum>>(),
        new("run", Datum.Of(version.RunId)),
    ]);
}
