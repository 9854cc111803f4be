using System.CommandLine;
using McpIac.Cli.CommandLine;
using McpIac.Cli.Connections;
using McpIac.Cli.Projects;
using McpIac.Cli.Rendering;
using McpIac.Cli.Sessions;
using McpIac.Compiler.Mappings;
using McpIac.Engine.Adapters;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Snapshots;

namespace McpIac.Cli.Commands;

/// <summary><c>mciacc provider map</c>: proposes how a plain server's tools are used, and writes the types that a mapping makes into the snapshot.</summary>
internal static class ProviderMapCommand
{
    private static readonly Argument<string> Name = new("name") { Description = "The provider" };

    public static Command Create()
    {
        var command = new Command("map", "Propose schemas/NAME.map.yaml, which says how a plain server's tools are used, or take it over once it was edited") { Name };
        command.SetAction(Session.Action("provider map", RunAsync));
        return command;
    }

    private static Task<int> RunAsync(Session session)
    {
        var name = session.Parsed.GetValue(Name) ?? "";
        var folder = SnapshotFolder.OfProject(Directory.GetCurrentDirectory());
        var file = Path.Combine(folder, SnapshotFolder.FileName(name));
        if (!File.Exists(file)) return Task.FromResult(session.End(ExitCodes.Invalid, CliProblems.NoSnapshot(name, SnapshotFolder.Files(folder).Select(SnapshotFolder.ProviderOf))));
        var before = LiveSnapshots.Read(file);
        if (before.Snapshot is not { } snapshot)
        {
            session.Report(before.Diagnostics);
            return Task.FromResult(session.End(ExitCodes.Invalid));
        }

        var (proposal, needless) = MappingFile.Propose(snapshot, file);
        if (needless is not null) return Task.FromResult(session.End(ExitCodes.Invalid, needless));
        if (proposal is not null) session.Show(new Line($"{Project.Display(MappingFile.Of(file))} is proposed: {ActionWords.Count(proposal.Types.Count(t => t.IsSure), "type")}, and {proposal.Types.Count(t => !t.IsSure)} more commented out. Read it."));
        session.Add("proposed", Datum.Of(proposal is not null));
        var (refined, problems) = MappingFile.Refine(snapshot, file);
        session.Report(problems);
        if (refined is null) return Task.FromResult(session.End(ExitCodes.Invalid));
        var text = SnapshotWriter.Write(refined);
        var after = SnapshotReader.Read(new SnapshotSource(file, text));
        session.Report(after.Diagnostics);
        var (outcome, _) = SnapshotFolder.Write(folder, name, text);
        var types = after.Types.Where(t => t.Kind == TypeKind.Resource).ToArray();
        foreach (var type in types) session.Show(Shown(type));
        session.Show(new Line($"{ActionWords.Count(types.Length, "resource")}: {Project.Display(file)} {(outcome == SnapshotOutcome.Unchanged ? "is as it was" : "is written")}."));
        session.Add("mapping", Datum.Of(Project.Display(MappingFile.Of(file))));
        session.Add("outcome", JsonReport.Word(outcome));
        session.Add("types", Datum.ListOf(types.Select(Json)));
        return Task.FromResult(session.End(ExitCodes.Success));
    }

    private static Line Shown(ResourceType type) => new(
        new Piece($"  {type.Token}", Ink.Strong), new Piece($"  level {Levels.Of(type)}, identity {string.Join(", ", type.Identity)}: ", Ink.Faint),
        string.Join(", ", type.Tools.Select(t => $"{t.Role.ToString().ToLowerInvariant()} {t.Name}")));

    private static Datum Json(ResourceType type) => Datum.MapOf(
    [
        new("type", Datum.Of(type.Token)), new("level", Datum.Of(Levels.Of(type))), new("identity", JsonReport.Texts(type.Identity)),
        new("tools", Datum.MapOf(type.Tools.Select(t => KeyValuePair.Create(t.Role.ToString().ToLowerInvariant(), Datum.Of(t.Name))))),
    ]);
}
