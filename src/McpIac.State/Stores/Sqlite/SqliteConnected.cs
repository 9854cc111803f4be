using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace McpIac.State.Stores.Sqlite;

/// <summary>An open state file. Its statements are few and always the same, so each is parsed once.</summary>
internal sealed class SqliteConnected(SqliteConnection connection) : StateConnection(connection)
{
    private static readonly Statement Begin = new("BEGIN IMMEDIATE"), End = new("COMMIT"), Undo = new("ROLLBACK");

    private readonly Dictionary<string, SqliteStatement> prepared = new(StringComparer.Ordinal);

    public override DbTransaction BeginRead() => connection.BeginTransaction(deferred: true);

    public override bool Commit(IReadOnlyList<Statement> statements)
    {
        Run(Begin);
        try
        {
            for (var i = 0; i < statements.Count; i++)
            {
                if (Run(statements[i]) == 0 && i == 0) return false;
            }

            Run(End);
            return true;
        }
        finally
        {
            // What isn't done by now is as if it had never been; some errors have seen to that already.
            if (raw.sqlite3_get_autocommit(connection.Handle) == 0) Run(Undo);
        }
    }

    public override void Dispose()
    {
        foreach (var statement in prepared.Values) statement.Dispose();
        base.Dispose();
    }

    private int Run(Statement statement)
    {
        if (!prepared.TryGetValue(statement.Sql, out var known)) prepared[statement.Sql] = known = new SqliteStatement(connection, statement.Sql);
        return known.Run(statement.Values);
    }
}
