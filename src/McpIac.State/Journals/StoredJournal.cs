using System.Data;
using System.Runtime.ExceptionServices;
using McpIac.Plans.Journals;
using McpIac.Plans.States;
using McpIac.Schemas.Diagnostics;
using McpIac.State.Stores;

namespace McpIac.State.Journals;

/// <summary>
/// A journal in tables. What several threads append at the same time travels in one transaction: whoever comes first writes for all that wait by then.
/// Every write says which token it is made under; when the deployment has another, somebody else has taken over, and nothing is written.
/// </summary>
internal sealed class StoredJournal : IStoredJournal
{
    // A checkpoint is read as fast as two entries for each of its resources: it is worth its making where there are several times as many since the last one.
    private const int CheckpointAfter = 1000, EntriesPerResource = 4;

    private readonly Lock gate = new();
    private readonly WriteQueue queue = new();
    private readonly StateDatabase database;
    private readonly string key;
    private readonly WriteAccess? access;
    private readonly TimeProvider time;
    private readonly Dictionary<RowPlace, RowSum> sums;
    private StateConnection? connection;
    private volatile DeploymentState state;
    private Head head;
    private Diagnostic? end;
    private long checkpoint;

    /// <param name="key">The deployment, as the tables have it.</param>
    /// <param name="access">Null for reading only.</param>
    public StoredJournal(StateDatabase database, StateConnection connection, string key, Loaded loaded, WriteAccess? access, TimeProvider time)
    {
        (this.database, this.connection, this.key, this.access, this.time) = (database, connection, key, access, time);
        (state, head, sums, checkpoint) = (loaded.State, loaded.Head, loaded.Sums, loaded.Checkpoint);
    }

    /// <summary>False for a file of format 1 that is only read.</summary>
    public bool HasCheckpoints { get; init; } = true;

    /// <summary>How long a database that went away is waited for.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(1);

    public DeploymentState Read() => state;

    /// <summary>What was read, when this was opened for reading and the deployment is still where it was then; else null.</summary>
    /// <param name="key">The deployment, as the tables have it.</param>
    internal Loaded? ReadOnlyAt(string key, Head now) =>
        access is null && HasCheckpoints && key == this.key && now == head ? new Loaded(state, head, new Dictionary<RowPlace, RowSum>(sums), checkpoint) : null;

    public void Append(params IReadOnlyList<JournalEntry> entries)
    {
        if (access is null) throw new InvalidOperationException("This journal was opened for reading.");
        var mine = new PendingWrite(entries);
        queue.Add(mine);
        queue.Finish(mine, group => WriteGroup(group, access));
        if (mine.Problem is not { } problem) return;
        if (problem is JournalException known) throw new JournalException(known.Problem, known);
        ExceptionDispatchInfo.Throw(problem);
    }

    public IReadOnlyList<RecordedEntry> History(int limit) => Ask(c => StateHistory.Entries(c.Db, key, limit));

    public IReadOnlyList<StateVersion> Versions(int limit) => Ask(c => StateHistory.Versions(c.Db, key, state.Serial, limit));

    public IReadOnlyList<RecordedEntry> Snapshots(int limit) => Ask(c => StateHistory.Snapshots(c.Db, key, limit));

    public DeploymentState? ReadAt(long serial) => serial == state.Serial ? state : Ask(c => StateHistory.At(c.Db, key, state.Deployment, serial, HasCheckpoints));

    public void Dispose()
    {
        lock (gate) connection?.Dispose();
        access?.Dispose();
    }

    private T Ask<T>(Func<StateConnection, T> question)
    {
        lock (gate)
        {
            try
            {
                if (connection is { Db.State: not ConnectionState.Open }) Disconnect();
                return question(connection ??= database.Connect());
            }
            catch (Exception e) when (StateDatabase.IsExpected(e))
            {
                if (database.IsLost(e)) Disconnect();
                throw new JournalException(database.Explain(e), e);
            }
        }
    }

    private void WriteGroup(IReadOnlyList<PendingWrite> group, WriteAccess access)
    {
        var problem = Write(group, access);

        // One that can't be written must not take the others with it.
        foreach (var one in group) one.End(problem is null || end is not null || group.Count == 1 ? problem : Write([one], access));
    }

    private Exception? Write(IReadOnlyList<PendingWrite> group, WriteAccess access)
    {
        lock (gate) return WriteLocked(group, access);
    }

    private Exception? WriteLocked(IReadOnlyList<PendingWrite> group, WriteAccess access)
    {
        if (end is not null) return new JournalException(end);
        try
        {
            var draft = new Draft(key, state, head, sums);
            foreach (var entry in group.SelectMany(w => w.Entries)) draft.Add(entry, time.GetUtcNow());
            var isDue = group[^1].Entries is [.., { Entry: RunEnded }] && draft.State.Serial - checkpoint >= Math.Max(CheckpointAfter, (long)EntriesPerResource * draft.State.Resources.Count);
            if (isDue) draft.KeepCheckpoint();
            if (!Commit(draft, access)) throw new JournalException(end = access.TakenOver());
            foreach (var (place, sum) in draft.Changed)
            {
                if (sum.Value == RowDigest.Zero) sums.Remove(place);
                else sums[place] = sum;
            }

            (state, head, checkpoint) = (draft.State, draft.Head, isDue ? draft.State.Serial : checkpoint);
            return null;
        }
        catch (Exception e) when (StateDatabase.IsExpected(e))
        {
            if (database.IsLost(e)) end = database.Problems.Lost(database.Words(e), Patience);
            return new JournalException(end ?? database.Explain(e), e);
        }
        catch (Exception bug)
        {
            return bug;
        }
    }

    /// <summary>False when somebody else has taken over. A connection that broke is made again; whether what was sent by then was done, the deployment's last checksum tells.</summary>
    private bool Commit(Draft draft, WriteAccess access)
    {
        var began = time.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                if (connection is { Db.State: not ConnectionState.Open }) Disconnect();
                connection ??= database.Connect();
                if (attempt > 0 && IsWritten(draft, connection)) return access.Wrote();
                if (connection.Commit(draft.Statements(access.Token, access.Known, database.Renewed))) return access.Wrote();

                // What was sent before the connection broke may have been done only now.
                return attempt > 0 && IsWritten(draft, connection) && access.Wrote();
            }
            catch (Exception e) when (database.IsLost(e) && time.GetElapsedTime(began) < Patience)
            {
                Disconnect();
                Task.Delay(TimeSpan.FromMilliseconds(Math.Min(5000, 50 << Math.Min(attempt, 7))), time).GetAwaiter().GetResult();
            }
        }
    }

    private bool IsWritten(Draft draft, StateConnection connection) => StateTables.Head(connection.Db, key)?.Sum == draft.Head.Sum;

    private void Disconnect()
    {
        connection?.Dispose();
        connection = null;
    }
}
