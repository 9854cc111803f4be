using System.Data.Common;
using McpIac.State.Stores;
using Microsoft.Data.Sqlite;

namespace McpIac.State.Stores.Sqlite;

/// <summary>Brings state files of older formats up to date, each in one transaction: a crash leaves the old one.</summary>
internal static class SqliteMigration
{
    private const string Table = " WITHOUT ROWID";

    public static void Create(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction();
        StateTables.Run(connection, StateTables.Schema(Table));
        SetVersion(connection);
        transaction.Commit();
    }

    /// <param name="from">The file's format; at least 1.</param>
    public static void Run(SqliteConnection connection, long from)
    {
        using var transaction = connection.BeginTransaction();
        if (from < 2) AddSums(connection);
        SetVersion(connection);
        transaction.Commit();
    }

    // Format 2: each entry has a checksum into which those before went, and each deployment a row that says where it is.
    private static void AddSums(SqliteConnection connection)
    {
        StateTables.Run(connection, $"ALTER TABLE journal ADD COLUMN sum TEXT NOT NULL DEFAULT ''; {StateTables.NewInVersion2(Table)}");
        foreach (var deployment in StateTables.Texts(connection, "SELECT DISTINCT deployment FROM journal"))
        {
            var (serial, sum) = Chain(connection, deployment);
            var digest = RowSum.Of(new[] { "SELECT 'resource', urn, body FROM resource", "SELECT 'pending', key, body FROM pending", "SELECT 'output', name, body FROM output" }
                .SelectMany(rows => Sums(connection, rows, deployment)));
            StateTables.Run(connection, "INSERT INTO deployment(name, serial, sum, digest, token) VALUES(@d, @s, @c, @g, 0)",
                ("@d", deployment), ("@s", serial), ("@c", sum), ("@g", digest.ToString()));
        }
    }

    private static (long Serial, string Sum) Chain(SqliteConnection connection, string deployment)
    {
        var (last, sum) = (0L, "");
        var sums = new List<(long, string)>();
        using (var command = StateTables.Command(connection, "SELECT serial, at, kind, body FROM journal WHERE deployment = @d ORDER BY serial", ("@d", deployment)))
        using (var reader = command.ExecuteReader())
        {
            while (reader.Read())
            {
                last = reader.GetInt64(0);
                sum = Draft.Chained(sum, last, reader.GetString(1), reader.GetString(2), reader.GetString(3));
                sums.Add((last, sum));
            }
        }

        foreach (var (serial, own) in sums)
            StateTables.Run(connection, "UPDATE journal SET sum = @c WHERE deployment = @d AND serial = @s", ("@c", own), ("@d", deployment), ("@s", serial));
        return (last, sum);
    }

    private static IEnumerable<RowSum> Sums(DbConnection connection, string rows, string deployment)
    {
        using var command = StateTables.Command(connection, $"{rows} WHERE deployment = @d", ("@d", deployment));
        using var reader = command.ExecuteReader();
        while (reader.Read()) yield return Row.Of(reader.GetString(0), reader.GetString(1), reader.GetString(2));
    }

    private static void SetVersion(SqliteConnection connection) => StateTables.Run(connection, $"PRAGMA user_version = {StateTables.Version}");
}
