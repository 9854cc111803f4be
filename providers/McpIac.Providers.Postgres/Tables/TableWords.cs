using McpIac.Schemas.Data;

namespace McpIac.Providers.Postgres.Tables;

/// <summary>
/// Types and expressions can be written in many ways, and the server tells of them in its own (<c>int</c> is <c>integer</c>). What it told right after a change is kept with the object; as long as it
/// tells the same, the column is as it was written.
/// </summary>
internal static class TableWords
{
    /// <summary>What the server tells of each column, to be kept.</summary>
    public static Datum Told(TableProperties there) => Datum.MapOf(there.Columns.Select(c => new KeyValuePair<string, Datum>(c.Name, Datum.Of(Told(c)))));

    /// <summary>What is there, in the words of what was asked for.</summary>
    /// <param name="told">What was kept; null when nothing was.</param>
    public static TableProperties In(TableProperties there, TableProperties asked, Datum? told) => there with
    {
        Database = string.IsNullOrEmpty(asked.Database) ? there.Database : asked.Database,
        DropColumns = asked.DropColumns,
        Comment = string.IsNullOrEmpty(there.Comment) && string.IsNullOrEmpty(asked.Comment) ? asked.Comment : there.Comment,
        Columns = Ordered([.. there.Columns.Select(c => In(c, asked, told))], asked.Columns ?? []),
        PrimaryKey = Kept(there.PrimaryKey, asked.PrimaryKey),
        Unique = Kept(there.Unique, asked.Unique),
        ForeignKeys = Kept(there.ForeignKeys, asked.ForeignKeys),
        Indexes = Kept(there.Indexes, asked.Indexes),
    };

    private static ColumnProperties In(ColumnProperties there, TableProperties asked, Datum? told)
    {
        if (asked.Columns?.FirstOrDefault(c => c.Name == there.Name) is not { } known) return there;
        var same = told?[there.Name]?.AsText() == Told(there);

        // A key and an identity have values anyway.
        var nullable = (asked.PrimaryKey ?? []).Contains(there.Name) || known.Identity is not null && there.Identity is not null ? known.Nullable : there.Nullable;
        return same ? known with { Nullable = nullable, Identity = there.Identity } : there with { Nullable = nullable, PreviousName = known.PreviousName };
    }

    private static string Told(ColumnProperties column) => $"{column.Type}|{column.Default}|{column.Generated}";

    // The order of columns carries no meaning but to those who select everything; a list has one all the same.
    private static IReadOnlyList<ColumnProperties> Ordered(IReadOnlyList<ColumnProperties> there, IReadOnlyList<ColumnProperties> asked)
    {
        string[] order = [.. asked.Select(c => c.Name)];
        return [.. there.OrderBy(c => Array.IndexOf(order, c.Name) is >= 0 and var place ? place : int.MaxValue)];
    }

    // An empty list and none are the same.
    private static IReadOnlyList<T>? Kept<T>(IReadOnlyList<T>? there, IReadOnlyList<T>? asked) => (there ?? []).Count == 0 && (asked ?? []).Count == 0 ? asked : there;
}
