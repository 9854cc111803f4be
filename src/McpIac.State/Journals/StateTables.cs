using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using McpIac.Plans.Journals;
using McpIac.Plans.States;
using McpIac.Schemas.Data;
using Microsoft.Data.Sqlite;

namespace McpIac.State.Journals;

/// <summary>The tables: the journal, and what it adds up to, a row a resource. All statements are parameterised.</summary>
internal static class StateTables
{
    public const long Version = 1;

    private const string Schema = """
        CREATE TABLE journal(deployment TEXT NOT NULL, serial INTEGER NOT NULL, at TEXT NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY(deployment, serial)) WITHOUT ROWID;
        CREATE TABLE resource(deployment TEXT NOT NULL, urn TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY(deployment, urn)) WITHOUT ROWID;
        CREATE TABLE pending(deployment TEXT NOT NULL, key TEXT NOT NULL, serial INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY(deployment, key)) WITHOUT ROWID;
        CREATE TABLE output(deployment TEXT NOT NULL, name TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY(deployment, name)) WITHOUT ROWID;
        PRAGMA user_version = 1;
        """;

    public static void Create(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction();
        Run(connection, transaction, Schema);
        transaction.Commit();
    }

    public static long Number(SqliteConnection connection, string sql, string? deployment = null)
    {
        using var command = Command(connection, null, sql, ("$d", deployment ?? ""));
        return command.ExecuteScalar() is long value ? value : 0;
    }

    public static void Run(SqliteConnection connection, SqliteTransaction? transaction, string sql, params ReadOnlySpan<(string, object)> parameters)
    {
        using var command = Command(connection, transaction, sql, parameters);
        command.ExecuteNonQuery();
    }

    public static DeploymentState Load(SqliteConnection connection, string deployment)
    {
        // One view of all tables, also while another process writes.
        using var transaction = connection.BeginTransaction(deferred: true);
        return LoadTables(connection, deployment);
    }

    private static DeploymentState LoadTables(SqliteConnection connection, string deployment) => new(
        deployment,
        Number(connection, "SELECT coalesce(max(serial), 0) FROM journal WHERE deployment = $d", deployment),
        Rows<ResourceState>(connection, "SELECT urn, body FROM resource WHERE deployment = $d", deployment)
            .ToImmutableDictionary(r => r.Key, r => r.Value, StringComparer.Ordinal),
        Rows<Datum>(connection, "SELECT name, body FROM output WHERE deployment = $d", deployment)
            .ToImmutableDictionary(r => r.Key, r => r.Value, StringComparer.Ordinal),
        [.. Rows<PendingIntent>(connection, "SELECT key, body FROM pending WHERE deployment = $d ORDER BY serial", deployment).Select(r => r.Value)]);

    /// <summary>Those of which something exists, is in doubt, or was yielded.</summary>
    public static IReadOnlyList<string> Deployments(SqliteConnection connection)
    {
        using var command = Command(connection, null, """
            SELECT deployment FROM resource UNION SELECT deployment FROM pending UNION SELECT deployment FROM output ORDER BY 1
            """);
        using var reader = command.ExecuteReader();
        var names = new List<string>();
        while (reader.Read()) names.Add(reader.GetString(0));
        return names;
    }

    /// <summary>Writes one entry, and the rows that it changes.</summary>
    public static void Write(SqliteConnection connection, SqliteTransaction transaction, DeploymentState after, JournalEntry entry, DateTimeOffset at)
    {
        var deployment = after.Deployment;
        var (kind, body) = JournalJson.Write(entry);
        Run(connection, transaction, "INSERT INTO journal VALUES($d, $s, $a, $k, $b)",
            ("$d", deployment), ("$s", after.Serial), ("$a", at.ToString("O", CultureInfo.InvariantCulture)), ("$k", kind), ("$b", body));
        switch (entry)
        {
            case IntentRecorded i:
                Run(connection, transaction, "INSERT OR REPLACE INTO pending VALUES($d, $k, $s, $b)",
                    ("$d", deployment), ("$k", i.Key), ("$s", after.Serial), ("$b", JsonSerializer.Serialize(i.Pending(), StoredJson.Options)));
                break;
            case ResourceConfirmed c: Settle(connection, transaction, deployment, c.Key); Resource(connection, transaction, after, c.Resource.Urn); break;
            case ResourceGone g: Settle(connection, transaction, deployment, g.Key); Resource(connection, transaction, after, g.Urn); break;
            case IntentFailed f: Settle(connection, transaction, deployment, f.Key); break;
            case DependenciesRecorded d: Resource(connection, transaction, after, d.Urn); break;
            case OptionsRecorded o: Resource(connection, transaction, after, o.Urn); break;
            case ResourceObserved o: Resource(connection, transaction, after, o.Urn); break;
            case ResourcesRenamed n: Renamed(connection, transaction, after, n); break;
            case DeposedRestored r: Resource(connection, transaction, after, r.Urn); break;
            case OutputsRecorded yielded: Outputs(connection, transaction, deployment, yielded); break;
        }
    }

