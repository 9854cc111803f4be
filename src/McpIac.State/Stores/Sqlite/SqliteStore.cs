using McpIac.Plans.Journals;
using McpIac.Plans.States;
using McpIac.Schemas.Diagnostics;
using McpIac.State.Journals;
using Microsoft.Data.Sqlite;

namespace McpIac.State.Stores.Sqlite;

/// <summary>State in one file. Several deployments may share it, and one process at a time writes.</summary>
public sealed class SqliteStore(string path) : IStateStore
{
    private const int ReadOnly = 8, Corrupt = 11, CantOpen = 14;
    private const string WhenHeld = "Wait until it has finished.";

    /// <inheritdoc/>
    public (IStoredJournal? Journal, Diagnostic? Problem) Open(string deployment, TimeProvider time, IStoredJournal? read = null)
    {
        var database = new SqliteDatabase(path, SqliteOpenMode.ReadWrite);
        FileLock? held = null;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path)) ?? ".");
            (held, var holder) = FileLock.Take(path, time);
            if (held is null) return (null, database.Problems.Held(holder ?? "another process", WhenHeld));
            if (!File.Exists(path)) Create();
            var (journal, problem) = Connect(database, deployment, held, time, read);
            if (journal is null) held.Dispose();
            return (journal, problem);
        }
        catch (Exception e) when (StateDatabase.IsExpected(e))
        {
            held?.Dispose();
            return (null, database.Explain(e));
        }
    }

    /// <summary>Has the database's library and the journal's statements ready, by a database in memory: the first change takes longer than dozens of others.</summary>
    public static void Prepare()
    {
        using var connection = new SqliteConnected(SqliteDatabase.Connection("", SqliteOpenMode.Memory));
        connection.Db.Open();
        StateTables.Run(connection.Db, StateTables.Schema(""));
        var access = Token(connection, "");
        var draft = new Draft("", DeploymentState.Empty(""), Head.Empty, new Dictionary<RowPlace, RowSum>());
        foreach (var entry in JournalJson.Samples) draft.Add(WrittenEntry.Of(entry), TimeProvider.System.GetUtcNow());
        connection.Commit(draft.Statements(access + 1, access, "0"));
    }

    /// <inheritdoc/>
    public (IStoredJournal? Journal, Diagnostic? Problem) OpenRead(string deployment)
    {
        if (!File.Exists(path)) return (new EmptyJournal(deployment), null);
        var database = new SqliteDatabase(path, SqliteOpenMode.ReadOnly);
        try
        {
            return Connect(database, deployment, null, TimeProvider.System);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is ReadOnly or CantOpen && !File.Exists(path + "-wal"))
        {
            return ReadUnchanging(deployment);
        }
        catch (Exception e) when (StateDatabase.IsExpected(e))
        {
            return (null, database.Explain(e));
        }
    }

    /// <summary>
    /// The state of a file's only deployment, read without locks and without a file beside it. What somebody wrote meanwhile may be missing; what isn't as one version of it was, by the checksum over
    /// all rows, isn't taken.
    /// </summary>
    /// <returns>Null where there is none, or more than one, or what was written last isn't in the file yet.</returns>
    public (string Deployment, IStoredJournal Journal)? ReadOnlyOne()
    {
        if (!File.Exists(path) || new FileInfo(path + "-wal") is { Exists: true, Length: > 0 }) return null;
        var database = Unchanging();
        try
        {
            IReadOnlyList<string> names;
            using (var connection = database.Opened())
            {
                var version = Version(connection);
                if (version != StateTables.Version) return null;
                names = StateTables.Deployments(connection, hasSums: true);
            }

            return names is [var only] && Connect(database, only, null, TimeProvider.System).Journal is { } journal ? (only, journal) : null;
        }
        catch (Exception e) when (StateDatabase.IsExpected(e))
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public (IReadOnlyList<string> Names, Diagnostic? Problem) Deployments()
    {
        if (!File.Exists(path)) return ([], null);
        var database = new SqliteDatabase(path, SqliteOpenMode.ReadOnly);
        try
        {
            using var connection = database.Opened();
            var version = Version(connection);
            return Wrong(database, version) is { } problem ? ([], problem) : (StateTables.Deployments(connection, HasSums(version)), null);
        }
        catch (Exception e) when (StateDatabase.IsExpected(e))
        {
            return ([], database.Explain(e));
        }
    }

    /// <inheritdoc/>
    public StateStamp? Stamp(string deployment)
    {
        if (!File.Exists(path)) return null;
        try
        {
            using var connection = new SqliteDatabase(path, SqliteOpenMode.ReadOnly).Opened();
            return HasSums(Version(connection)) && StateTables.Head(connection, deployment) is { } head ? new StateStamp(head.Serial, head.Sum) : null;
        }
        catch (Exception e) when (StateDatabase.IsExpected(e))
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public (IReadOnlyList<StateDamage> Damages, Diagnostic? Problem) Repair(string deployment, TimeProvider time, bool mend)
    {
        if (!File.Exists(path)) return ([], null);
        var database = new SqliteDatabase(path, SqliteOpenMode.ReadWrite);
        FileLock? held = null;
        try
        {
            (held, var holder) = FileLock.Take(path, time);
            if (held is null) return ([], database.Problems.Held(holder ?? "another process", WhenHeld));
            return RepairHeld(database, deployment, held, time, mend);
        }
        catch (Exception e) when (StateDatabase.IsExpected(e))
        {
            return ([], database.Explain(e));
        }
        finally
        {
            held?.Dispose();
        }
    }

    private (IReadOnlyList<StateDamage> Damages, Diagnostic? Problem) RepairHeld(SqliteDatabase database, string deployment, FileLock held, TimeProvider time, bool mend)
    {
        try
        {
            using var connection = new SqliteConnected(database.Opened());
            var version = Version(connection.Db);
            if (Wrong(database, version) is { } problem) return ([], problem);
            if (!SqliteSalvage.IsReadable((SqliteConnection)connection.Db)) throw new SqliteException("'pages of it can't be read'", Corrupt);
            if (!HasSums(version)) return ([], null);
            if (!mend) return (Examination.Of(Stored.Read(connection.Db, deployment), deployment, deployment).Damages, null);
            return (Stores.Repair.Mend(database, connection, deployment, deployment, new SqliteAccess(database, held, Token(connection, deployment)), time), null);
        }
        catch (SqliteException e) when (e.SqliteErrorCode == Corrupt)
        {
            return SqliteSalvage.Run(path, deployment, mend);
        }
    }

    /// <inheritdoc/>
    public (string? Holder, Diagnostic? Problem) Holder(string deployment)
    {
        try
        {
            return (FileLock.IsTaken(path) ? FileLock.Holder(path) : null, null);
        }
        catch (Exception e) when (StateDatabase.IsExpected(e))
        {
            return (null, new SqliteDatabase(path, SqliteOpenMode.ReadOnly).Explain(e));
        }
    }

    /// <inheritdoc/>
    public Diagnostic? Break(string deployment)
    {
        var database = new SqliteDatabase(path, SqliteOpenMode.ReadWrite);
        try
        {
            // First the tokens: whoever is at it must be outdated before another may begin.
            if (File.Exists(path))
            {
                using var connection = database.Opened();
                var version = Version(connection);
                if (Wrong(database, version) is { } problem) return problem;
                if (HasSums(version)) StateTables.Run(connection, "UPDATE deployment SET token = token + 1");
            }

            FileLock.Break(path);
            return null;
        }
        catch (Exception e) when (StateDatabase.IsExpected(e))
        {
            return database.Explain(e);
        }
    }

    // A reader of a WAL file wants to make its -shm beside it, which a read-only folder forbids. Nobody can be writing there, so it needs none.
    private (IStoredJournal? Journal, Diagnostic? Problem) ReadUnchanging(string deployment)
    {
        var database = Unchanging();
        try
        {
            return Connect(database, deployment, null, TimeProvider.System);
        }
        catch (Exception e) when (StateDatabase.IsExpected(e))
        {
            return (null, database.Explain(e));
        }
    }

    private SqliteDatabase Unchanging() =>
        new(path, SqliteOpenMode.ReadOnly, new UriBuilder { Scheme = "file", Host = "", Path = Path.GetFullPath(path), Query = "immutable=1" }.Uri.AbsoluteUri);

    /// <param name="held">Null for reading only.</param>
    private static (IStoredJournal? Journal, Diagnostic? Problem) Connect(SqliteDatabase database, string deployment, FileLock? held, TimeProvider time, IStoredJournal? read = null)
    {
        var connection = new SqliteConnected(database.Opened());
        try
        {
            var version = Version(connection.Db);
            if (Wrong(database, version) is { } problem)
            {
                connection.Dispose();
                return (null, problem);
            }

            if (held is not null && version < StateTables.Version) SqliteMigration.Run((SqliteConnection)connection.Db, version);
            var access = held is null ? null : new SqliteAccess(database, held, Token(connection, deployment));
            var loaded = StateTables.Load(connection, deployment, deployment, held is not null || HasSums(version), read);
            return (new StoredJournal(database, connection, deployment, loaded, access, time) { HasCheckpoints = held is not null || HasSums(version) }, null);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static long Token(SqliteConnected connection, string deployment)
    {
        StateTables.Run(connection.Db, "INSERT INTO deployment(name, serial, sum, digest, token) VALUES(@d, 0, '', @g, 0) ON CONFLICT(name) DO NOTHING",
            ("@d", deployment), ("@g", Head.Empty.Digest.ToString()));
        return StateTables.Number(connection.Db, "SELECT token FROM deployment WHERE name = @d", ("@d", deployment));
    }

    private static long Version(System.Data.Common.DbConnection connection) => StateTables.Number(connection, "PRAGMA user_version");

    private static bool HasSums(long version) => version >= 2;

    private static Diagnostic? Wrong(SqliteDatabase database, long version) => version switch
    {
        > StateTables.Version => database.Problems.Newer(version, StateTables.Version),

        // A state file comes into being complete, so one without tables has lost them.
        < 1 => database.Problems.Damaged("it is empty or isn't a state file"),
        _ => null,
    };

    // Made aside and renamed, so that a crash or a reader never meets half of one.
    private void Create()
    {
        var fresh = path + ".new";
        foreach (var leftover in (string[])[path + "-wal", path + "-shm"]) File.Delete(leftover);
        Create(fresh);
        File.Move(fresh, path);
    }

    /// <summary>A file with its tables and nothing in them.</summary>
    internal static void Create(string fresh)
    {
        foreach (var leftover in (string[])[fresh, fresh + "-wal", fresh + "-shm"]) File.Delete(leftover);
        CreatePrivate(fresh);
        using var connection = new SqliteDatabase(fresh, SqliteOpenMode.ReadWrite).Opened();
        SqliteMigration.Create(connection);
        SqliteDatabase.FoldLog(connection);
    }

    // State tells about infrastructure, so only its owner may read it; the mode is set before anything is in it.
    private static void CreatePrivate(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
    }
}
