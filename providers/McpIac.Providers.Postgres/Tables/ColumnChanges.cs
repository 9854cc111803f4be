using McpIac.Providers.Handlers;
using McpIac.Providers.Postgres.Connections;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Postgres.Tables;

/// <summary>What brings a table's columns to what is asked.</summary>
internal static class ColumnChanges
{
    /// <exception cref="ProviderException">invalid: data would be lost that nobody gave up; unsupported: it can't be done in place.</exception>
    public static IEnumerable<string> Of(string table, TableProperties before, TableProperties asked)
    {
        var there = before.Columns.ToDictionary(c => c.Name, StringComparer.Ordinal);
        var kept = new HashSet<string>(StringComparer.Ordinal);
        var statements = new List<string>();
        for (var i = 0; i < asked.Columns.Count; i++)
        {
            var column = asked.Columns[i];
            if (!there.TryGetValue(column.Name, out var was))
            {
                if (column.PreviousName is not { } former || !there.TryGetValue(former, out was))
                {
                    statements.Add($"ALTER TABLE {table} ADD COLUMN {TableStatements.Column(column)}");
                    continue;
                }

                statements.Add($"ALTER TABLE {table} RENAME COLUMN {Sql.Name(former)} TO {Sql.Name(column.Name)}");
            }

            kept.Add(was.Name);
            statements.AddRange(Change(table, was, column, i));
        }

        string[] left = [.. there.Keys.Where(n => !kept.Contains(n))];
        if (left.Length > 0 && !asked.DropColumns)
        {
            throw new ProviderException(ErrorCodes.Invalid,
                $"The columns {string.Join(", ", left)} of {asked.Name} aren't in the program any more. With dropColumns they are dropped with their data; one that has another name now says so by previousName.", path: "/columns");
        }

        return [.. left.Select(n => $"ALTER TABLE {table} DROP COLUMN {Sql.Name(n)}"), .. statements];
    }

    private static IEnumerable<string> Change(string table, ColumnProperties was, ColumnProperties asked, int index)
    {
        if (was.Generated != asked.Generated)
            throw new ProviderException(ErrorCodes.Unsupported, $"What {asked.Name} is computed from can't be changed; drop the column and add another.", path: $"/columns/{index}/generated");
        var alter = $"ALTER TABLE {table} ALTER COLUMN {Sql.Name(asked.Name)}";
        if (was.Type != asked.Type)
        {
            // A default of the old type may have no cast to the new one.
            if (was.Default is not null) yield return $"{alter} DROP DEFAULT";
            yield return $"{alter} TYPE {asked.Type} USING {Sql.Name(asked.Name)}::{asked.Type}";
        }

        if (was.Identity is not null && asked.Identity is null) yield return $"{alter} DROP IDENTITY";
        if (was.Nullable != asked.Nullable && (asked.Nullable ? asked.Identity is null : true)) yield return $"{alter} {(asked.Nullable ? "DROP" : "SET")} NOT NULL";
        if (asked.Identity is { } identity && was.Identity != identity)
            yield return was.Identity is null ? $"{alter} ADD GENERATED {TableStatements.Identity(identity)} AS IDENTITY" : $"{alter} SET GENERATED {TableStatements.Identity(identity)}";
        if (asked.Default is null && was.Default is not null && was.Type == asked.Type) yield return $"{alter} DROP DEFAULT";
        if (asked.Default is { } value && (was.Default != value || was.Type != asked.Type)) yield return $"{alter} SET DEFAULT ({value})";
    }
}
