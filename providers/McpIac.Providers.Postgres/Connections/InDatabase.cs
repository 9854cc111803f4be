using McpIac.Providers.Handlers;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Postgres.Connections;

/// <summary>Ids of what is in a database: the database's and its own (oids), which no rename changes.</summary>
internal static class InDatabase
{
    private const int MostAgain = 5;

    public static string Id(PostgresSession session, string own) => $"{session.DatabaseId}/{own}";

    /// <summary>Connects to the database of an id; null when it is gone, and with it all that was in it.</summary>
    public static async Task<(PostgresSession Session, string Own)?> OpenAsync(PostgresServer server, string id, CancellationToken cancellation)
    {
        var parts = id.Split('/', 2);
        if (parts.Length < 2) return null;
        return await server.OpenByIdAsync(parts[0], cancellation) is { } session ? (session, parts[1]) : null;
    }

    /// <summary>The same for what must be there.</summary>
    public static async Task<(PostgresSession Session, string Own)> NeedAsync(PostgresServer server, string id, CancellationToken cancellation) =>
        await OpenAsync(server, id, cancellation) ?? throw new ProviderException(ErrorCodes.NotFound, "The database that it was in isn't there any more.");

    /// <summary>What a database is written as: as the author did, else its name.</summary>
    public static string Written(string? known, PostgresSession session) => string.IsNullOrEmpty(known) ? session.Database : known;

    /// <summary>What is in every database that can be connected to, one after the other, for lists. One that is dropped meanwhile has nothing.</summary>
    public static async IAsyncEnumerable<T> EachAsync<T>(
        PostgresServer server, Func<PostgresSession, Task<IEnumerable<T>>> read, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        IReadOnlyList<Row> databases;
        await using (var session = await server.OpenAsync(cancellation))
        {
            databases = await session.RowsAsync("SELECT oid::text FROM pg_database WHERE datallowconn AND NOT datistemplate AND has_database_privilege(oid, 'CONNECT') ORDER BY oid", cancellation);
        }

        foreach (var database in databases)
        {
            foreach (var found in await ReadAsync(server, database.Text(0), read, cancellation)) yield return found;
        }
    }

    // Dropping a database by force ends its connections, the idle ones of the pool too. A new one waits for that to be over, and then there is no database any more.
    private static async Task<IReadOnlyList<T>> ReadAsync<T>(PostgresServer server, string id, Func<PostgresSession, Task<IEnumerable<T>>> read, CancellationToken cancellation)
    {
        for (var again = MostAgain; ; again--)
        {
            try
            {
                if (await server.OpenByIdAsync(id, cancellation) is not { } session) return [];
                await using (session) return [.. await read(session)];
            }
            catch (ProviderException e) when (e.Error.Code == ErrorCodes.NotFound)
            {
                return [];
            }
            catch (ProviderException e) when (e.Error.Code == ErrorCodes.Unavailable && again > 0)
            {
                // The connection is out of the pool now.
            }
        }
    }

    /// <summary>Looks in a database for what a create under the context's key made there.</summary>
    /// <param name="database">Its name or its id; in one that isn't there nothing is.</param>
    public static async Task<T?> FindAsync<T>(PostgresServer server, string database, OperationContext context, Func<PostgresSession, Task<T?>> find) where T : class
    {
        if (await server.TryOpenAsync(database, context.Cancellation) is not { } session) return null;
        await using (session)
        {
            await session.WaitForAsync(context.Key, context.Cancellation);
            return await find(session);
        }
    }
}
