using System.CommandLine;
using McpIac.Cli.CommandLine;
using McpIac.Cli.Connections;
using McpIac.Cli.Projects;
using McpIac.Cli.Rendering;
using McpIac.Cli.Sessions;
using McpIac.Schemas.Compatibility;
using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Snapshots;

namespace McpIac.Cli.Commands;

/// <summary><c>mciacc provider diff</c>: what pulling would change for programs, without writing anything.</summary>
internal static class ProviderDiffCommand
{
    private static readonly Argument<string> Name = new("name") { Description = "A provider, or the path of a snapshot file" };
    private static readonly Argument<string?> With = new("with")
    {
        Description = "The snapshot file to compare it with (default: what its server offers now)",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string> FailOn = Options.OneOf("--fail-on", "End with exit code 1 when there is a change of this impact or a graver one", "never", "additive", "behavioural", "breaking");

    public static Command Create()
    {
        var command = new Command("diff", "Compare a snapshot with its live server, or with another snapshot; each change with its impact") { Name, With, FailOn };
        command.SetAction(Session.Action("provider diff", RunAsync));
        return command;
    }

    private static async Task<int> RunAsync(Session session)
    {
        var (changes, problems) = await CompareAsync(session, session.Parsed.GetValue(Name) ?? "", session.Parsed.GetValue(With));
        session.Report(problems);
        if (changes is null) return session.End(ExitCodes.Invalid);
        session.Show(SchemaChangeView.Of(changes));
        session.Show(new Line($"{char.ToUpperInvariant(SchemaChangeView.Count(changes)[0])}{SchemaChangeView.Count(changes)[1..]}."));
        session.Add("changes", SchemaChangeView.Json(changes));
        var grave = Enum.TryParse<ChangeImpact>(session.Parsed.GetValue(FailOn), ignoreCase: true, out var least) && changes.Any(c => c.Impact >= least);
        return session.End(grave ? ExitCodes.Invalid : ExitCodes.Success);
    }

    private static async Task<(IReadOnlyList<SchemaChange>? Changes, IReadOnlyList<Diagnostic> Problems)> CompareAsync(Session session, string name, string? with)
    {
        var folder = SnapshotFolder.OfProject(Directory.GetCurrentDirectory());
        var file = File.Exists(name) ? name : Path.Combine(folder, SnapshotFolder.FileName(name));
        if (!File.Exists(file)) return (null, [CliProblems.NoSnapshot(name, SnapshotFolder.Files(folder).Select(SnapshotFolder.ProviderOf))]);
        if (with is not null && !File.Exists(with)) return (null, [CliProblems.Inaccessible($"{with} doesn't exist.")]);
        var before = LiveSnapshots.Read(file);
        if (before.Snapshot is not { } snapshot) return (null, before.Diagnostics);
        if (with is not null)
        {
            var after = LiveSnapshots.Read(with);
            return after.Snapshot is null ? (null, after.Diagnostics) : (SnapshotComparison.Compare(before.Types, after.Types), [.. before.Diagnostics, .. after.Diagnostics]);
        }

        var (starts, problems) = ServerStarts.Load(session, folder);
        if (starts is null) return (null, problems);
        if (!starts.Of(snapshot).IsKnown) return (null, [CliProblems.NoCommand(snapshot.Provider)]);
        var live = await LiveSnapshots.PullAsync(folder, snapshot.Provider, starts.Of(snapshot), starts.Secrets, session.Cancellation);
        return live.Pulled is null ? (null, live.Problems) : (SnapshotComparison.Compare(before.Types, live.Pulled.Types), live.Problems);
    }
}
