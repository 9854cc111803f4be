using System.Globalization;
using McpIac.Providers.Handlers;
using Npgsql;

namespace McpIac.Providers.Postgres.Connections;

/// <summary>A connection to one database. What the server refuses is a <see cref="ProviderException"/>.</summary>
/// <param name="id">The database's id; empty when it wasn't asked for.</param>
internal sealed class PostgresSession(NpgsqlConnection connection, string database, string id) : IAsyncDisposable
{
    // Two changes of one object's catalog row, as two grants on a table, make one fail ("tuple concurrently updated"); so those of a database take turns, whoever sends them.
    private const long Turn = 0x6d_63_69_61_63_63;

    public string Database => database;

    public string DatabaseId => id;

    /// <summary>The role that owns what is made without saying whose it is.</summary>
    public async Task<string> UserAsync(CancellationToken cancellation) => (await RowsAsync("SELECT current_user", cancellation))[0].Text(0);

    /// <summary>Makes a change of several statements: all of them or none.</summary>
    public Task ChangeAsync(IEnumerable<string> statements, CancellationToken cancellation) => ChangeAsync(null, statements, cancellation);

    /// <param name="key">The change's key, which <see cref="WaitForAsync"/> waits for.</param>
    public async Task ChangeAsync(string? key, IEnumerable<string> statements, CancellationToken cancellation)
    {
        await GuardAsync("possible", async () =>
        {
            await using var batch = connection.CreateBatch();
            if (key is not null) batch.BatchCommands.Add(Locking("pg_advisory_xact_lock(hashtextextended($1, 0))", key));
            batch.BatchCommands.Add(new NpgsqlBatchCommand($"SELECT pg_advisory_xact_lock({Turn})"));
            foreach (var statement in statements) batch.BatchCommands.Add(new NpgsqlBatchCommand(statement));
            return await batch.ExecuteNonQueryAsync(cancellation);
        });
    }

    /// <summary>Waits until no connection that was left behind is still at a change with the key.</summary>
    public async Task WaitForAsync(string key, CancellationToken cancellation)
    {
        await using var held = await HoldAsync(key, cancellation);
    }

    /// <summary>Holds the change's key as long as what is returned, for changes that can't be a transaction.</summary>
    public async Task<IAsyncDisposable> HoldAsync(string key, CancellationToken cancellation)
    {
        await RowsAsync("SELECT pg_advisory_lock(hashtextextended(@key, 0))", cancellation, ("key", key));
        return new Release(this, key);
    }

    /// <summary>A statement that can't be part of a transaction, or texts of several.</summary>
    public Task RunAsync(string sql, CancellationToken cancellation, NpgsqlTransaction? transaction = null) => GuardAsync("possible", async () =>
    {
        await using var command = new NpgsqlCommand(sql, connection, transaction);
        return await command.ExecuteNonQueryAsync(cancellation);
    });

    public Task<NpgsqlTransaction> BeginAsync(CancellationToken cancellation) => GuardAsync("none", async () => await connection.BeginTransactionAsync(cancellation));

    public static Task CommitAsync(NpgsqlTransaction transaction, CancellationToken cancellation) => GuardAsync("possible", async () =>
    {
        await transaction.CommitAsync(cancellation);
        return true;
    });

    public Task<IReadOnlyList<Row>> RowsAsync(string sql, CancellationToken cancellation, params (string Name, object? Value)[] parameters) => GuardAsync("none", async () =>
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<Row>();
        while (await reader.ReadAsync(cancellation)) rows.Add(new Row([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i))]));
        return (IReadOnlyList<Row>)rows;
    });

    public async Task<Row?> FirstAsync(string sql, CancellationToken cancellation, params (string Name, object? Value)[] parameters) =>
        (await RowsAsync(sql, cancellation, parameters)).FirstOrDefault();

    /// <summary>The server's major version: 15.</summary>
    public int Version => int.Parse(connection.ServerVersion.Split('.', ' ')[0], CultureInfo.InvariantCulture);

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private static NpgsqlBatchCommand Locking(string call, string key) => new($"SELECT {call}") { Parameters = { new NpgsqlParameter { Value = key } } };

    private static async Task<T> GuardAsync<T>(string sideEffects, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or IOException)
        {
            throw SqlErrors.Of(e, sideEffects);
        }
    }

    private sealed class Release(PostgresSession session, string key) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            try
            {
                await session.RowsAsync("SELECT pg_advisory_unlock(hashtextextended(@key, 0))", CancellationToken.None, ("key", key));
            }
            catch (ProviderException)
            {
                // The connection broke, and the lock went with it.
            }
        }
    }
}
