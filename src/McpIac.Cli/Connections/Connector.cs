using System.Collections.Concurrent;
using McpIac.Cli.Projects;
using McpIac.Cli.Secrets;
using McpIac.Cli.Sessions;
using McpIac.Engine.Adapters;
using McpIac.Engine.Connections;
using McpIac.Providers.Local;
using McpIac.Providers.Servers;
using McpIac.Providers.Stores;
using McpIac.Providers.Twin;
using McpIac.Providers.Twin.Faults;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Cli.Connections;

/// <summary>Knows how each provider is reached: twins and, where no command is said, the built-in ones in this process, all others by their snapshot's command.</summary>
/// <param name="faults">Shared by all twins, so that "the fifth step" counts over all of them.</param>
/// <param name="secrets">For servers' variables.</param>
/// <param name="leavesNoTrace">Records that don't exist yet aren't created: for what only looks.</param>
internal sealed class Connector(Project project, Catalog catalog, FaultPlan? faults, ProjectSecrets? secrets = null, bool leavesNoTrace = false)
{
    public const string Local = "local";

    // Of plain servers, by provider: a connection that is opened anew goes on with what the one before knew.
    private readonly ConcurrentDictionary<string, AdapterMemory> memories = new(StringComparer.Ordinal);

    public ConnectionPool Pool() => new(OpenAsync);

    /// <summary>
    /// Folds what a killed run left in the logs beside the worlds, those too that this run won't touch, so that a world file holds what is live.
    /// What can't be folded is said when its provider is used.
    /// </summary>
    public static void FoldWorlds(Project project)
    {
        if (!Directory.Exists(project.StateDirectory)) return;
        foreach (var log in Directory.EnumerateFiles(project.StateDirectory, "*" + StorePaths.LogSuffix))
        {
            try
            {
                ProviderStore.FoldLeft(StorePaths.WorldOf(log));
            }
            catch (StoreException)
            {
                // Damaged, or held by another run: not this run's business unless it needs that provider.
            }
        }
    }

    private async Task<(IProviderConnection? Connection, Diagnostic? Problem)> OpenAsync(string provider, CancellationToken cancellation)
    {
        var type = project.Own.Instances.GetValueOrDefault(provider) ?? provider;
        if (type == Local && (project.Twin || !ServerStart.Of(provider, RememberedStart.None, null, project.Settings, project.Own).IsKnown))
            return InProcess(provider, () => LocalProvider.Create(project.Directory, Record(provider == Local ? project.LocalRecord : project.WorldFile(provider))));
        if (catalog.Providers.FirstOrDefault(p => p.Name == type) is not { } schema)
        {
            return (null, CliProblems.NoSnapshot(type, catalog.Providers.Select(p => p.Name)));
        }

        if (project.Twin) return InProcess(provider, () => TwinProvider.Create(schema, Record(project.WorldFile(provider)), faults, foreignPath: StorePaths.Beside(project.WorldFile(provider), "foreign.jsonl")));
        var (server, problem) = await StartAsync(provider, type, schema, cancellation);
        return server is null || schema.Types.All(t => t.Tools.Count == 0) ? (server, problem) : await PlainServer.AdaptAsync(server, schema, memories.GetOrAdd(provider, _ => new AdapterMemory()), cancellation);
    }

    // What the project's settings say comes before what the snapshot remembers, and that before what is built in.
    private async Task<(IProviderConnection? Connection, Diagnostic? Problem)> StartAsync(string provider, string type, ProviderSchema schema, CancellationToken cancellation)
    {
        var (start, problem) = await ServerStart.Of(provider, RememberedStart.Of(schema), project.Root, project.Settings, project.Own).FilledAsync(secrets, cancellation);
        if (start is null) return (null, problem);
        if (start is { Command.Count: 0, Url: null } && BuiltIn.Serves(schema))
            return InProcess(provider, () => BuiltIn.Create(type, project.Directory, start.Options.Environment, Record(project.WorldFile(provider))));
        (var connection, problem) = await start.OpenAsync(provider, cancellation);
        if (connection is not McpConnection { SchemaDigest: { } digest } || schema.SchemaDigest is not { } known || digest == known) return (connection, problem);
        await connection.DisposeAsync();
        return (null, CliProblems.OtherTypes(provider, schema.Name));
    }

    private string? Record(string path) => leavesNoTrace && !StorePaths.HoldsRecord(path) ? null : path;

    private static (IProviderConnection? Connection, Diagnostic? Problem) InProcess(string provider, Func<ProviderServer> create)
    {
        try
        {
            var server = create();
            return (new DirectConnection(provider, server.CallAsync, server.DisposeAsync), null);
        }
        catch (StoreException e)
        {
            return (null, e.Problem);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, CliProblems.StoreUnusable(provider, e.Message));
        }
    }
}
