using McpIac.Providers.Handlers;
using McpIac.Providers.Postgres.Connections;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Postgres.Tables;

/// <summary>What makes a table as asked.</summary>
internal static class TableStatements
{
    public static IEnumerable<string> Create(TableProperties asked)
    {
        var name = Sql.Name(asked.Schema, asked.Name);
        var key = asked.PrimaryKey is { Count: > 0 } columns ? [$"PRIMARY KEY ({Sql.Names(columns)})"] : Array.Empty<string>();
        yield return $"CREATE TABLE {name} ({string.Join(", ", asked.Columns.Select(Column).Concat(key))})";
        foreach (var unique in asked.Unique ?? []) yield return $"ALTER TABLE {name} ADD {Unique(unique)}";
        foreach (var reference in asked.ForeignKeys ?? []) yield return $"ALTER TABLE {name} ADD {ForeignKey(reference)}";
        foreach (var index in asked.Indexes ?? []) yield return Index(name, index);
    }

    /// <param name="before">As it is, in the words of what was asked for last time.</param>
    /// <exception cref="ProviderException">invalid or unsupported: it can't be done in place.</exception>
    public static IEnumerable<string> Change(TableProperties before, string? keyName, TableProperties asked)
    {
        var name = Sql.Name(asked.Schema, asked.Name);
        if (before.Name != asked.Name) yield return $"ALTER TABLE {Sql.Name(before.Schema, before.Name)} RENAME TO {Sql.Name(asked.Name)}";
        if (before.Schema != asked.Schema) yield return $"ALTER TABLE {Sql.Name(before.Schema, asked.Name)} SET SCHEMA {Sql.Name(asked.Schema)}";

        // What goes must go before its columns, and what comes after them.
        foreach (var gone in Gone(before.ForeignKeys, asked.ForeignKeys, f => f.Name, Text)) yield return $"ALTER TABLE {name} DROP CONSTRAINT {Sql.Name(gone.Name)}";
        foreach (var gone in Gone(before.Unique, asked.Unique, u => u.Name, Text)) yield return $"ALTER TABLE {name} DROP CONSTRAINT {Sql.Name(gone.Name)}";
        foreach (var gone in Gone(before.Indexes, asked.Indexes, i => i.Name, Text)) yield return $"DROP INDEX {Sql.Name(asked.Schema, gone.Name)}";
        var otherKey = !(before.PrimaryKey ?? []).SequenceEqual(asked.PrimaryKey ?? []);
        if (otherKey && keyName is not null) yield return $"ALTER TABLE {name} DROP CONSTRAINT {Sql.Name(keyName)}";
        foreach (var statement in ColumnChanges.Of(name, before, asked)) yield return statement;
        if (otherKey && asked.PrimaryKey is { Count: > 0 } key) yield return $"ALTER TABLE {name} ADD PRIMARY KEY ({Sql.Names(key)})";
        foreach (var added in Gone(asked.Unique, before.Unique, u => u.Name, Text)) yield return $"ALTER TABLE {name} ADD {Unique(added)}";
        foreach (var added in Gone(asked.ForeignKeys, before.ForeignKeys, f => f.Name, Text)) yield return $"ALTER TABLE {name} ADD {ForeignKey(added)}";
        foreach (var added in Gone(asked.Indexes, before.Indexes, i => i.Name, Text)) yield return Index(name, added);
    }

    // Types, defaults and generated values are SQL of the program's author, as the migrations are.
    public static string Column(ColumnProperties column) => $"{Sql.Name(column.Name)} {column.Type}" + (column.Nullable ? "" : " NOT NULL") + (column.Default is null ? "" : $" DEFAULT ({column.Default})")
        + (column.Identity is null ? "" : $" GENERATED {Identity(column.Identity)} AS IDENTITY") + (column.Generated is null ? "" : $" GENERATED ALWAYS AS ({column.Generated}) STORED");

    public static string Identity(string identity) => identity == "always" ? "ALWAYS" : "BY DEFAULT";

    private static string Unique(UniqueProperties unique) => $"CONSTRAINT {Sql.Name(unique.Name)} UNIQUE ({Sql.Names(unique.Columns)})";

    private static string ForeignKey(ForeignKeyProperties key) =>
        $"CONSTRAINT {Sql.Name(key.Name)} FOREIGN KEY ({Sql.Names(key.Columns)}) REFERENCES {Sql.Name(key.ReferencedSchema, key.ReferencedTable)} ({Sql.Names(key.ReferencedColumns)}) ON DELETE "
        + key.OnDelete switch { "restrict" => "RESTRICT", "cascade" => "CASCADE", "setNull" => "SET NULL", "setDefault" => "SET DEFAULT", _ => "NO ACTION" };

    private static string Index(string table, IndexProperties index) =>
        $"CREATE {(index.Unique ? "UNIQUE " : "")}INDEX {Sql.Name(index.Name)} ON {table} USING {index.Method} ({Sql.Names(index.Columns)})";

    // Those of one list that the other hasn't just so; what has the same name and differs is in both directions.
    private static IEnumerable<T> Gone<T>(IReadOnlyList<T>? from, IReadOnlyList<T>? to, Func<T, string> name, Func<T, string> text) =>
        (from ?? []).Where(f => !(to ?? []).Any(t => name(t) == name(f) && text(t) == text(f)));

    private static string Text(UniqueProperties unique) => Unique(unique);

    private static string Text(ForeignKeyProperties key) => ForeignKey(key);

    private static string Text(IndexProperties index) => Index("", index);
}
