using McpIac.Providers.Handlers;
using McpIac.Providers.Postgres.Connections;
using McpIac.Providers.Postgres.Databases;
using McpIac.Providers.Postgres.InstalledExtensions;
using McpIac.Providers.Postgres.Grants;
using McpIac.Providers.Postgres.Migrations;
using McpIac.Providers.Postgres.Roles;
using McpIac.Providers.Postgres.Schemas;
using McpIac.Providers.Postgres.Tables;
using McpIac.Providers.Servers;
using McpIac.Providers.Stores;

namespace McpIac.Providers.Postgres;

/// <summary>The provider <c>postgres</c>: roles, databases and what is in them, on one PostgreSQL server, 13 or newer.</summary>
public static class PostgresProvider
{
    public const string Name = "postgres", Version = "0.1.0";

    // A server has a hundred connections in all unless it is told otherwise.
    private const int AtOnce = 8;

    /// <param name="variable">The environment, where the server's address and the password are (docs/providers/postgres.md). Nothing is read or connected to before it is needed.</param>
    /// <param name="storePath">The provider's own record; null keeps it in memory.</param>
    /// <param name="hooks">For tests of crashes.</param>
    /// <exception cref="StoreException">The record can't be used.</exception>
    public static ProviderServer Create(Func<string, string?> variable, string? storePath, ChangeHooks? hooks = null) => Create(variable, storePath, h => h, hooks);

    /// <param name="around">What stands between the server and each handler.</param>
    internal static ProviderServer Create(Func<string, string?> variable, string? storePath, Func<IResourceHandler, IResourceHandler> around, ChangeHooks? hooks = null)
    {
        var server = new PostgresServer(variable);
        return new ProviderServer(
            new ProviderOptions(Name, Version, hooks, MaxConcurrency: AtOnce),
            [.. Handlers(server).Select(around)],
            ProviderStore.Open(storePath));
    }

    private static IReadOnlyList<IResourceHandler> Handlers(PostgresServer server) =>
    [
        new RoleHandler(server), new DatabaseHandler(server), new SchemaHandler(server), new ExtensionHandler(server), new GrantHandler(server),
        new DefaultPrivilegesHandler(server), new TableHandler(server), new MigrationHandler(server),
    ];
}
