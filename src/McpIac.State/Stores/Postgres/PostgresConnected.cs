using System.Data;
using System.Data.Common;
using Npgsql;

namespace McpIac.State.Stores.Postgres;

/// <summary>An open connection to a state database. Statements travel together, so that a transaction takes two round trips however many there are.</summary>
internal sealed class PostgresConnected(NpgsqlConnection connection) : StateConnection(connection)
{
    public override DbTransaction BeginRead() => connection.BeginTransaction(IsolationLevel.RepeatableRead);

    public override bool Commit(IReadOnlyList<Statement> statements)
    {
        using var transaction = connection.BeginTransaction();
        using var batch = new NpgsqlBatch(connection, transaction);

        // Without a row it divides by zero: that ends the batch on the server, where all of it already is.
        foreach (var (sql, values) in statements.Select((s, i) => i > 0 ? s : s with { Sql = $"WITH changed AS ({s.Sql} RETURNING 1) SELECT 1 / count(*) FROM changed" }))
        {
            var command = new NpgsqlBatchCommand(sql);
            foreach (var (name, value) in values) command.Parameters.AddWithValue(name, value);
            batch.BatchCommands.Add(command);
        }

        try
        {
            batch.ExecuteNonQuery();
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.DivisionByZero)
        {
            return false;
        }

        transaction.Commit();
        return true;
    }
}
