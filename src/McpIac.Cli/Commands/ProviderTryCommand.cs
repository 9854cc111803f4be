using System.CommandLine;
using McpIac.Cli.CommandLine;
using McpIac.Cli.Connections;
using McpIac.Cli.Interaction;
using McpIac.Cli.Projects;
using McpIac.Cli.Rendering;
using McpIac.Cli.Sessions;
using McpIac.Cli.Trials;
using McpIac.Compiler.Mappings;
using McpIac.Engine.Adapters;
using McpIac.Engine.Connections;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Snapshots;

namespace McpIac.Cli.Commands;

/// <summary><c>mciacc provider try</c>: makes, reads, changes and deletes one object of a plain server, with the traffic shown, and says what level the type reached.</summary>
internal static class ProviderTryCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly Argument<string> Name = new("name") { Description = "The provider, a plain server" };
    private static readonly Argument<string?> Type = new("type") { Description = "The rest of a type's token: entity, data:search_nodes (default: all resources)", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<string[]> Property = new("--property") { Description = "A property's value, NAME=VALUE as text or JSON; others that are required are made up. May be given several times", HelpName = "name=value" };
    private static readonly Option<bool> Keep = new("--keep-outputs") { Description = "Write the types of outputs that were seen into the mapping" };

    public static Command Create()
    {
        var command = new Command("try", "Make, read, change and delete one object of a plain server, and say what can be known of it") { Name, Type, Property, Keep, Options.Inherit, Options.Yes };
        command.SetAction(Session.Action("provider try", RunAsync));
        return command;
    }

    private static async Task<int> RunAsync(Session session)
    {
        var name = session.Parsed.GetValue(Name) ?? "";
        var folder = SnapshotFolder.OfProject(Directory.GetCurrentDirectory());
        var file = Path.Combine(folder, SnapshotFolder.FileName(name));
        if (!File.Exists(file)) return session.End(ExitCodes.Invalid, CliProblems.NoSnapshot(name, SnapshotFolder.Files(folder).Select(SnapshotFolder.ProviderOf)));
        var (catalog, problems) = CatalogLoader.Load([new SnapshotSource(file, File.ReadAllText(file))]);
        session.Report(problems);
        if (catalog.Providers.FirstOrDefault() is not { IsPlain: true } schema) return session.End(ExitCodes.Invalid, MappingFile.NotPlain(name, file));
        ResourceType[] all = [.. schema.Types.Where(t => t.Kind is TypeKind.Resource or TypeKind.DataSource)];
        var wanted = session.Parsed.GetValue(Type);
        ResourceType[] types = [.. all.Where(t => wanted is null ? t.Kind == TypeKind.Resource : t.Token == $"{name}:{wanted}" || t.Token == wanted)];
        if (types.Length == 0) return session.End(ExitCodes.Invalid, CliProblems.NoSuchType(wanted is null ? name : $"{name}:{wanted}", all.Select(t => t.Token)));
        var made = types.Where(t => t.Kind == TypeKind.Resource).Select(t => t.Token).ToArray();
        if (made.Length > 0 && await Confirmation.AskAsync(session, $"One {string.Join(", one ", made)} will be made on the real server, and deleted again") is { } refusal) return session.End(ExitCodes.Cancelled, refusal);
        var (starts, wrong) = ServerStarts.Load(session, folder);
        session.Report(wrong);
        if (starts is null) return session.End(ExitCodes.Invalid);
        var (start, missing) = await starts.Of(name, RememberedStart.Of(LiveSnapshots.Read(file).Snapshot).With(session.Parsed.GetValue(Options.Inherit))).FilledAsync(starts.Secrets, session.Cancellation);
        if (start is null) return session.End(ExitCodes.Invalid, missing is null ? [] : [missing]);
        var (server, unusable) = await start.OpenAsync(name, session.Cancellation);
        if (server is null) return session.End(ExitCodes.Invalid, unusable is null ? [] : [unusable]);
        var traffic = new Traffic(session, types);
        var (adapted, changed) = await PlainServer.AdaptAsync(server, schema, new AdapterMemory(), session.Cancellation, traffic.Show);
        if (adapted is not AdaptedConnection provider) return session.End(ExitCodes.Invalid, changed is null ? [] : [changed]);
        await using (provider)
        {
            return await TryAsync(session, provider, types, file, traffic);
        }
    }

    private static async Task<int> TryAsync(Session session, AdaptedConnection provider, ResourceType[] types, string file, Traffic traffic)
    {
        var (documents, ok) = (new List<Datum>(), true);
        foreach (var type in types)
        {
            session.Show(new Line(new Piece(type.Token, Ink.Strong)));
            var given = Datum.MapOf((session.Parsed.GetValue(Property) ?? []).Select(Split).Where(p => type.Properties.Member(p.Key) is not null));
            traffic.Hide(type, given);
            var result = await new Trial(provider, type, Patience).RunAsync(given, session.Cancellation);
            result = result with { Steps = [.. result.Steps.Select(s => s with { Message = s.Message is null ? null : traffic.Safe(s.Message) })] };
            foreach (var step in result.Steps) session.Show(Shown(step));
            session.Show(new Line(result.Level is { } level ? $"  reached level {level}{(result.Untold.Count > 0 ? $"; no tool tells {string.Join(", ", result.Untold)}" : "")}" : "  reached no level"));
            var local = type.Token[(type.Provider.Length + 1)..];
            foreach (var failed in result.Steps.Where(s => s.Outcome == "failed")) session.Report(Failed(type, failed, MappingFile.PlaceOf(file, local)));
            if (result.Left is { } left) session.Report(LeftThere(type, left));
            KeyValuePair<string, Datum>[] outputs = [.. ObservedOutputs.Of(type, result).Select(o => KeyValuePair.Create(o.Key, ObservedOutputs.Short(o.Value)))];
            var kept = session.Parsed.GetValue(Keep) && MappingFile.KeepOutputs(file, local, outputs);
            if (outputs.Length > 0) session.Show(new Line(new Piece(Clean.Text($"  {(kept ? "The mapping now has" : "It told besides")}: {string.Join(", ", outputs.Select(o => $"{o.Key}: {ObservedOutputs.Words(o.Value)}"))}"), Ink.Faint)));
            ok &= result.Level is not null;
            documents.Add(Json(type, result, outputs));
        }

        session.Add("types", Datum.ListOf(documents));
        return session.End(ok ? ExitCodes.Success : ExitCodes.ApplyFailed);
    }

    private static KeyValuePair<string, Datum> Split(string pair)
    {
        var at = pair.IndexOf('=');
        var text = at < 0 ? "" : pair[(at + 1)..];
        return KeyValuePair.Create(at < 0 ? pair : pair[..at], DatumReader.Read(text).Value ?? Datum.Of(text));
    }

    private static Line Shown(TrialStep step) => new(
        new Piece($"  {step.Verb,-6} {step.Outcome}", step.Outcome switch { "ok" => Ink.Good, "unseen" => Ink.Change, _ => Ink.Bad }), step.Message is { } message ? $"  {Clean.Text(message)}" : "");

    private static Datum Json(ResourceType type, TrialResult result, IReadOnlyList<KeyValuePair<string, Datum>> outputs) => Datum.MapOf(
    [
        new("type", Datum.Of(type.Token)), new("level", result.Level is { } level ? Datum.Of(level) : Datum.Null),
        new("steps", Datum.ListOf(result.Steps.Select(s => Datum.MapOf([new("verb", Datum.Of(s.Verb)), new("outcome", Datum.Of(s.Outcome)), new("message", s.Message is null ? Datum.Null : Datum.Of(s.Message))])))),
        new("untold", JsonReport.Texts(result.Untold)), new("outputs", Datum.MapOf(outputs)),
    ]);

    private static Diagnostic Failed(ResourceType type, TrialStep step, SourcePlace place) => Diagnostic.Error("MCI6530",
        $"{type.Token} didn't pass its trial: {step.Verb}: {(step.Message ?? "no reason was given").TrimEnd('.')}.", place, "Look at what the tools answered, and say in the mapping what isn't as it was taken to be.");

    private static Diagnostic LeftThere(ResourceType type, string id) => Diagnostic.Warning("MCI6531",
        $"The trial made {id} ({type.Token}), and couldn't delete it again.", null, "Delete it by hand.");
}
