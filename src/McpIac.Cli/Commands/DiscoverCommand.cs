using System.CommandLine;
using McpIac.Cli.CommandLine;
using McpIac.Cli.Connections;
using McpIac.Cli.Programs;
using McpIac.Cli.Projects;
using McpIac.Cli.Rendering;
using McpIac.Cli.Secrets;
using McpIac.Cli.Sessions;
using McpIac.Compiler.Conversion;
using McpIac.Compiler.Discoveries;
using McpIac.Compiler.Programs;
using McpIac.Engine.Discovery;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Protocol;

namespace McpIac.Cli.Commands;

/// <summary><c>mciacc discover</c>: what exists at a provider and nobody manages, and the program that would take it over. Needs no program.</summary>
internal static class DiscoverCommand
{
    private static readonly Argument<string> Provider = new("provider") { Description = "The provider, or a server of one that mciacc.yaml names" };
    private static readonly Option<string?> Type = new("--type") { Description = "Only objects of this type", HelpName = "type" };
    private static readonly Option<string?> To = new("--to") { Description = "Write a program that imports them, in this language (default: as --out ends)", HelpName = "csharp|yaml|json" };
    private static readonly Option<string?> Out = new("--out", "-o") { Description = "Write the program to this file", HelpName = "file" };
    private static readonly Option<bool> Force = new("--force") { Description = "Overwrite the file of --out" };
    private static readonly Option<int> Limit = new("--limit") { Description = "At most so many", DefaultValueFactory = _ => 1_000, HelpName = "objects", Validators = { r => Options.AtLeastOne(r) } };

    public static Command Create()
    {
        To.AcceptOnlyFromAmong("csharp", "yaml", "json");
        var command = new Command("discover", "List what exists at a provider and nobody manages, and write the program that imports it") { Provider, Type, To, Out, Force, Limit };
        command.SetAction(Session.Action("discover", RunAsync));
        return command;
    }

    private static async Task<int> RunAsync(Session session)
    {
        var (faults, mistake) = Faults.Of(session.Parsed);
        if (mistake is not null) return session.End(ExitCodes.Usage, mistake);
        var target = session.Parsed.GetValue(Out) is { } path ? Path.GetFullPath(path) : null;
        if (target is not null && File.Exists(target) && !session.Parsed.GetValue(Force)) return session.End(ExitCodes.Invalid, CliProblems.DiscoveryWouldReplace(Project.Display(target)));
        var (project, problems) = ProgramStep.FindOrHere(session);
        session.Report(problems);
        if (project is null) return session.End(ExitCodes.Invalid);
        var (catalog, broken) = ProgramCompiler.LoadCatalog(project.SchemasDirectory);
        session.Report(broken);

        var provider = session.Parsed.GetValue(Provider) ?? "";
        var type = session.Parsed.GetValue(Type);
        var named = project.Own.Instances.GetValueOrDefault(provider) ?? provider;
        ResourceType[] types = [.. catalog.Types.Where(t => t.Provider == named && t.Kind == TypeKind.Resource)];
        if (types.Length == 0) return session.End(ExitCodes.Invalid, CliProblems.NoSnapshot(provider, catalog.Providers.Select(p => p.Name)));
        if (type is not null && types.All(t => t.Token != type)) return session.End(ExitCodes.Invalid, CliProblems.NoSuchType(type, types.Select(t => t.Token)));
        if (!types.Any(t => t.CanList && (type is null || t.Token == type))) return session.End(ExitCodes.Invalid, CliProblems.NothingListed(provider, type));

        var (known, unread) = await KnownAsync(session, project);
        session.Report(unread);
        if (unread.Any(d => d.Severity == Severity.Error)) return session.End(ExitCodes.Invalid);
        await using var pool = new Connector(project, catalog, faults, project.Secrets(session, SecretUse.Read), leavesNoTrace: true).Pool();
        var limit = session.Parsed.GetValue(Limit);
        var found = await Discoverer.ListAsync(provider, type, limit, (t, id) => known.Contains((t, id)), pool, session.Cancellation);
        session.Report(found.Diagnostics);
        if (found.Diagnostics.Any(d => d.Severity == Severity.Error)) return session.End(ExitCodes.Invalid);
        if (!found.IsComplete) session.Report(CliProblems.More(provider, limit));
        session.Add("resources", Datum.ListOf(found.Resources.Select(Describe)));
        if (target is null && session.Parsed.GetValue(To) is null)
        {
            session.Show(List(provider, found.Resources));
            return session.End(ExitCodes.Success);
        }

        return session.End(await WriteAsync(session, project, catalog, found.Resources, provider == named ? null : provider, target));
    }

    private static async Task<int> WriteAsync(Session session, Project project, Catalog catalog, IReadOnlyList<WireResource> found, string? provider, string? target)
    {
        var form = ProgramForms.Named(session.Parsed.GetValue(To) ?? Path.GetExtension(target ?? "").TrimStart('.')) ?? ProgramForm.CSharp;
        var (request, wrong) = ProgramStep.Request(session, target is null ? project : project with { ProgramPath = target });
        session.Report(wrong);
        var program = await FoundWriter.ProgramAsync(request, catalog, found, provider, form, session.Cancellation);
        session.Report(program.Diagnostics);
        if (program.Text is not { } text) return ExitCodes.Invalid;
        if (target is null)
        {
            session.Add("text", Datum.Of(text));
            if (!session.Json) session.Screen.ShowRaw(text);
            return ExitCodes.Success;
        }

        await File.WriteAllTextAsync(target, text, session.Cancellation);
        session.Add("file", Datum.Of(Project.Display(target)));
        session.Show(new Line("Wrote ", new Piece(Project.Display(target), Ink.Strong), $", which imports {ActionWords.Count(found.Count - program.Diagnostics.Count(d => d.Id == "MCI3078"), "resource")}."));
        return ExitCodes.Success;
    }

    // What some deployment here has imported counts as managed, though its server doesn't know yet.
    private static async Task<(HashSet<(string Type, string Id)> Known, IReadOnlyList<Diagnostic> Problems)> KnownAsync(Session session, Project project)
    {
        var known = new HashSet<(string, string)>();
        var (store, problems) = await StateAccess.StoreAsync(session, project);
        if (store is null) return (known, problems);
        var (names, problem) = store.Deployments();
        if (problem is not null) return (known, [problem]);
        foreach (var name in names)
        {
            var (journal, unread) = store.OpenRead(name);
            if (journal is null) return (known, unread is null ? [] : [unread]);
            using var _ = journal;
            foreach (var resource in journal.Read().Resources.Values) known.Add((resource.Type, resource.Id));
        }

        return (known, []);
    }

    private static IEnumerable<Line> List(string provider, IReadOnlyList<WireResource> found)
    {
        if (found.Count == 0) yield return new Line($"{provider} has nothing that nobody manages.");
        var width = Math.Min(40, found.Select(r => r.Type.Length).DefaultIfEmpty(0).Max());
        foreach (var resource in found) yield return new Line(new Piece(resource.Type.PadRight(width), Ink.Accent), "  ", resource.Id, new Piece(resource.Name == resource.Id ? "" : $"  {resource.Name}", Ink.Faint));
    }

    private static Datum Describe(WireResource resource) => Datum.MapOf([new("type", Datum.Of(resource.Type)), new("id", Datum.Of(resource.Id)), new("name", Datum.Of(resource.Name))]);
}
