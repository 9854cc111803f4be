using McpIac.Cli.CommandLine;
using McpIac.Cli.Projects;
using McpIac.Cli.Rendering;
using McpIac.Cli.Secrets;
using McpIac.Cli.Sessions;
using McpIac.Compiler.Mappings;
using McpIac.Engine.Connections;
using McpIac.Schemas.Compatibility;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Snapshots;

namespace McpIac.Cli.Connections;

/// <summary>What a provider's server offers now, beside what its snapshot has.</summary>
/// <param name="Before">The snapshot in use; null when there is none yet.</param>
/// <param name="Update">What pulling makes of it: the new snapshot, with tombstones, and the changes. Null when the server couldn't be asked.</param>
/// <param name="Pulled">The new snapshot as it reads back.</param>
internal sealed record LiveSnapshot(string Provider, string File, SnapshotReading? Before, SnapshotUpdate? Update, SnapshotReading? Pulled, IReadOnlyList<Diagnostic> Problems)
{
    public bool IsSame => Pulled is not null && Before?.Digest == Pulled.Digest;
}

/// <summary>Asks servers for their snapshots.</summary>
internal static class LiveSnapshots
{
    /// <summary>
    /// Asks the servers of the providers that a command line names, all at once, and hands each to <paramref name="body"/> in their order; then ends the session, failed when
    /// one can't be asked or <paramref name="body"/> says so.
    /// </summary>
    /// <param name="body">Shows one; false when the command has failed for it. What it returns is the provider's part of the document.</param>
    public static async Task<int> ForEachAsync(Session session, Func<string, LiveSnapshot, (bool Ok, Datum? Json)> body)
    {
        var folder = SnapshotFolder.OfProject(Directory.GetCurrentDirectory());
        var (starts, wrong) = ServerStarts.Load(session, folder);
        session.Report(wrong);
        if (starts is null) return session.End(ExitCodes.Invalid);
        var (providers, problems) = Select(folder, session.Parsed.GetValue(Options.Providers) ?? [], starts);
        session.Report(problems);
        var ok = problems.Count == 0;
        if (ok && providers.Count == 0) session.Show(new Line("No snapshot here says how its server is started."));
        var documents = new List<Datum>();
        Task<LiveSnapshot>[] asked = [.. providers.Select(p => PullAsync(folder, p.Snapshot?.Provider ?? "", starts.Of(p.Snapshot), starts.Secrets, session.Cancellation))];
        foreach (var answer in asked)
        {
            var (fine, json) = body(folder, await answer);
            ok &= fine;
            if (json is not null) documents.Add(json);
        }

        session.Add("providers", Datum.ListOf(documents));
        return session.End(ok ? ExitCodes.Success : ExitCodes.Invalid);
    }

    /// <summary>The providers of a folder that are named, or all whose server is known, with those that are named and have none.</summary>
    private static (IReadOnlyList<SnapshotReading> Providers, IReadOnlyList<Diagnostic> Problems) Select(string folder, IReadOnlyList<string> names, ServerStarts starts)
    {
        SnapshotReading[] all = [.. SnapshotFolder.Files(folder).Select(Read)];
        string[] known = [.. all.Select(r => r.Snapshot?.Provider).OfType<string>()];
        Diagnostic[] missing = [.. names.Where(n => !known.Contains(n)).Distinct().Select(n => CliProblems.NoSnapshot(n, known))];
        SnapshotReading[] named = [.. all.Where(r => r.Snapshot is { } s && names.Contains(s.Provider))];
        Diagnostic[] unreachable = [.. named.Where(r => !starts.Of(r.Snapshot).IsKnown).Select(r => CliProblems.NoCommand(r.Snapshot?.Provider ?? ""))];
        return ([.. (names.Count > 0 ? named : all).Where(r => starts.Of(r.Snapshot).IsKnown)], [.. missing, .. unreachable]);
    }

    /// <summary>Reads a snapshot file; what is wrong with it is in the reading.</summary>
    public static SnapshotReading Read(string file) => SnapshotReader.Read(new SnapshotSource(file, File.ReadAllText(file)));

    /// <param name="folder">Where snapshots are.</param>
    public static async Task<LiveSnapshot> PullAsync(string folder, string name, ServerStart start, ProjectSecrets secrets, CancellationToken cancellation)
    {
        var file = Path.Combine(folder, SnapshotFolder.FileName(name));
        var before = File.Exists(file) ? Read(file) : null;
        var (filled, missing) = await start.FilledAsync(secrets, cancellation);
        if (filled is null) return new LiveSnapshot(name, file, before, null, null, missing is null ? [] : [missing]);
        var (snapshot, problem) = await filled.PullAsync(name, cancellation);
        if (snapshot is null) return new LiveSnapshot(name, file, before, null, null, problem is null ? [] : [problem]);
        if (start.IsOfSettings) snapshot = snapshot with { Source = Remembering(snapshot.Source, before?.Snapshot?.Source) };
        if (start.Remembered.Inherit.Count > 0) snapshot = snapshot with { Source = snapshot.Source.With("inherit", Datum.ListOf(start.Remembered.Inherit.Select(Datum.Of))) };

        var (refined, wrong) = MappingFile.Refine(snapshot, file);
        if (refined is null) return new LiveSnapshot(name, file, before, null, null, wrong);
        snapshot = refined;

        // Read as the next build will read it: a type it can't use is reported here and now.
        var pulled = SnapshotReader.Read(new SnapshotSource(file, SnapshotWriter.Write(snapshot)));
        var update = before?.Snapshot is null ? new SnapshotUpdate(snapshot, []) : SnapshotUpdate.Of(before, pulled);
        return new LiveSnapshot(name, file, before, update, pulled, pulled.Diagnostics);
    }

    // Where it came from now is the settings' to say; what was there before stays.
    private static Datum Remembering(Datum source, Datum? before) => new[] { "command", "url" }.Aggregate(source, (s, where) => before?[where] is { } kept ? s.With(where, kept) : s.Without(where));
}
