using System.CommandLine;
using McpIac.Cli.CommandLine;
using McpIac.Cli.Projects;
using McpIac.Cli.Rendering;
using McpIac.Cli.Sessions;
using McpIac.Engine.Connections;
using McpIac.Schemas.Data;
using McpIac.Schemas.Snapshots;

namespace McpIac.Cli.Commands;

/// <summary><c>mciacc provider add</c>: starts a server, reads what it offers, and writes its schema snapshot.</summary>
internal static class ProviderAddCommand
{
    private static readonly Argument<string> Name = new("name") { Description = "The provider's name: the first segment of its types' tokens" };
    private static readonly Argument<string[]> ServerCommand = new("command") { Description = "After --, the server's command and its arguments", Arity = ArgumentArity.OneOrMore };

    public static Command Create()
    {
        var command = new Command("add", "Start an MCP server, read its tools and types, and write schemas/NAME.mcp.json") { Name, ServerCommand };
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

        // The server runs where it will run later, so that a relative path in its command means the same file then.
        var folder = SnapshotFolder.OfProject(Directory.GetCurrentDirectory());
        var root = Path.GetDirectoryName(folder);
        if (!session.Json) session.Screen.Note(new Line(new Piece($"Starting {command[0]}…", Ink.Faint)));
        var (snapshot, problem) = await SnapshotPuller.PullAsync(name, command, new McpConnectionOptions(WorkingDirectory: root), session.Cancellation);
        if (snapshot is null) return session.End(ExitCodes.Invalid, problem is null ? [] : [problem]);

        // Read as the next build will read it: a type it can't use is reported here and now, and the file is kept, for the rest is usable.
        var content = SnapshotWriter.Write(snapshot);
        var file = Path.Combine(folder, SnapshotFolder.FileName(name));
        var reading = SnapshotReader.Read(new SnapshotSource(file, content));
        session.Report(reading.Diagnostics);
        var (outcome, others) = SnapshotFolder.Write(folder, name, content);
        session.Show(Summary(name, reading, snapshot, file, outcome));
        if (others.Count > 0) session.Show(new Line(new Piece($"The built-in snapshots are now beside it: {string.Join(", ", others)}.", Ink.Faint)));
        session.Add("provider", Datum.Of(name));
        session.Add("file", Datum.Of(Project.Display(file)));
        session.Add("outcome", JsonReport.Word(outcome));
        session.Add("digest", Datum.Of(reading.Digest));
        session.Add("types", JsonReport.Texts(reading.Types.Select(t => t.Token)));
        session.Add("tools", JsonReport.Texts(snapshot.Tools.Select(t => t["name"]?.AsText()).OfType<string>()));
        return session.End(ExitCodes.Success);
    }

    private static Line Summary(string name, SnapshotReading reading, Snapshot snapshot, string file, SnapshotOutcome outcome) => new(
        new Piece(outcome switch { SnapshotOutcome.Unchanged => "  = ", SnapshotOutcome.Updated => "  ~ ", _ => "  + " }, outcome == SnapshotOutcome.Updated ? Ink.Change : Ink.Good),
        Project.Display(file), "  ", new Piece(name, Ink.Strong),
        $": {ActionWords.Count(reading.Types.Count, "type")}, {ActionWords.Count(snapshot.Tools.Count, "tool")}",
        new Piece(outcome == SnapshotOutcome.Unchanged ? ", unchanged" : "", Ink.Faint));
}
