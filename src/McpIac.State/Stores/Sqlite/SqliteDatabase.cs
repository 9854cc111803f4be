using McpIac.Schemas.Diagnostics;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace McpIac.State.Stores.Sqlite;

/// <summary>State in an SQLite file: WAL, and each commit on the disk before it counts.</summary>
/// <param name="source">What to open instead of the path: a URI; null for the path.</param>
internal sealed class SqliteDatabase(string path, SqliteOpenMode mode, string? source = null) : StateDatabase
{
    public const string Durable = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;";
    private const int Corrupt = 11, NotADatabase = 26;

    // Whoever writes has the file to itself, but a reader may just be recovering what a crash left.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private const string Remedy = "Check the permissions and the free space of its folder.";

    public string Path => path;
    public override string Name => $"state file {path}";

    // The operating system knows when a writer is gone; nothing runs out.
    public override string Renewed => "0";

    public override StateConnection Connect() => new SqliteConnected(Opened());

    public SqliteConnection Opened()
    {
        var connection = Connection(source ?? path, mode);
        try
        {
            connection.Open();
            raw.sqlite3_busy_timeout(connection.Handle, (int)Patience.TotalMilliseconds);
            if (mode == SqliteOpenMode.ReadWrite) StateTables.Run(connection, Durable);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Moves what is in the log beside a file into it. Closing does that too, but is silent when the disk is full, and a file that is renamed then lacks what its log had.</summary>
    public static void FoldLog(SqliteConnection connection)
    {
        if (StateTables.Number(connection, "PRAGMA wal_checkpoint(TRUNCATE)") != 0) throw new IOException("it can't be written whole");
    }

    // Without a pool the file is closed when the journal is, so that it can be moved or deleted then.
    public static SqliteConnection Connection(string source, SqliteOpenMode mode) =>
        new(new SqliteConnectionStringBuilder { DataSource = source, Mode = mode, Pooling = false }.ConnectionString);

    public override bool IsLost(Exception problem) => false;

    public override Diagnostic Explain(Exception problem) => problem switch
    {
        SqliteException { SqliteErrorCode: Corrupt or NotADatabase } => Problems.Damaged(Words(problem)),
        SqliteException => Problems.Inaccessible(Words(problem), Remedy),
        _ => Problems.Of(problem, Remedy),
    };

    // "SQLite Error 26: 'file is not a database'." → file is not a database
    public override string Words(Exception problem)
    {
        var (from, to) = (problem.Message.IndexOf('\'', StringComparison.Ordinal), problem.Message.LastIndexOf('\''));
        return from >= 0 && to > from ? problem.Message[(from + 1)..to] : problem.Message;
    }
}
