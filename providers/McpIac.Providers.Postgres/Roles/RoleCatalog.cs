using McpIac.Providers.Postgres.Connections;

namespace McpIac.Providers.Postgres.Roles;

/// <summary>Roles as the server has them.</summary>
internal static class RoleCatalog
{
    private const string Columns = """
        SELECT r.oid::text, r.rolname, r.rolcanlogin, r.rolsuper, r.rolcreatedb, r.rolcreaterole, r.rolinherit, r.rolreplication, r.rolbypassrls, r.rolconnlimit,
          CASE WHEN isfinite(r.rolvaliduntil) THEN to_char(r.rolvaliduntil AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') ELSE r.rolvaliduntil::text END,
          (SELECT array_agg(DISTINCT g.rolname::text ORDER BY g.rolname::text) FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid WHERE m.member = r.oid),
          (SELECT s.setconfig FROM pg_db_role_setting s WHERE s.setrole = r.oid AND s.setdatabase = 0), shobj_description(r.oid, 'pg_authid')
        FROM pg_roles r
        """;

    public static async Task<KnownRole?> FindAsync(PostgresSession session, string condition, string name, string value, CancellationToken cancellation) =>
        await session.FirstAsync($"{Columns} WHERE {condition} LIMIT 1", cancellation, (name, value)) is { } row ? Read(row) : null;

    /// <summary>All but the server's own.</summary>
    public static async Task<IReadOnlyList<KnownRole>> AllAsync(PostgresSession session, CancellationToken cancellation) =>
        [.. (await session.RowsAsync(Columns + " WHERE r.rolname !~ '^pg_' ORDER BY r.oid", cancellation)).Select(Read)];

    private static KnownRole Read(Row row) => new(row.Text(0), new RoleProperties
    {
        Name = row.Text(1), Login = row.Flag(2), Superuser = row.Flag(3), Createdb = row.Flag(4), Createrole = row.Flag(5), Inherit = row.Flag(6), Replication = row.Flag(7),
        Bypassrls = row.Flag(8), ConnectionLimit = row.Number(9), ValidUntil = row.Maybe(10), MemberOf = row.Texts(11) is { Count: > 0 } groups ? groups : null,
        Config = row.Texts(12) is { Count: > 0 } settings ? settings.Select(s => s.Split('=', 2)).ToDictionary(s => s[0], s => s[1], StringComparer.Ordinal) : null,
    });
}

/// <summary>A role that exists; its password can't be read.</summary>
internal sealed record KnownRole(string Id, RoleProperties Properties);
