using System.Collections.Immutable;
using McpIac.Cli.Connections;
using McpIac.Cli.Projects;
using McpIac.Cli.Sessions;
using McpIac.Compiler.Settings;
using McpIac.Engine.Connections;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Cli.Secrets;

/// <summary>Asks providers' servers for secrets that they keep. A server is started for the first one, and ends with the command.</summary>
internal sealed class SecretStores : IAsyncDisposable
{
    private const int MostShown = 300;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly bool isTwin;
    private readonly ConnectionPool pool;
    private readonly SemaphoreSlim one = new(1);
    private readonly AsyncLocal<ImmutableHashSet<string>?> opening = new();

    /// <param name="folder">The program's: from there upwards are the snapshots.</param>
    /// <param name="isTwin">No server is asked: a made-up value stands for what it would say.</param>
    public SecretStores(string folder, ProjectSettings settings, SettingsPart here, ProjectSecrets secrets, bool isTwin) => (this.isTwin, pool) = (isTwin, new ConnectionPool(async (provider, cancellation) =>
    {
        var snapshots = SnapshotFolder.Find(folder);
        var file = Path.Combine(snapshots, SnapshotFolder.FileName(here.Instances.GetValueOrDefault(provider) ?? provider));
        var snapshot = File.Exists(file) ? LiveSnapshots.Read(file).Snapshot : null;
        var start = ServerStart.Of(provider, RememberedStart.Of(snapshot), Path.GetDirectoryName(snapshots), settings, here);
        if (!start.IsKnown) return (null, CliProblems.NoCommand(provider));
        var (filled, problem) = await start.FilledAsync(secrets, cancellation);
        return filled is null ? (null, problem) : await filled.OpenAsync(provider, cancellation);
    }));

    /// <summary>The secret, or why there is none.</summary>
    public async Task<(string? Value, Diagnostic? Problem)> ReadAsync(string name, StoreSetting store, CancellationToken cancellation)
    {
        if (isTwin) return ($"made up for {name}", null);
        var (connection, problem) = await OpenAsync(name, store.Provider, cancellation);
        if (connection is null) return (null, problem);
        var answer = await connection.CallToolAsync(store.Tool, store.Arguments, Limit, cancellation);
        if (answer.Problem is { } lost) return (null, SecretProblems.NoValue(name, lost.TrimEnd('.')));
        if (answer.IsError) return (null, SecretProblems.NoValue(name, $"{store.Tool} of {store.Provider} says: {Shown(answer.Texts)}"));
        return Pick(answer, store.At) is { Length: > 0 } value ? (value, null) : (null, SecretProblems.NoValue(name, $"what {store.Tool} of {store.Provider} answered has no text {(store.At is { } at ? $"at {at}" : "of its own")}"));
    }

    public async ValueTask DisposeAsync()
    {
        await pool.DisposeAsync();
        one.Dispose();
    }

    // One after the other, so that two servers whose variables are secrets that the other keeps don't wait for each other.
    private async Task<(IProviderConnection? Connection, Diagnostic? Problem)> OpenAsync(string name, string provider, CancellationToken cancellation)
    {
        var around = opening.Value ?? [];
        if (around.Contains(provider)) return (null, SecretProblems.NoValue(name, $"the server of {provider}, which keeps it, needs it to start"));
        var isFirst = around.Count == 0;
        if (isFirst) await one.WaitAsync(cancellation);
        try
        {
            opening.Value = around.Add(provider);
            return await pool.GetAsync(provider, cancellation);
        }
        finally
        {
            if (isFirst) one.Release();
        }
    }

    /// <summary>Without a pointer it is the answer's text; with one what it names in the structured content, or in the text where that is JSON.</summary>
    private static string? Pick(ToolAnswer answer, string? at)
    {
        if (at is null) return answer.Texts is [var only] ? only : null;
        var document = answer.Structured ?? answer.Texts.Select(t => DatumReader.Read(t).Value).FirstOrDefault(d => d is { Kind: DatumKind.Map or DatumKind.List });
        return (document is null ? null : JsonPointer.Find(document, at)) switch
        {
            { Kind: DatumKind.Text } text => text.AsText(),
            { Kind: DatumKind.Number } number => number.NumberText,
            _ => null,
        };
    }

    private static string Shown(IReadOnlyList<string> texts) =>
        string.Join(' ', texts) is var all && all.Length > MostShown ? all[..MostShown] + "…" : all.Length > 0 ? all.TrimEnd('.') : "it failed";
}
