using System.CommandLine;
using McpIac.Cli.CommandLine;
using McpIac.Cli.Connections;
using McpIac.Cli.Projects;
using McpIac.Cli.Rendering;
using McpIac.Cli.Sessions;
using McpIac.Compiler.Programs;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Cli.Commands;

/// <summary><c>mciacc provider list</c>: the snapshots in use.</summary>
internal static class ProviderListCommand
{
    private static readonly Option<bool> Types = new("--types") { Description = "List the resource types too" };

    public static Command Create()
    {
        var command = new Command("list", "List the providers whose snapshots are in use here") { Types };
        command.SetAction(Session.Action("provider list", session => Task.FromResult(Run(session))));
        return command;
    }

    private static int Run(Session session)
    {
        var folder = SnapshotFolder.Find(Directory.GetCurrentDirectory());
        var (starts, wrong) = ServerStarts.Load(session, folder);
        session.Report(wrong);
        if (starts is null) return session.End(ExitCodes.Invalid);
        var (catalog, diagnostics) = ProgramCompiler.LoadCatalog(folder);
        session.Report(diagnostics);
        ProviderSchema[] providers = [.. catalog.Providers.Select(p => (Provider: p, Start: starts.Of(p.Name, RememberedStart.Of(p)))).Select(p => p.Provider with { Command = p.Start.Command, Url = p.Start.Url }).OrderBy(p => p.Name, StringComparer.Ordinal)];
        var width = providers.Select(p => p.Name.Length).DefaultIfEmpty(0).Max();
        var types = session.Parsed.GetValue(Types);
        session.Show(providers.SelectMany(p => Describe(p, width, types)));
        session.Show(new Line(new Piece($"Snapshots: {Project.Display(folder)}", Ink.Faint)));
        session.Add("schemas", Datum.Of(Project.Display(folder)));
        session.Add("providers", Datum.ListOf(providers.Select(Json)));
        return session.End(diagnostics.Any(d => d.Severity == McpIac.Schemas.Diagnostics.Severity.Error) ? ExitCodes.Invalid : ExitCodes.Success);
    }

    private static IEnumerable<Line> Describe(ProviderSchema provider, int width, bool types)
    {
        var how = provider.Name == Connector.Local || BuiltIn.Serves(provider) ? "built in" : provider.Url is { } url ? url.OriginalString : provider.Command.Count == 0 ? "no command: for --twin only" : string.Join(' ', provider.Command);
        yield return new Line(
            new Piece(provider.Name.PadRight(width), Ink.Strong), $"  {ActionWords.Count(provider.Types.Count, "type"),9}  ", new Piece(Short(provider.Digest), Ink.Faint), "  ", how);
        if (!types) yield break;
        foreach (var type in provider.Types) yield return new Line("    ", new Piece(type.Token, Ink.Accent), new Piece(type.Title.Length == 0 ? "" : $"  {type.Title}", Ink.Faint));
    }

    private static string Short(string digest) => digest.Length > 19 ? digest[..19] : digest;

    private static Datum Json(ProviderSchema provider) => Datum.MapOf(
    [
        new("name", Datum.Of(provider.Name)),
        new("digest", Datum.Of(provider.Digest)),
        new("command", JsonReport.Texts(provider.Command)),
        .. provider.Url is { } url ? [new KeyValuePair<string, Datum>("url", Datum.Of(url.OriginalString))] : Array.Empty<KeyValuePair<string, Datum>>(),
        new("types", JsonReport.Texts(provider.Types.Select(t => t.Token))),
    ]);
}
