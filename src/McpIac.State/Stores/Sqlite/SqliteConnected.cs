using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace McpIac.State.Stores.Sqlite;

/// <summary>An open state file. Its statements are few and always the same, so each is parsed once.</summary>
internal sealed class SqliteConnected(SqliteConnection connection) : StateConnection(connection)
{
    private readonly Dictionary<string, SqliteCommand> prepared = new(StringComparer.Ordinal);

    public override DbTransaction BeginRead() => connection.BeginTransaction(deferred: true);

    public override bool Commit(IReadOnlyList<Statement> statements)
    {
        using var transaction = connection.BeginTransaction();
        for (var i = 0; i < statements.Count; i++)
        {
            if (Run(statements[i], transaction) == 0 && i == 0) return false;
        }

        transaction.Commit();
        return true;
    }

    public override void Dispose()
    {
        foreach (var command in prepared.Values) command.Dispose();
        base.Dispose();
    }

    private int Run(Statement statement, SqliteTransaction transaction)
    {
        if (!prepared.TryGetValue(statement.Sql, out var command)) prepared[statement.Sql] = command = new SqliteCommand(statement.Sql, connection);
        command.Transaction = transaction;
        command.Parameters.Clear();
        foreach (var (name, value) in statement.Values) command.Parameters.AddWithValue(name, value);
        return command.ExecuteNonQuery();
    }
}
