using McpIac.Plans.Journals;
using McpIac.Plans.States;
using McpIac.Schemas.Diagnostics;
using Microsoft.Data.Sqlite;

namespace McpIac.State.Journals;

/// <summary>A journal in one SQLite file (WAL, synchronous FULL). Several deployments may share the file.</summary>
public sealed class SqliteJournal : IJournal
{
    private const int ReadOnly = 8, CantOpen = 14;
    private const string Durable = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;";

    private readonly Lock gate = new();
    private readonly string path;
    private readonly SqliteConnection connection;
    private readonly Lease? lease;
    private readonly TimeProvider time;
    private DeploymentState state;

    private SqliteJournal(string path, SqliteConnection connection, Lease? lease, TimeProvider time, DeploymentState state) =>
        (this.path, this.connection, this.lease, this.time, this.state) = (path, connection, lease, time, state);

    /// <summary>Opens for writing, alone; creates the file. MCI5001 newer, MCI5002 damaged, MCI5003 not accessible, MCI5004 in use.</summary>
    public static (IJournal? Journal, Diagnostic? Problem) Open(string path, string deployment, TimeProvider time)
    {
        Lease? lease = null;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path)) ?? ".");
            (lease, var holder) = Lease.Take(path, time);
            if (lease is null) return (null, StateProblems.Held(path, holder ?? "another process"));
            if (!File.Exists(path)) Create(path);
            var (journal, problem) = Connect(path, deployment, lease, time, SqliteOpenMode.ReadWrite);
            if (journal is null) lease.Dispose();
            return (journal, problem);
        }
        catch (Exception e) when (StateProblems.IsExpected(e))
        {
            lease?.Dispose();
            return (null, StateProblems.Of(path, e));
        }
    }

    /// <summary>Opens for reading, beside a writer if need be. A file that isn't there is an empty state, and isn't created.</summary>
    public static (IJournal? Journal, Diagnostic? Problem) OpenRead(string path, string deployment)
    {
        if (!File.Exists(path)) return (new EmptyJournal(deployment), null);
        try
        {
            return Connect(path, deployment, null, TimeProvider.System, SqliteOpenMode.ReadOnly);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is ReadOnly or CantOpen && !File.Exists(path + "-wal"))
        {
            return ReadUnchanging(path, deployment);
        }
        catch (Exception e) when (StateProblems.IsExpected(e))
        {
            return (null, StateProblems.Of(path, e));
        }
    }

    /// <summary>The deployments that a state file holds something of, in name order; none when there is no file.</summary>
    public static (IReadOnlyList<string> Names, Diagnostic? Problem) Deployments(string path)
    {
        if (!File.Exists(path)) return ([], null);
        try
        {
            using var connection = Connection(path, SqliteOpenMode.ReadOnly);
            connection.Open();
            return WrongVersion(path, connection) is { } problem ? ([], problem) : (StateTables.Deployments(connection), null);
        }
        catch (Exception e) when (StateProblems.IsExpected(e))
        {
            return ([], StateProblems.Of(path, e));
        }
    }

    public DeploymentState Read()
    {
        lock (gate)
        {
            return state;
        }
    }

    public void Append(params IReadOnlyList<JournalEntry> entries)
    {
        lock (gate)
        {
            if (lease is null) throw new InvalidOperationException("This journal was opened for reading.");
            try
            {
                using var transaction = connection.BeginTransaction();
                var next = state;
                foreach (var entry in entries)
                {
                    next = Replay.Apply(next, entry);
                    StateTables.Write(connection, transaction, next, entry, time.GetUtcNow());
                }

                transaction.Commit();
                state = next;
            }
            catch (Exception e) when (StateProblems.IsExpected(e))
            {
                throw new JournalException(StateProblems.Of(path, e), e);
            }
        }
    }

    public IReadOnlyList<RecordedEntry> History(int limit)
    {
        lock (gate)
        {
            try
            {
                return StateTables.History(connection, state.Deployment, limit);
            }
            catch (Exception e) when (StateProblems.IsExpected(e))
            {
                throw new JournalException(StateProblems.Of(path, e), e);
            }
        }
    }

    public void Dispose()
    {
        connection.Dispose();
        lease?.Dispose();
    }

    // A reader of a WAL file wants to make its -shm beside it, which a read-only folder forbids. Nobody can be writing there, so it needs none.
    private static (IJournal? Journal, Diagnostic? Problem) ReadUnchanging(string path, string deployment)
    {
        try
        {
            var uri = new UriBuilder { Scheme = "file", Host = "", Path = Path.GetFullPath(path), Query = "immutable=1" }.Uri.AbsoluteUri;
            return Connect(path, deployment, null, TimeProvider.System, SqliteOpenMode.ReadOnly, uri);
        }
        catch (Exception e) when (StateProblems.IsExpected(e))
        {
            return (null, StateProblems.Of(path, e));
        }
    }

    private static (IJournal? Journal, Diagnostic? Problem) Connect(
        string path, string deployment, Lease? lease, TimeProvider time, SqliteOpenMode mode, string? source = null)
    {
        var connection = Connection(source ?? path, mode);
        try
        {
            connection.Open();
            if (mode == SqliteOpenMode.ReadWrite) StateTables.Run(connection, null, Durable);
            if (WrongVersion(path, connection) is { } problem)
            {
                connection.Dispose();
                return (null, problem);
            }

            return (new SqliteJournal(path, connection, lease, time, StateTables.Load(connection, deployment)), null);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static Diagnostic? WrongVersion(string path, SqliteConnection connection) => StateTables.Number(connection, "PRAGMA user_version") switch
    {
        StateTables.Version => null,
        > StateTables.Version and var newer => StateProblems.Newer(path, newer, StateTables.Version),

        // A state file comes into being complete, so one without tables has lost them.
        _ => StateProblems.Damaged(path, "it is empty or isn't a state file"),
    };

    // Made aside and renamed, so that a crash or a reader never meets half of one.
    private static void Create(string path)
    {
        var fresh = path + ".new";
        foreach (var leftover in (string[])[fresh, fresh + "-wal", fresh + "-shm", path + "-wal", path + "-shm"]) File.Delete(leftover);
        CreatePrivate(fresh);
        using (var connection = Connection(fresh, SqliteOpenMode.ReadWrite))
        {
            connection.Open();
            StateTables.Run(connection, null, Durable);
            StateTables.Create(connection);
        }

        File.Move(fresh, path);
    }

    // Without a pool the file is closed when the journal is, so that it can be moved or deleted then.
    private static SqliteConnection Connection(string source, SqliteOpenMode mode) =>
        new(new SqliteConnectionStringBuilder { DataSource = source, Mode = mode, Pooling = false }.ConnectionString);

    // State tells about infrastructure, so only its owner may read it; the mode is set before anything is in it.
    private static void CreatePrivate(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
    }
}
