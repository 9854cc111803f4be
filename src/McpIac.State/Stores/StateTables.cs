using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using McpIac.Plans.Journals;
using McpIac.Plans.States;
using McpIac.Schemas.Data;
using McpIac.State.Journals;

namespace McpIac.State.Stores;

/// <summary>The tables, the same in every database: the journal, what it adds up to, a row a resource, and where each deployment is. All statements are parameterised.</summary>
internal static class StateTables
{
    /// <summary>The format that is written. 1 had neither checksums nor tokens; there was no database of that.</summary>
    public const long Version = 2;

    /// <summary>The tables of <see cref="Version"/>.</summary>
    /// <param name="table">What ends a table whose rows stand in the order of its key.</param>
    public static string Schema(string table) => $"""
        CREATE TABLE journal(deployment TEXT NOT NULL, serial BIGINT NOT NULL, at TEXT NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL, sum TEXT NOT NULL, PRIMARY KEY(deployment, serial)){table};
        CREATE TABLE resource(deployment TEXT NOT NULL, urn TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY(deployment, urn)){table};
        CREATE TABLE pending(deployment TEXT NOT NULL, key TEXT NOT NULL, serial BIGINT NOT NULL, body TEXT NOT NULL, PRIMARY KEY(deployment, key)){table};
        CREATE TABLE output(deployment TEXT NOT NULL, name TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY(deployment, name)){table};
        {NewInVersion2(table)}
        """;

    /// <summary>What format 1 hadn't, besides the journal's checksums.</summary>
    public static string NewInVersion2(string table) => $"""
        CREATE TABLE deployment(name TEXT NOT NULL PRIMARY KEY, serial BIGINT NOT NULL, sum TEXT NOT NULL, digest TEXT NOT NULL, token BIGINT NOT NULL,
            holder TEXT NOT NULL DEFAULT '', since TEXT NOT NULL DEFAULT '', expires BIGINT NOT NULL DEFAULT 0){table};
        CREATE TABLE checkpoint(deployment TEXT NOT NULL, serial BIGINT NOT NULL, sum TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY(deployment, serial)){table};
        CREATE INDEX journal_runs ON journal(deployment, serial) WHERE kind IN ('runStarted', 'runEnded');
        """;

    public static Statement Write(string deployment, Row row) => (row.Table, row.Body) switch
    {
        (Row.Resource, { } body) => new("INSERT INTO resource(deployment, urn, body) VALUES(@d, @k, @b) ON CONFLICT(deployment, urn) DO UPDATE SET body = excluded.body",
            ("@d", deployment), ("@k", row.Key), ("@b", body)),
        (Row.Pending, { } body) => new("INSERT INTO pending(deployment, key, serial, body) VALUES(@d, @k, @s, @b) ON CONFLICT(deployment, key) DO UPDATE SET serial = excluded.serial, body = excluded.body",
            ("@d", deployment), ("@k", row.Key), ("@s", row.Serial), ("@b", body)),
        (Row.Output, { } body) => new("INSERT INTO output(deployment, name, body) VALUES(@d, @k, @b) ON CONFLICT(deployment, name) DO UPDATE SET body = excluded.body",
            ("@d", deployment), ("@k", row.Key), ("@b", body)),
        (var table, null) => new($"DELETE FROM {table} WHERE deployment = @d AND {KeyOf(table)} = @k", ("@d", deployment), ("@k", row.Key)),
        _ => throw new ArgumentOutOfRangeException(nameof(row)),
    };

    /// <summary>Keeps a state as it is.</summary>
    /// <param name="sum">The checksum of its last entry.</param>
    public static Statement WriteCheckpoint(string deployment, DeploymentState state, string sum) => new(
        "INSERT INTO checkpoint(deployment, serial, sum, body) VALUES(@d, @s, @c, @b) ON CONFLICT(deployment, serial) DO UPDATE SET sum = excluded.sum, body = excluded.body",
        ("@d", deployment), ("@s", state.Serial), ("@c", sum), ("@b", StateJson.Write(state)));

