using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace McpIac.State.Stores.Sqlite;

/// <summary>An open state file. Its statements are few and always the same, so each is parsed once.</summary>
internal sealed class SqliteConnected(SqliteConnection connection) : StateConnection(connection)
{
    private readonly Dictionary<string, SqliteStatement> prepared = new(StringComparer.Ordinal);

    public override DbTransaction BeginRead() => connection.BeginTransaction(deferred: true);

    public override bool Commit(IReadOnlyList<Statement> statements)
    {
        using var transaction = connection.BeginTransaction();
        for (var i = 0; i < statements.Count; i++)
        {
            if (Run(statements[i]) == 0 && i == 0) return false;
        }

        transaction.Commit();
        return true;
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
