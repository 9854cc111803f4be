using System.Data.Common;
using McpIac.Plans.Journals;
using McpIac.Plans.States;
using McpIac.Schemas.Data;

namespace McpIac.State.Stores;

/// <summary>All that the tables have of a deployment, as it stands there: nothing of it is believed.</summary>
/// <param name="Head">Null when there is none, or it can't be read.</param>
/// <param name="Entries">In the order of their serials.</param>
internal sealed record Stored(Head? Head, IReadOnlyList<StoredEntry> Entries, IReadOnlyList<(long Serial, string Sum, string Body)> Checkpoints, IReadOnlyList<Row> Rows)
{
    public static Stored Read(DbConnection db, string key)
    {
        Head? head = null;
        try
        {
            head = StateTables.Head(db, key);
        }
        catch (Exception e) when (e is FormatException or InvalidCastException or OverflowException)
        {
            // It is as good as lost, and can be made again from the journal.
        }

        return new Stored(
            head,
            List(db, "SELECT serial, at, kind, body, sum FROM journal WHERE deployment = @d ORDER BY serial", key, r => new StoredEntry(r.GetInt64(0), Text(r, 1), Text(r, 2), Text(r, 3), Text(r, 4))),
            List(db, "SELECT serial, sum, body FROM checkpoint WHERE deployment = @d ORDER BY serial", key, r => (r.GetInt64(0), Text(r, 1), Text(r, 2))),
            [
                .. List(db, "SELECT urn, body FROM resource WHERE deployment = @d", key, r => new Row(Row.Resource, Text(r, 0), 0, Text(r, 1))),
                .. List(db, "SELECT key, body, serial FROM pending WHERE deployment = @d ORDER BY serial", key, r => new Row(Row.Pending, Text(r, 0), r.GetInt64(2), Text(r, 1))),
                .. List(db, "SELECT name, body FROM output WHERE deployment = @d", key, r => new Row(Row.Output, Text(r, 0), 0, Text(r, 1))),
            ]);
    }

    /// <summary>What the rows add up to; null when they aren't those that were written.</summary>
    public DeploymentState? OfRows(string deployment)
    {
        if (Head is null || RowSum.Of(Rows.Select(r => r.Sum)) != Head.Digest) return null;
        var resources = Rows.Where(r => r.Table == Row.Resource).Select(r => (r.Key, Value: r.Read<ResourceState>())).ToArray();
        var pending = Rows.Where(r => r.Table == Row.Pending).Select(r => r.Read<PendingIntent>()).ToArray();
        var outputs = Rows.Where(r => r.Table == Row.Output).Select(r => (r.Key, Value: r.Read<Datum>())).ToArray();
        if (resources.Any(r => r.Value?.Urn != r.Key) || pending.Contains(null) || outputs.Any(o => o.Value is null)) return null;
        return new DeploymentState(deployment, Head.Serial, resources.ToDictionary(r => r.Key, r => r.Value!, StringComparer.Ordinal), outputs.ToDictionary(o => o.Key, o => o.Value!, StringComparer.Ordinal), [.. pending.OfType<PendingIntent>()]);
    }

    private static List<T> List<T>(DbConnection db, string sql, string key, Func<DbDataReader, T> read)
    {
        using var command = StateTables.Command(db, sql, ("@d", key));
        using var reader = command.ExecuteReader();
        var all = new List<T>();
        while (reader.Read()) all.Add(read(reader));
        return all;
    }

    // What isn't a text any more isn't one that was written either.
    private static string Text(DbDataReader reader, int column) => reader.GetValue(column) as string ?? "";
}

/// <summary>One row of the journal.</summary>
internal sealed record StoredEntry(long Serial, string At, string Kind, string Body, string Sum)
{
    /// <summary>It is what was written behind an entry with this checksum.</summary>
    public bool Follows(string sum) => Sum == Draft.Chained(sum, Serial, At, Kind, Body) && JournalJson.Read(Kind, Body) is not null;
}