    /// <summary>The state of a deployment. Throws <see cref="DamageException"/> when the rows aren't those that were written.</summary>
    /// <param name="key">The deployment, as the tables have it.</param>
    /// <param name="hasSums">False for a file of format 1.</param>
    /// <param name="read">Read before; taken for what is stored when it is of where the deployment is now.</param>
    public static Loaded Load(StateConnection connection, string key, string deployment, bool hasSums, IStoredJournal? read = null)
    {
        using var transaction = connection.BeginRead();
        var db = connection.Db;
        if (hasSums && read is StoredJournal before && Head(db, key) is { } now && before.ReadOnlyAt(key, now) is { } unchanged) return unchanged;
        var sums = new Dictionary<RowPlace, RowSum>();
        var head = hasSums ? Head(db, key) ?? Stores.Head.Empty
            : new Head(Number(db, "SELECT coalesce(max(serial), 0) FROM journal WHERE deployment = @d", ("@d", key)), "", RowDigest.Zero);
        var resources = Rows<ResourceState>(db, sums, Row.Resource, key).ToImmutableDictionary(r => r.Key, r => r.Value, StringComparer.Ordinal);
        var outputs = Rows<Datum>(db, sums, Row.Output, key).ToImmutableDictionary(r => r.Key, r => r.Value, StringComparer.Ordinal);
        var pending = Rows<PendingIntent>(db, sums, Row.Pending, key).Select(r => r.Value).ToImmutableList();
        if (resources.FirstOrDefault(r => r.Value.Urn != r.Key).Key is { } misplaced) throw new DamageException($"the row of {misplaced} is that of another resource");
        if (hasSums && RowSum.Of(sums.Values) != head.Digest) throw new DamageException("its rows aren't those that were written");
        var checkpoint = hasSums ? Number(db, "SELECT coalesce(max(serial), 0) FROM checkpoint WHERE deployment = @d", ("@d", key)) : 0;
        return new Loaded(new DeploymentState(deployment, head.Serial, resources, outputs, pending), head, sums, checkpoint);
    }

    /// <summary>Where a deployment is; null when there is nothing of it.</summary>
    public static Head? Head(DbConnection db, string key)
    {
        using var command = Command(db, "SELECT serial, sum, digest FROM deployment WHERE name = @d", ("@d", key));
        using var reader = command.ExecuteReader();
        return reader.Read() ? new Head(reader.GetInt64(0), reader.GetString(1), RowDigest.Parse(reader.GetString(2))) : null;
    }

    /// <summary>Those of which something exists, is in doubt, or was yielded, as the tables have them.</summary>
    public static IReadOnlyList<string> Deployments(DbConnection db, bool hasSums)
    {
        var found = Texts(db, hasSums
            ? """
              SELECT name FROM deployment WHERE EXISTS(SELECT 1 FROM resource WHERE deployment = name) OR EXISTS(SELECT 1 FROM pending WHERE deployment = name)
                OR EXISTS(SELECT 1 FROM output WHERE deployment = deployment.name)
              """
            : "SELECT deployment FROM resource UNION SELECT deployment FROM pending UNION SELECT deployment FROM output");
        found.Sort(StringComparer.Ordinal);
        return found;
    }

    public static long Number(DbConnection db, string sql, params (string, object)[] values)
    {
        using var command = Command(db, sql, values);
        return command.ExecuteScalar() switch { long number => number, int number => number, _ => 0 };
    }

    public static List<string> Texts(DbConnection db, string sql, params (string, object)[] values)
    {
        using var command = Command(db, sql, values);
        using var reader = command.ExecuteReader();
        var texts = new List<string>();
        while (reader.Read()) texts.Add(reader.GetString(0));
        return texts;
    }

    public static int Run(DbConnection db, string sql, params (string, object)[] values)
    {
        using var command = Command(db, sql, values);
        return command.ExecuteNonQuery();
    }

    public static DbCommand Command(DbConnection db, string sql, params (string Name, object Value)[] values)
    {
        var command = db.CreateCommand();
        command.CommandText = sql;
        Fill(command, values);
        return command;
    }

    private static void Fill(DbCommand command, (string Name, object Value)[] values)
    {
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
    }

    private static List<KeyValuePair<string, T>> Rows<T>(DbConnection db, Dictionary<RowPlace, RowSum> sums, string table, string deployment)
    {
        using var command = Command(db, $"SELECT {KeyOf(table)}, body FROM {table} WHERE deployment = @d{(table == Row.Pending ? " ORDER BY serial" : "")}", ("@d", deployment));
        using var reader = command.ExecuteReader();
        var rows = new List<KeyValuePair<string, T>>();
        while (reader.Read())
        {
            var (key, body) = (reader.GetString(0), reader.GetString(1));
            sums[new RowPlace(table, key)] = Row.Of(table, key, body);
            rows.Add(new(key, JsonSerializer.Deserialize<T>(body, StoredJson.Options) ?? throw new JsonException()));
        }

        return rows;
    }

    private static string KeyOf(string table) => table switch { Row.Resource => "urn", Row.Pending => "key", _ => "name" };
}
