using McpIac.Providers.Postgres.Connections;

namespace McpIac.Providers.Postgres.Databases;

/// <summary>Databases as the server has them.</summary>
internal static class DatabaseCatalog
{
    // By names of JSON members, because the columns of a locale differ from version to version.
    private const string Columns = """
        SELECT d.oid::text, d.datname, r.rolname, pg_encoding_to_char(d.encoding), d.datcollate, d.datctype,
          CASE to_jsonb(d)->>'datlocprovider' WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' WHEN 'c' THEN 'libc' END, coalesce(to_jsonb(d)->>'daticulocale', CASE to_jsonb(d)->>'datlocprovider' WHEN 'i' THEN to_jsonb(d)->>'datlocale' END),
          t.spcname, d.datconnlimit, d.datallowconn, d.datistemplate, shobj_description(d.oid, 'pg_database')
        FROM pg_database d JOIN pg_roles r ON r.oid = d.datdba JOIN pg_tablespace t ON t.oid = d.dattablespace
        """;

    public static async Task<KnownDatabase?> FindAsync(PostgresSession session, string condition, string name, string value, CancellationToken cancellation) =>
        await session.FirstAsync($"{Columns} WHERE {condition} LIMIT 1", cancellation, (name, value)) is { } row ? Read(row) : null;

    /// <summary>All but the server's own templates.</summary>
    public static async Task<IReadOnlyList<KnownDatabase>> AllAsync(PostgresSession session, CancellationToken cancellation) =>
        [.. (await session.RowsAsync(Columns + " WHERE d.datname NOT IN ('template0', 'template1') ORDER BY d.oid", cancellation)).Select(Read)];

    private static KnownDatabase Read(Row row) => new(row.Text(0), row.Maybe(12), new DatabaseProperties
    {
        Name = row.Text(1), Owner = row.Text(2), Encoding = row.Text(3), LcCollate = row.Text(4), LcCtype = row.Text(5), LocaleProvider = row.Maybe(6), IcuLocale = row.Maybe(7),
        Tablespace = row.Text(8), ConnectionLimit = row.Number(9), AllowConnections = row.Flag(10), IsTemplate = row.Flag(11),
    });
}

/// <param name="Comment">With its mark.</param>
/// <param name="Properties">Which template it was made of isn't kept anywhere.</param>
internal sealed record KnownDatabase(string Id, string? Comment, DatabaseProperties Properties);