    public static IReadOnlyList<RecordedEntry> History(SqliteConnection connection, string deployment, int limit)
    {
        using var command = Command(connection, null,
            "SELECT serial, at, kind, body FROM journal WHERE deployment = $d ORDER BY serial DESC LIMIT $n", ("$d", deployment), ("$n", limit));
        using var reader = command.ExecuteReader();
        var entries = new List<RecordedEntry>();
        while (reader.Read())
        {
            var entry = JournalJson.Read(reader.GetString(2), reader.GetString(3)) ?? throw new JsonException();
            if (!DateTimeOffset.TryParse(reader.GetString(1), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var at)) throw new JsonException();
            entries.Add(new RecordedEntry(reader.GetInt64(0), at, entry));
        }

        return entries;
    }

    private static void Settle(SqliteConnection connection, SqliteTransaction transaction, string deployment, string key) =>
        Run(connection, transaction, "DELETE FROM pending WHERE deployment = $d AND key = $k", ("$d", deployment), ("$k", key));

    private static void Resource(SqliteConnection connection, SqliteTransaction transaction, DeploymentState after, string urn)
    {
        if (after.Resources.TryGetValue(urn, out var resource))
        {
            Run(connection, transaction, "INSERT OR REPLACE INTO resource VALUES($d, $u, $b)",
                ("$d", after.Deployment), ("$u", urn), ("$b", JsonSerializer.Serialize(resource, StoredJson.Options)));
        }
        else
        {
            Run(connection, transaction, "DELETE FROM resource WHERE deployment = $d AND urn = $u", ("$d", after.Deployment), ("$u", urn));
        }
    }

    private static void Renamed(SqliteConnection connection, SqliteTransaction transaction, DeploymentState after, ResourcesRenamed entry)
    {
        var now = entry.Names.Select(n => n.To).ToHashSet(StringComparer.Ordinal);
        var touched = after.Resources.Values.Where(r => now.Contains(r.Urn) || r.Dependencies.Concat(r.Deposed.SelectMany(d => d.Dependencies)).Any(now.Contains)).Select(r => r.Urn);
        foreach (var urn in entry.Names.Select(n => n.From).Concat(touched).Distinct(StringComparer.Ordinal)) Resource(connection, transaction, after, urn);
    }

    private static void Outputs(SqliteConnection connection, SqliteTransaction transaction, string deployment, OutputsRecorded entry)
    {
        Run(connection, transaction, "DELETE FROM output WHERE deployment = $d", ("$d", deployment));
        foreach (var (name, value) in entry.Outputs)
        {
            Run(connection, transaction, "INSERT INTO output VALUES($d, $n, $b)",
                ("$d", deployment), ("$n", name), ("$b", JsonSerializer.Serialize(value, StoredJson.Options)));
        }
    }

    private static List<KeyValuePair<string, T>> Rows<T>(SqliteConnection connection, string sql, string deployment)
    {
        using var command = Command(connection, null, sql, ("$d", deployment));
        using var reader = command.ExecuteReader();
        var rows = new List<KeyValuePair<string, T>>();
        while (reader.Read())
        {
            rows.Add(new(reader.GetString(0), JsonSerializer.Deserialize<T>(reader.GetString(1), StoredJson.Options) ?? throw new JsonException()));
        }

        return rows;
    }

    private static SqliteCommand Command(SqliteConnection connection, SqliteTransaction? transaction, string sql, params ReadOnlySpan<(string, object)> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        if (transaction is not null) command.Transaction = transaction;
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value);
        return command;
    }
}
