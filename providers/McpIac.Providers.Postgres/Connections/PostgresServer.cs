using System.Collections.Concurrent;
using McpIac.Providers.Handlers;
using McpIac.Schemas.Protocol;
using Npgsql;

namespace McpIac.Providers.Postgres.Connections;

/// <summary>One server, with a pool of connections for each of its databases. Nothing is connected to before it is needed. Thread-safe.</summary>
/// <param name="variable">The environment, where the server's address and the password are.</param>
internal sealed class PostgresServer(Func<string, string?> variable)
{
    private const int ConnectionsKept = ServerAddress.ConnectionsADatabase;

    private readonly ConcurrentDictionary<string, NpgsqlDataSource> pools = new(StringComparer.Ordinal);
    private readonly Lazy<NpgsqlConnectionStringBuilder> address = new(() => ServerAddress.Read(variable), LazyThreadSafetyMode.PublicationOnly);

    public string Host => address.Value.Host ?? "";

    public int Port => address.Value.Port;

    /// <summary>Connects to the database of the address: for roles and databases, which belong to no database.</summary>
    public Task<PostgresSession> OpenAsync(CancellationToken cancellation) => OpenAsync(address.Value.Database ?? "postgres", "", cancellation);

    /// <param name="database">Its name or its id, as authors write it.</param>
    /// <exception cref="ProviderException">notFound: there is no such database.</exception>
    public async Task<PostgresSession> OpenAsync(string database, CancellationToken cancellation) => await TryOpenAsync(database, cancellation)
            ?? throw new ProviderException(ErrorCodes.NotFound, $"There is no database {database}.", path: "/database");

    /// <summary>The same; null when there is no such database.</summary>
    public Task<PostgresSession?> TryOpenAsync(string database, CancellationToken cancellation) => FindAsync("datname = @text OR oid::text = @text ORDER BY datname = @text DESC", database, cancellation);

    /// <summary>Connects to the database with an id; null when there is none any more.</summary>
    public Task<PostgresSession?> OpenByIdAsync(string databaseId, CancellationToken cancellation) => FindAsync("oid::text = @text", databaseId, cancellation);

    /// <summary>Closes the connections to a database that nobody uses: it can't be dropped or renamed while there are any.</summary>
    public async Task LeaveAsync(string database)
    {
        if (pools.TryRemove(database, out var pool)) await pool.DisposeAsync();
    }

    /// <summary>Connects to a database by its name.</summary>
    public async Task<PostgresSession> OpenAsync(string name, string id, CancellationToken cancellation)
    {
        var pool = pools.GetOrAdd(name, n => NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(address.Value.ConnectionString) { Database = n, Password = address.Value.Password }));
        try
        {
            return new PostgresSession(await LivingAsync(pool, cancellation), name, id);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or ObjectDisposedException)
        {
            throw SqlErrors.Of(e, sideEffects: "none");
        }
    }

    // One that was kept may have been ended meanwhile, as when a database was dropped and made again; a change must not be the first to notice.
    private static async Task<NpgsqlConnection> LivingAsync(NpgsqlDataSource pool, CancellationToken cancellation)
    {
        for (var attempt = 0; ; attempt++)
        {
            var connection = await pool.OpenConnectionAsync(cancellation);
            try
            {
                await using var question = new NpgsqlCommand("SELECT 1", connection);
                await question.ExecuteScalarAsync(cancellation);
                return connection;
            }
            catch (NpgsqlException) when (attempt < ConnectionsKept)
            {
                await connection.DisposeAsync();
            }
        }
    }

    private async Task<PostgresSession?> FindAsync(string condition, string text, CancellationToken cancellation)
    {
        Row? found;
        await using (var session = await OpenAsync(cancellation))
        {
            found = await session.FirstAsync($"SELECT datname, oid::text FROM pg_database WHERE {condition} LIMIT 1", cancellation, ("text", text));
        }

        return found is null ? null : await OpenAsync(found.Text(0), found.Text(1), cancellation);
    }
}
