using McpIac.Plans.Journals;
using McpIac.State.Journals;

namespace McpIac.State.Stores;

/// <summary>Mends what is stored of a deployment.</summary>
internal static class Repair
{
    public const string Kind = "state repair";

    /// <returns>What was wrong. Nothing was changed when a grave damage has no remedy.</returns>
    public static IReadOnlyList<StateDamage> Mend(StateDatabase database, StateConnection connection, string key, string deployment, WriteAccess access, TimeProvider time)
    {
        var examination = Examination.Of(Stored.Read(connection.Db, key), key, deployment);
        if (examination.State is not { } state) return examination.Damages;
        if (examination.MendsSomething && !connection.Commit(examination.Statements(access.Token, access.Known))) throw new JournalException(access.TakenOver());
        if (examination.MendsSomething) access.Wrote();
        var entries = examination.Entries();
        if (entries.Count == 0 && !examination.MendsSomething) return examination.Damages;

        // Its own version, so that the history says what happened.
        var journal = new StoredJournal(database, connection, key, StateTables.Load(connection, key, state.Deployment, hasSums: true), access, time);
        var run = Guid.CreateVersion7().ToString("N");
        journal.Append([new RunStarted(run, Kind), .. entries, new RunEnded(run, "succeeded")]);
        return examination.Damages;
    }
}
