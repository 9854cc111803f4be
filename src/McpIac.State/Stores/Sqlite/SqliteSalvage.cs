using System.Data.Common;
using McpIac.Schemas.Diagnostics;
using McpIac.State.Stores;
using Microsoft.Data.Sqlite;

namespace McpIac.State.Stores.Sqlite;

/// <summary>Copies what can still be read of a state file with unreadable pages into a new one, from both ends of each table, and takes that when the checksums say that nothing is missing of the state.</summary>
internal static class SqliteSalvage
{
    private static readonly (string Name, string Columns)[] Tables =
    [
        ("journal", "deployment, serial, at, kind, body, sum"), ("resource", "deployment, urn, body"), ("pending", "deployment, key, serial, body"), ("output", "deployment, name, body"),
        ("deployment", "name, serial, sum, digest, token, holder, since, expires"), ("checkpoint", "deployment, serial, sum, body"),
    ];

    public static bool IsReadable(SqliteConnection connection) => StateTables.Texts(connection, "PRAGMA quick_check(1)") is ["ok"];

    /// <returns>What is wrong besides. The damaged file is kept, under another name, when the new one takes its place.</returns>
    public static (IReadOnlyList<StateDamage> Damages, Diagnostic? Problem) Run(string path, string deployment, bool mend)
    {
        var (fresh, kept) = (path + ".salvaged", path + ".damaged");
        SqliteStore.Create(fresh);
        var damages = new List<StateDamage>();
        try
        {
            using (var to = new SqliteDatabase(fresh, SqliteOpenMode.ReadWrite).Opened())
            {
                using (var from = new SqliteDatabase(path, SqliteOpenMode.ReadOnly).Opened())
                {
                    foreach (var (name, columns) in Tables) Copy(from, to, name, columns);
                }

                // Every deployment that there is a trace of must come through.
                var names = StateTables.Texts(to, "SELECT name FROM deployment UNION SELECT deployment FROM journal UNION SELECT deployment FROM resource UNION SELECT deployment FROM checkpoint").Append(deployment).Distinct().ToArray();
                var examined = names.Select(n => (Name: n, Found: Examination.Of(Stored.Read(to, n), n, n))).ToArray();
                damages.AddRange(examined.SelectMany(e => e.Found.Damages));
                var isWhole = examined.All(e => e.Found.State is not null && StateTables.Head(to, e.Name) is { Serial: > 0 });
                damages.Insert(0, new StateDamage("pages of it can't be read", isWhole ? $"what they held is made anew; the damaged file is kept as {Path.GetFileName(kept)}" : null, IsGrave: true));
                if (!isWhole || !mend) return (damages, null);
                using var connected = new SqliteConnected(to);
                foreach (var (name, found) in examined)
                {
                    var token = StateTables.Number(to, "SELECT token FROM deployment WHERE name = @d", ("@d", name));
                    connected.Commit(found.Statements(token + 1, token));
                }

                SqliteDatabase.FoldLog(to);
            }

            foreach (var end in (string[])["", "-wal", "-shm"])
            {
                if (File.Exists(path + end)) File.Move(path + end, kept + end, overwrite: true);
            }

            File.Move(fresh, path);
            return (damages, null);
        }
        finally
        {
            foreach (var end in (string[])["", "-wal", "-shm"]) File.Delete(fresh + end);
        }
    }

    private static void Copy(SqliteConnection from, SqliteConnection to, string table, string columns)
    {
        var names = columns.Split(", ");
        using var transaction = to.BeginTransaction();
        using var insert = new SqliteCommand($"INSERT OR IGNORE INTO {table}({columns}) VALUES({string.Join(", ", names.Select((_, i) => $"@{i}"))})", to, transaction);
        foreach (var order in (string[])["ASC", "DESC"])
        {
            try
            {
                using var select = new SqliteCommand($"SELECT {columns} FROM {table} ORDER BY {names[0]} {order}, {names[1]} {order}", from);
                using var reader = select.ExecuteReader();
                while (reader.Read())
                {
                    insert.Parameters.Clear();
                    for (var i = 0; i < names.Length; i++) insert.Parameters.AddWithValue($"@{i}", reader.GetValue(i));
                    insert.ExecuteNonQuery();
                }
            }
            catch (DbException)
            {
                // So far, and no further; the checksums will tell whether it is enough.
            }
        }

        transaction.Commit();
    }
}
