using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using McpIac.Plans.Journals;
using McpIac.Plans.States;
using McpIac.State.Journals;

namespace McpIac.State.Stores;

/// <summary>What the journal tells of the past.</summary>
internal static class StateHistory
{
    /// <summary>The newest entries first.</summary>
    public static IReadOnlyList<RecordedEntry> Entries(DbConnection db, string key, int limit) =>
        Entries(db, "SELECT serial, at, kind, body FROM journal WHERE deployment = @d ORDER BY serial DESC LIMIT @n", ("@d", key), ("@n", (long)limit));

    /// <summary>The newest first.</summary>
    public static IReadOnlyList<RecordedEntry> Snapshots(DbConnection db, string key, int limit) =>
        Entries(db, "SELECT serial, at, kind, body FROM journal WHERE deployment = @d AND kind = 'snapshotTaken' ORDER BY serial DESC LIMIT @n", ("@d", key), ("@n", (long)limit));

    public static IReadOnlyList<StateVersion> Versions(DbConnection db, string key, long serial, int limit)
    {
        // The runs that ended have two entries; one more tells where the oldest one began.
        var marks = Entries(db, "SELECT serial, at, kind, body FROM journal WHERE deployment = @d AND kind IN ('runStarted', 'runEnded') ORDER BY serial DESC LIMIT @n",
            ("@d", key), ("@n", 2L * limit + 1)).Reverse().ToArray();
        var versions = new List<StateVersion>();
        var before = 0L;
        for (var i = 0; i < marks.Length; i++)
        {
            if (marks[i].Entry is not RunStarted started)
            {
                before = marks[i].Serial;
                continue;
            }

            var end = marks.ElementAtOrDefault(i + 1);
            var ended = end?.Entry as RunEnded;
            var last = ended is not null ? end!.Serial : (end?.Serial ?? serial + 1) - 1;
            versions.Add(new StateVersion(last, started.RunId, started.Kind, marks[i].At, ended is null ? null : end!.At, ended?.Outcome ?? "unfinished", Changes(db, key, before, last)));
            before = last;
        }

        versions.Reverse();
        return [.. versions.Take(limit)];
    }

    /// <summary>The state after the entry of a serial, from the last checkpoint before it; null when there is no such entry yet.</summary>
    public static DeploymentState? At(DbConnection db, string key, string deployment, long serial, bool hasCheckpoints)
    {
        if (serial < 0 || serial > StateTables.Number(db, "SELECT coalesce(max(serial), 0) FROM journal WHERE deployment = @d", ("@d", key))) return null;
        var state = (hasCheckpoints ? Checkpoint(db, key, serial) : null) ?? DeploymentState.Empty(deployment);
        var entries = Entries(db, "SELECT serial, at, kind, body FROM journal WHERE deployment = @d AND serial > @f AND serial <= @t ORDER BY serial", ("@d", key), ("@f", state.Serial), ("@t", serial));
        return Replay.Apply(state, entries.Select(e => e.Entry));
    }

    /// <summary>The newest checkpoint that isn't after a serial and can be read.</summary>
    private static DeploymentState? Checkpoint(DbConnection db, string key, long serial)
    {
        var body = StateTables.Texts(db, "SELECT body FROM checkpoint WHERE deployment = @d AND serial <= @s ORDER BY serial DESC LIMIT 1", ("@d", key), ("@s", serial));
        return body is [var text] ? StateJson.Read(text) is { State: { } state } ? state : throw new DamageException("a checkpoint isn't what was written") : null;
    }

    private static int Changes(DbConnection db, string key, long after, long until) => (int)StateTables.Number(db,
        "SELECT count(*) FROM journal WHERE deployment = @d AND serial > @f AND serial <= @t AND kind IN ('resourceConfirmed', 'resourceGone')", ("@d", key), ("@f", after), ("@t", until));

    private static IReadOnlyList<RecordedEntry> Entries(DbConnection db, string sql, params (string, object)[] values)
    {
        using var command = StateTables.Command(db, sql, values);
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
}
