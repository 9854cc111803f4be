using McpIac.Schemas.Diagnostics;
using Npgsql;

namespace McpIac.State.Stores.Postgres;

/// <summary>
/// The lease of a deployment: a row that says who writes, under which token, and until when. A writer that shows no sign of life for as long as a lease lasts may be replaced;
/// should it wake up again, its token is outdated and its writes are refused.
/// </summary>
internal sealed class PostgresAccess : WriteAccess
{
    private readonly PostgresDatabase database;
    private readonly string key;
    private readonly ITimer heartbeat;

    private PostgresAccess(PostgresDatabase database, string key, long token, TimeProvider time) : base(token, token)
    {
        (this.database, this.key) = (database, key);
        var pause = PostgresDatabase.LeaseTime / 3;
        heartbeat = time.CreateTimer(_ => Quietly(Renew), null, pause, pause);
    }

    /// <summary>The lease, or who has it.</summary>
    public static (PostgresAccess? Access, Diagnostic? Problem) Take(PostgresDatabase database, NpgsqlConnection connection, string key, TimeProvider time)
    {
        var token = StateTables.Number(connection, $"""
            INSERT INTO deployment AS d (name, serial, sum, digest, token, holder, since, expires) VALUES(@d, 0, '', @g, 1, @h, @n, {database.Renewed})
            ON CONFLICT(name) DO UPDATE SET token = d.token + 1, holder = excluded.holder, since = excluded.since, expires = excluded.expires WHERE d.expires < {PostgresDatabase.Now}
            RETURNING token
            """, ("@d", key), ("@g", Head.Empty.Digest.ToString()), ("@h", Holder.Name), ("@n", Holder.Since(time)));
        return token > 0 ? (new PostgresAccess(database, key, token, time), null)
            : (null, database.Problems.Held(Describe(connection, key), $"Wait until it has finished. One that is gone without having said so is done without after {PostgresDatabase.LeaseTime.TotalSeconds:0} s."));
    }

    public override Diagnostic TakenOver()
    {
        var holder = "another run";
        Quietly(() =>
        {
            using var connection = database.Opened();
            holder = Describe(connection, key);
        });
        return database.Problems.TakenOver(holder);
    }

    /// <summary>Makes it known that this writer lives. A heartbeat that comes after the lease was given back changes nothing.</summary>
    public void Renew() => Change($"expires = CASE WHEN expires = 0 THEN 0 ELSE {database.Renewed} END");

    public override void Dispose()
    {
        heartbeat.Dispose();
        Quietly(() => Change("expires = 0, holder = ''"));
    }

    private void Change(string what)
    {
        using var connection = database.Opened();
        StateTables.Run(connection, $"UPDATE deployment SET {what} WHERE name = @d AND token = @t", ("@d", key), ("@t", Token));
    }

    /// <summary>Who has the lease of a deployment; null when nobody does.</summary>
    public static string? HolderOf(NpgsqlConnection connection, string key) =>
        StateTables.Number(connection, $"SELECT count(*) FROM deployment WHERE name = @d AND expires >= {PostgresDatabase.Now}", ("@d", key)) == 0 ? null : Describe(connection, key);

    /// <summary>Ends the lease, whoever has it.</summary>
    public static void Break(NpgsqlConnection connection, string key) =>
        StateTables.Run(connection, "UPDATE deployment SET token = token + 1, expires = 0, holder = '' WHERE name = @d", ("@d", key));

    private static string Describe(NpgsqlConnection connection, string key)
    {
        var found = StateTables.Texts(connection, "SELECT CASE WHEN holder = '' THEN '' ELSE holder || ', since ' || since END FROM deployment WHERE name = @d", ("@d", key));
        return found is [{ Length: > 0 } holder] ? holder : "another run";
    }

    // A database that is away doesn't hear of it, which the next write finds out; a lease that isn't given back runs out.
    private static void Quietly(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (StateDatabase.IsExpected(e))
        {
        }
    }
}
