using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace McpIac.State.Stores.Sqlite;

/// <summary>A statement that is parsed once and run often. It is run through the library's own interface: a command of ADO.NET costs several times what the statement itself does.</summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3? database;
    private readonly sqlite3_stmt statement;
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);

    /// <exception cref="SqliteException">It is no statement of this database.</exception>
    public SqliteStatement(SqliteConnection connection, string sql)
    {
        database = connection.Handle;
        Check(raw.sqlite3_prepare_v2(database, sql, out statement));
        for (var i = 1; i <= raw.sqlite3_bind_parameter_count(statement); i++) places[raw.sqlite3_bind_parameter_name(statement, i).utf8_to_string()] = i;
    }

    /// <summary>Inside of a transaction that may write.</summary>
    /// <param name="values">Texts and whole numbers, each by its parameter's name.</param>
    /// <returns>How many rows it changed.</returns>
    public int Run(IReadOnlyList<(string Name, object Value)> values)
    {
        for (var i = 0; i < values.Count; i++)
        {
            var (name, value) = values[i];
            Check(value switch
            {
                string text => raw.sqlite3_bind_text(statement, places[name], text),
                long number => raw.sqlite3_bind_int64(statement, places[name], number),
                _ => throw new ArgumentOutOfRangeException(nameof(values), value, "neither a text nor a whole number"),
            });
        }

        var result = raw.sqlite3_step(statement);
        raw.sqlite3_reset(statement);
        if (result is not (raw.SQLITE_DONE or raw.SQLITE_ROW)) Check(result);
        return raw.sqlite3_changes(database);
    }

    public void Dispose() => statement.Dispose();

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, database);
}
