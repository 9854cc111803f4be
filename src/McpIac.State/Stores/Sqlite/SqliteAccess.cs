using McpIac.Schemas.Diagnostics;

namespace McpIac.State.Stores.Sqlite;

/// <summary>The right to write to a state file. Its token is taken with the first write, so that a run that changes nothing leaves the file as it is.</summary>
internal sealed class SqliteAccess(SqliteDatabase database, FileLock held, long known) : WriteAccess(known + 1, known)
{
    public override Diagnostic TakenOver() => database.Problems.TakenOver(FileLock.Holder(database.Path));

    public override void Dispose() => held.Dispose();
}
