using McpIac.Providers.Postgres.Connections;
using McpIac.Providers.Postgres.Ownership;

namespace McpIac.Providers.Postgres.Tables;

/// <summary>Tables as the server has them.</summary>
internal static class TableCatalog
{
    private const string Tables = "SELECT c.oid::text, n.nspname, c.relname, format('%I.%I', n.nspname, c.relname), obj_description(c.oid, 'pg_class') FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p') AND ";

    private static readonly Dictionary<string, string> Actions = new(StringComparer.Ordinal) { ["a"] = "noAction", ["r"] = "restrict", ["c"] = "cascade", ["n"] = "setNull", ["d"] = "setDefault" };

    public static async Task<KnownTable?> FindAsync(PostgresSession session, string condition, string value, CancellationToken cancellation, string? schema = null) =>
        await session.FirstAsync($"{Tables}{condition} LIMIT 1", cancellation, ("value", value), ("schema", schema ?? "")) is { } row ? await ReadAsync(session, row, cancellation) : null;

    public static async Task<IReadOnlyList<KnownTable>> AllAsync(PostgresSession session, CancellationToken cancellation)
    {
        var rows = await session.RowsAsync(Tables + "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' ORDER BY c.oid", cancellation);
        var tables = new List<KnownTable>();
        foreach (var row in rows) tables.Add(await ReadAsync(session, row, cancellation));
        return tables;
    }

    private static async Task<KnownTable> ReadAsync(PostgresSession session, Row row, CancellationToken cancellation)
    {
        var oid = row.Text(0);
        var columns = await session.RowsAsync("""
            SELECT a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid), a.attidentity::text, a.attgenerated::text
            FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum WHERE a.attrelid = @oid::oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum
            """, cancellation, ("oid", oid));
        var constraints = await session.RowsAsync("""
            SELECT k.conname, k.contype::text, (SELECT array_agg(a.attname::text ORDER BY u.n) FROM unnest(k.conkey) WITH ORDINALITY u(c, n) JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.c),
              o.nspname, f.relname, (SELECT array_agg(a.attname::text ORDER BY u.n) FROM unnest(k.confkey) WITH ORDINALITY u(c, n) JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.c), k.confdeltype::text
            FROM pg_constraint k LEFT JOIN pg_class f ON f.oid = k.confrelid LEFT JOIN pg_namespace o ON o.oid = f.relnamespace WHERE k.conrelid = @oid::oid AND k.contype IN ('p', 'u', 'f') ORDER BY k.conname
            """, cancellation, ("oid", oid));

        // Indexes of expressions, in parts, or with an order of their own can't be written here; they are nobody's.
        var indexes = await session.RowsAsync("""
            SELECT c.relname, (SELECT array_agg(a.attname::text ORDER BY u.n) FROM unnest(i.indkey::int2[]) WITH ORDINALITY u(c, n) JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = u.c), i.indisunique, m.amname
            FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am m ON m.oid = c.relam
            WHERE i.indrelid = @oid::oid AND i.indexprs IS NULL AND i.indpred IS NULL AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x')) ORDER BY c.relname
            """, cancellation, ("oid", oid));
        return new KnownTable(oid, row.Text(3), row.Maybe(4), constraints.FirstOrDefault(c => c.Text(1) == "p")?.Text(0), new TableProperties
        {
            Database = session.Database, Schema = row.Text(1), Name = row.Text(2), Comment = Mark.Comment(row.Maybe(4)),
            Columns = [.. columns.Select(Column)],
            PrimaryKey = constraints.FirstOrDefault(c => c.Text(1) == "p")?.Texts(2),
            Unique = Some(constraints.Where(c => c.Text(1) == "u").Select(c => new UniqueProperties { Name = c.Text(0), Columns = c.Texts(2) })),
            ForeignKeys = Some(constraints.Where(c => c.Text(1) == "f").Select(c => new ForeignKeyProperties
            {
                Name = c.Text(0), Columns = c.Texts(2), ReferencedSchema = c.Text(3), ReferencedTable = c.Text(4), ReferencedColumns = c.Texts(5), OnDelete = Actions[c.Text(6)],
            })),
            Indexes = Some(indexes.Select(i => new IndexProperties { Name = i.Text(0), Columns = i.Texts(1), Unique = i.Flag(2), Method = i.Text(3) })),
        });
    }

    private static ColumnProperties Column(Row row) => new()
    {
        Name = row.Text(0), Type = row.Text(1), Nullable = !row.Flag(2), Default = row.Text(5) == "" ? row.Maybe(3) : null, Generated = row.Text(5) == "" ? null : row.Maybe(3),
        Identity = row.Text(4) switch { "a" => "always", "d" => "byDefault", _ => null },
    };

    private static IReadOnlyList<T>? Some<T>(IEnumerable<T> items) => items.ToArray() is { Length: > 0 } some ? some : null;
}

/// <param name="Comment">With its mark.</param>
/// <param name="PrimaryKeyName">The constraint's name; null when there is no primary key.</param>
/// <param name="Properties">In the server's words.</param>
internal sealed record KnownTable(string Id, string QualifiedName, string? Comment, string? PrimaryKeyName, TableProperties Properties);
