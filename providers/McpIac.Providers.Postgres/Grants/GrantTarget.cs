using McpIac.Providers.Handlers;
using McpIac.Providers.Postgres.Connections;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Postgres.Grants;

/// <summary>An object that privileges are on: its name in statements, and its privileges.</summary>
/// <param name="IsOwned">Whether the role owns it: then it has every privilege without a grant.</param>
/// <param name="Names">What the role has by grants, without what everybody or the owner has implicitly.</param>
internal sealed record GrantTarget(string Name, bool IsOwned, Held Held)
{
    // acldefault: what there is as long as nobody granted or revoked anything.
    private const string Privileges = """
        (SELECT array_agg(x.privilege_type ORDER BY x.privilege_type) FROM aclexplode(coalesce({0}, acldefault({1}, {2}))) x WHERE x.grantee = role.oid
          AND NOT (role.oid = 0 AND EXISTS (SELECT FROM aclexplode(acldefault({1}, {2})) i WHERE i.grantee = 0 AND i.privilege_type = x.privilege_type AND NOT x.privilege_type = ANY(@asked)))),
        (SELECT coalesce(bool_and(x.is_grantable), false) FROM aclexplode(coalesce({0}, acldefault({1}, {2}))) x WHERE x.grantee = role.oid AND x.privilege_type = ANY(@asked))
        """;

    private const string Role = "(SELECT CASE WHEN @role = 'public' THEN 0::oid ELSE (SELECT oid FROM pg_roles WHERE rolname = @role) END AS oid) AS role";

    /// <summary>The objects that there are.</summary>
    /// <exception cref="ProviderException">notFound: one that is named isn't there.</exception>
    public static async Task<IReadOnlyList<GrantTarget>> AllAsync(PostgresSession session, GrantProperties grant, bool needed, CancellationToken cancellation)
    {
        var rows = await session.RowsAsync(Query(grant), cancellation, ("role", grant.Role), ("schema", grant.Schema ?? ""), ("names", (grant.Objects ?? []).ToArray()), ("columns", (grant.Columns ?? []).ToArray()),
            ("asked", Grants.Privileges.Expanded(Kind(grant), grant.Privileges ?? []).ToArray()), ("database", session.Database));
        if (needed && grant.Objects is { Count: > 0 } objects && objects.FirstOrDefault(o => !rows.Any(r => r.Text(4) == o || r.Text(5) == o)) is { } missing)
            throw new ProviderException(ErrorCodes.NotFound, $"There is no {grant.ObjectType} {grant.Schema}.{missing} in {session.Database}.", path: "/objects");
        return [.. rows.Select(r => new GrantTarget(r.Text(0), r.Flag(1), new Held(r.Texts(2), r.Flag(3))))];
    }

    /// <summary>What <see cref="Grants.Privileges"/> calls it.</summary>
    public static string Kind(GrantProperties grant) => grant.Columns is { Count: > 0 } ? "column" : grant.ObjectType;

    // Columns: name for statements, owned, privileges, grantable, plain name, name with arguments. An object that isn't named is any of the schema.
    private static string Query(GrantProperties grant) => Kind(grant) switch
    {
        "database" => $"SELECT quote_ident(d.datname), d.datdba = role.oid, {Of("d.datacl", "'d'", "d.datdba")}, d.datname::text, d.datname::text FROM {Role}, pg_database d WHERE d.datname = @database",
        "schema" => $"SELECT quote_ident(n.nspname), n.nspowner = role.oid, {Of("n.nspacl", "'n'", "n.nspowner")}, n.nspname::text, n.nspname::text FROM {Role}, pg_namespace n WHERE n.nspname = @schema",
        "table" => Relations("'r'", "'r', 'v', 'm', 'f', 'p'"),
        "sequence" => Relations("'s'", "'S'"),
        "column" => $"""
            SELECT format('%I.%I', n.nspname, c.relname), c.relowner = role.oid, {Of("a.attacl", "'c'", "c.relowner")}, c.relname::text, a.attname::text
            FROM {Role}, pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            WHERE n.nspname = @schema AND c.relkind IN ('r', 'v', 'm', 'f', 'p') AND (cardinality(@names) = 0 OR c.relname = ANY(@names)) AND a.attname = ANY(@columns)
            """,
        "function" => $"""
            SELECT format('%I.%I(%s)', n.nspname, f.proname, pg_get_function_identity_arguments(f.oid)), f.proowner = role.oid, {Of("f.proacl", "'f'", "f.proowner")}, f.proname::text,
              format('%s(%s)', f.proname, oidvectortypes(f.proargtypes))
            FROM {Role}, pg_proc f JOIN pg_namespace n ON n.oid = f.pronamespace
            WHERE n.nspname = @schema AND f.prokind IN ('f', 'w') AND (cardinality(@names) = 0 OR f.proname = ANY(@names) OR format('%s(%s)', f.proname, oidvectortypes(f.proargtypes)) = ANY(@names))
            """,
        _ => $"""
            SELECT format('%I.%I', n.nspname, t.typname), t.typowner = role.oid, {Of("t.typacl", "'T'", "t.typowner")}, t.typname::text, t.typname::text FROM {Role}, pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
            WHERE n.nspname = @schema AND t.typtype IN ('c', 'd', 'e', 'r') AND t.typelem = 0 AND NOT EXISTS (SELECT FROM pg_class c WHERE c.oid = t.typrelid AND c.relkind <> 'c') AND (cardinality(@names) = 0 OR t.typname = ANY(@names))
            """,
    };

    private static string Relations(string kind, string relations) => $"""
        SELECT format('%I.%I', n.nspname, c.relname), c.relowner = role.oid, {Of("c.relacl", kind, "c.relowner")}, c.relname::text, c.relname::text FROM {Role}, pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = @schema AND c.relkind IN ({relations}) AND (cardinality(@names) = 0 OR c.relname = ANY(@names))
        """;

    private static string Of(string acl, string kind, string owner) => string.Format(System.Globalization.CultureInfo.InvariantCulture, Privileges, acl, kind, owner);
}
