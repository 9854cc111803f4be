using System.CommandLine;
using System.Text.RegularExpressions;
using McpIac.Cli.CommandLine;
using McpIac.Cli.Connections;
using McpIac.Cli.Projects;
using McpIac.Cli.Rendering;
using McpIac.Cli.Sessions;
using McpIac.Schemas.Data;
using McpIac.Schemas.Snapshots;

namespace McpIac.Cli.Commands;

/// <summary><c>mciacc provider add</c>: starts a server, reads what it offers, and writes its schema snapshot.</summary>
internal static partial class ProviderAddCommand
{
    private static readonly Argument<string> Name = new("name") { Description = "The provider's name: the first segment of its types' tokens" };
    private static readonly Argument<string[]> ServerCommand = new("command") { Description = "After --, the server's command and its arguments (default: the one that mciacc.yaml has)", Arity = ArgumentArity.ZeroOrMore };

    private static readonly Option<string> Url = new("--url") { Description = "Where a server is reached by HTTP that isn't started: https://mcp.example.com/mcp", HelpName = "URL" };

    // A URL with a password in it, or an option that is called like one.
    [GeneratedRegex(@"://[^/\s:@]+:[^/\s@]+@|(?i)(password|passwd|secret|token|api[-_]?key)=[^\s]")]
    private static partial Regex Credential();

    public static Command Create()
    {
        var command = new Command("add", "Start or reach an MCP server, read its tools and types, and write schemas/NAME.mcp.json") { Name, ServerCommand, Url, Options.Inherit };
        command.SetAction(Session.Action("provider add", RunAsync));
        return command;
    }

    private static async Task<int> RunAsync(Session session)
    {
        var (name, command) = (session.Parsed.GetValue(Name) ?? "", session.Parsed.GetValue(ServerCommand) ?? []);
        if (!SnapshotReader.IsProviderName(name))
        {
            return session.End(ExitCodes.Usage, CliProblems.Usage(
                $"'{name}' can't name a provider.", "A name is a text without spaces, ':', '/', '\\' or control characters."));
        }

        var folder = SnapshotFolder.OfProject(Directory.GetCurrentDirectory());
        var (starts, problems) = ServerStarts.Load(session, folder);
        session.Report(problems);
        if (starts is null) return session.End(ExitCodes.Invalid);
        var address = session.Parsed.GetValue(Url);
        var url = Snapshot.UrlOf(address);
        if (address is not null && url is null) return session.End(ExitCodes.Usage, CliProblems.Usage($"'{address}' isn't an address of http or https.", "Write it whole: https://mcp.example.com/mcp."));
        if (url is not null && command.Length > 0) return session.End(ExitCodes.Usage, CliProblems.Usage("A server is started by a command or reached at a url, not both.", "Leave one of them out."));
        var start = starts.Of(name, new RememberedStart(command, url, Inherited(session, folder, name, command.Length > 0 || url is not null)));
        if (start.IsOfSettings && ((command.Length > 0 && !start.Command.SequenceEqual(command)) || (url is not null && url != start.Url))) return session.End(ExitCodes.Invalid, CliProblems.CommandTwice(name));
        if (!start.IsKnown) return session.End(ExitCodes.Usage, CliProblems.Usage($"Nothing says how the server of {name} is started or reached.", "Give its command after --, its --url, or either in mciacc.yaml."));
        if (!session.Json) session.Screen.Note(new Line(new Piece(start.Url is { } at ? $"Asking {at.Host}…" : $"Starting {start.Command[0]}…", Ink.Faint)));
        var live = await LiveSnapshots.PullAsync(folder, name, start, starts.Secrets, session.Cancellation);
        session.Report(live.Problems);
        if (live.Update is not { } update || live.Pulled is not { } pulled) return session.End(ExitCodes.Invalid);

        if (command.Append(address ?? "").Any(Credential().IsMatch)) session.Report(CliProblems.CredentialInCommand(Project.Display(live.File)));

        // The file is kept also when a type in it can't be used: the rest can.
        var (outcome, others) = SnapshotFolder.Write(folder, name, SnapshotWriter.Write(update.Snapshot));
        session.Show(Summary(live, outcome));
        session.Show(SchemaChangeView.Of(update.Changes));
        if (others.Count > 0) session.Show(new Line(new Piece($"The built-in snapshots are now beside it: {string.Join(", ", others)}.", Ink.Faint)));
        session.Add("provider", Datum.Of(name));
        session.Add("file", Datum.Of(Project.Display(live.File)));
        session.Add("outcome", JsonReport.Word(outcome));
        session.Add("digest", Datum.Of(pulled.Digest));
        session.Add("types", JsonReport.Texts(pulled.Types.Select(t => t.Token)));
        session.Add("tools", JsonReport.Texts(update.Snapshot.Tools.Select(t => t["name"]?.AsText()).OfType<string>()));
        session.Add("changes", SchemaChangeView.Json(update.Changes));
        return session.End(ExitCodes.Success);
    }

    // With a command of its own it begins anew; without one what the snapshot remembers stays.
    private static IReadOnlyList<string> Inherited(Session session, string folder, string name, bool isNew)
    {
        var file = Path.Combine(folder, SnapshotFolder.FileName(name));
        var before = isNew || !File.Exists(file) ? RememberedStart.None : RememberedStart.Of(LiveSnapshots.Read(file).Snapshot);
        return before.With(session.Parsed.GetValue(Options.Inherit)).Inherit;
    }

    /// <summary>One line on a snapshot that was just written.</summary>
    public static Line Summary(LiveSnapshot live, SnapshotOutcome outcome) => new(
        new Piece(outcome switch { SnapshotOutcome.Unchanged => "  = ", SnapshotOutcome.Updated => "  ~ ", _ => "  + " }, outcome == SnapshotOutcome.Updated ? Ink.Change : Ink.Good),
        Project.Display(live.File), "  ", new Piece(live.Provider, Ink.Strong),
        $": {ActionWords.Count(live.Pulled?.Types.Count ?? 0, "type")}, {ActionWords.Count(live.Pulled?.Snapshot?.Tools.Count ?? 0, "tool")}",
        new Piece(outcome == SnapshotOutcome.Unchanged ? ", unchanged" : outcome == SnapshotOutcome.Updated ? $", {SchemaChangeView.Count(live.Update?.Changes ?? [])}" : "", Ink.Faint));
}
