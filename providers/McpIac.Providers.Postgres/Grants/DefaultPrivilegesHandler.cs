using McpIac.Providers.Annotations;
using McpIac.Providers.Handlers;
using McpIac.Providers.Postgres.Connections;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Postgres.Grants;

[ResourceType("postgres:defaultPrivileges", Title = "Default privileges", NaturalKeys = ["database, ownerRole, role, schema, objectType"], DeleteFirst = true,
    Examples = ["""{ "database": "shop", "ownerRole": "app", "role": "readers", "schema": "app", "objectType": "table", "privileges": ["SELECT"] }"""], Description =
    "The privileges that a role gets on what another one makes from now on. What there is already isn't touched: a grant is for that.")]
internal sealed class DefaultPrivilegesHandler(PostgresServer server) : ResourceHandler<DefaultPrivilegesProperties, GrantOutputs>
{
    public override bool Repeatable => true;

    protected override IEnumerable<WireDiagnostic> Check(DefaultPrivilegesProperties properties, OperationContext context)
    {
        if (properties is { ObjectType: "schema", Schema: not null }) yield return new WireDiagnostic("error", ErrorCodes.Invalid, "schema: schemas are in no schema", "/schema", context.Urn);
        foreach (var privilege in properties.Privileges.Where(p => p != Privileges.All && !Privileges.Of(properties.ObjectType).Contains(p)))
        {
            yield return new WireDiagnostic("error", ErrorCodes.Invalid,
                $"privileges: there is no {privilege} on a {properties.ObjectType}, only {string.Join(", ", Privileges.Of(properties.ObjectType))}", "/privileges", context.Urn);
        }
    }

    protected override async Task<Live<DefaultPrivilegesProperties, GrantOutputs>> CreateAsync(DefaultPrivilegesProperties properties, OperationContext context)
    {
        await using var session = await server.OpenAsync(properties.Database, context.Cancellation);
        await GrantAsync(session, properties, context);
        var id = string.Join('/', new[] { session.Database, "default", properties.OwnerRole, properties.ObjectType, properties.Schema, properties.Role }.Where(p => !string.IsNullOrEmpty(p)));
        return new Live<DefaultPrivilegesProperties, GrantOutputs>(id, properties, new GrantOutputs(id));
    }

    protected override async Task<Live<DefaultPrivilegesProperties, GrantOutputs>?> ReadAsync(Live<DefaultPrivilegesProperties, GrantOutputs> known, OperationContext context)
    {
        await using var session = await server.TryOpenAsync(known.Properties.Database, context.Cancellation);
        if (session is null || await HeldAsync(session, known.Properties, context) is not { Names.Count: > 0 } held) return null;
        var sum = Privileges.Sum(known.Properties.ObjectType, known.Properties.Privileges, known.Properties.WithGrantOption, [held]);
        return known with { Properties = known.Properties with { Privileges = sum.Names, WithGrantOption = sum.Grantable } };
    }

    protected override async Task<Live<DefaultPrivilegesProperties, GrantOutputs>> UpdateAsync(
        Live<DefaultPrivilegesProperties, GrantOutputs> prior, DefaultPrivilegesProperties properties, OperationContext context)
    {
        await using var session = await server.OpenAsync(properties.Database, context.Cancellation);
        await GrantAsync(session, properties, context);
        return new Live<DefaultPrivilegesProperties, GrantOutputs>(prior.Id, properties, prior.Outputs);
    }

    protected override async Task DeleteAsync(Live<DefaultPrivilegesProperties, GrantOutputs> prior, OperationContext context)
    {
        await using var session = await server.TryOpenAsync(prior.Properties.Database, context.Cancellation);
        if (session is null || await HeldAsync(session, prior.Properties, context) is not { Names.Count: > 0 }) return;
        await session.ChangeAsync([Statement("REVOKE", prior.Properties, Privileges.Expanded(prior.Properties.ObjectType, prior.Properties.Privileges))], context.Cancellation);
    }

    private static async Task GrantAsync(PostgresSession session, DefaultPrivilegesProperties asked, OperationContext context)
    {
        var wanted = Privileges.Expanded(asked.ObjectType, asked.Privileges);
        var held = await HeldAsync(session, asked, context);
        var statements = new List<string>();
        if (held.Names.Except(wanted).ToArray() is { Length: > 0 } tooMany) statements.Add(Statement("REVOKE", asked, tooMany));
        if (!asked.WithGrantOption && held.Grantable) statements.Add(Statement("REVOKE GRANT OPTION FOR", asked, wanted));
        await session.ChangeAsync([.. statements, Statement("GRANT", asked, wanted)], context.Cancellation);
    }

    private static async Task<Held> HeldAsync(PostgresSession session, DefaultPrivilegesProperties asked, OperationContext context)
    {
        var row = await session.FirstAsync("""
            SELECT array_agg(x.privilege_type), coalesce(bool_and(x.is_grantable), false)
            FROM pg_default_acl d JOIN pg_roles o ON o.oid = d.defaclrole LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace CROSS JOIN aclexplode(d.defaclacl) x
            WHERE o.rolname = @owner AND coalesce(n.nspname, '') = @schema AND d.defaclobjtype = @kind::"char"
              AND x.grantee = CASE WHEN @role = 'public' THEN 0::oid ELSE (SELECT oid FROM pg_roles WHERE rolname = @role) END
            """, context.Cancellation, ("owner", asked.OwnerRole), ("schema", asked.Schema ?? ""), ("role", asked.Role), ("kind", asked.ObjectType switch
        {
            "table" => "r",
            "sequence" => "S",
            "function" => "f",
            "type" => "T",
            _ => "n",
        }));
        return new Held(row?.Texts(0) ?? [], row?.Flag(1) ?? false);
    }

    private static string Statement(string verb, DefaultPrivilegesProperties asked, IReadOnlyList<string> privileges)
    {
        var place = asked.Schema is { } schema ? $" IN SCHEMA {Sql.Name(schema)}" : "";
        var option = verb == "GRANT" && asked.WithGrantOption ? " WITH GRANT OPTION" : "";
        return $"ALTER DEFAULT PRIVILEGES FOR ROLE {Sql.Name(asked.OwnerRole)}{place} {verb} {string.Join(", ", privileges)} ON {asked.ObjectType.ToUpperInvariant()}S "
            + $"{(verb == "GRANT" ? "TO" : "FROM")} {Privileges.Grantee(asked.Role)}{option}";
    }
}
