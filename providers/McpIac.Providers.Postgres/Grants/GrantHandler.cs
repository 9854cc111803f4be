using McpIac.Providers.Annotations;
using McpIac.Providers.Handlers;
using McpIac.Providers.Postgres.Connections;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Postgres.Grants;

[ResourceType("postgres:grant", Title = "Grant", NaturalKeys = ["database, role, objectType, schema, objects, columns"], DeleteFirst = true,
    Examples = ["""{ "database": "shop", "role": "app", "objectType": "schema", "schema": "app", "privileges": ["USAGE"] }"""], Description =
    "The privileges of a role on objects of one kind. It has these and no others: what others grant or revoke is drift. What an owner or everybody may do without a grant isn't.")]
internal sealed class GrantHandler(PostgresServer server) : ResourceHandler<GrantProperties, GrantOutputs>
{
    // Granting again what is granted changes nothing.
    public override bool Repeatable => true;

    protected override IEnumerable<WireDiagnostic> Check(GrantProperties properties, OperationContext context)
    {
        if (properties.ObjectType != "database" && properties.Schema is null) yield return Wrong("/schema", $"schema: privileges on a {properties.ObjectType} need the schema", context);
        if (properties.ObjectType == "database" && properties.Schema is not null) yield return Wrong("/schema", "schema: a database is in no schema", context);
        if (properties.ObjectType is "database" or "schema" && properties.Objects is { Count: > 0 }) yield return Wrong("/objects", $"objects: a {properties.ObjectType} is named by its own property", context);
        if (properties.ObjectType != "table" && properties.Columns is { Count: > 0 }) yield return Wrong("/columns", "columns: only tables have columns", context);
        var known = Privileges.Of(GrantTarget.Kind(properties));
        foreach (var privilege in properties.Privileges.Where(p => p != Privileges.All && !known.Contains(p)))
            yield return Wrong("/privileges", $"privileges: there is no {privilege} on a {GrantTarget.Kind(properties)}, only {string.Join(", ", known)}", context);
    }

    protected override async Task<Live<GrantProperties, GrantOutputs>> CreateAsync(GrantProperties properties, OperationContext context)
    {
        await using var session = await server.OpenAsync(properties.Database, context.Cancellation);
        await GrantAsync(session, properties, context);
        return Live(session, properties);
    }

    protected override async Task<Live<GrantProperties, GrantOutputs>?> ReadAsync(Live<GrantProperties, GrantOutputs> known, OperationContext context)
    {
        var grant = known.Properties;
        await using var session = await server.TryOpenAsync(grant.Database, context.Cancellation);
        if (session is null || !await ExistsAsync(session, grant, context)) return null;
        var targets = await GrantTarget.AllAsync(session, grant, needed: false, context.Cancellation);
        if (targets.Count == 0 && (grant.ObjectType is "database" or "schema" || grant.Objects is { Count: > 0 })) return null;

        // What somebody owns, everything is allowed on; no grant is lacking and none is too much.
        var held = Privileges.Sum(GrantTarget.Kind(grant), grant.Privileges, grant.WithGrantOption, [.. targets.Where(t => !t.IsOwned).Select(t => t.Held)]);
        return held.Names.Count == 0 ? null : new Live<GrantProperties, GrantOutputs>(known.Id, grant with { Privileges = held.Names, WithGrantOption = held.Grantable }, known.Outputs);
    }

    protected override async Task<Live<GrantProperties, GrantOutputs>> UpdateAsync(Live<GrantProperties, GrantOutputs> prior, GrantProperties properties, OperationContext context)
    {
        await using var session = await server.OpenAsync(properties.Database, context.Cancellation);
        await GrantAsync(session, properties, context);
        return new Live<GrantProperties, GrantOutputs>(prior.Id, properties, prior.Outputs);
    }

    protected override async Task DeleteAsync(Live<GrantProperties, GrantOutputs> prior, OperationContext context)
    {
        var grant = prior.Properties;
        await using var session = await server.TryOpenAsync(grant.Database, context.Cancellation);
        if (session is null || !await ExistsAsync(session, grant, context)) return;
        var targets = await GrantTarget.AllAsync(session, grant, needed: false, context.Cancellation);
        await session.ChangeAsync(targets.Select(t => Statement("REVOKE", grant, Privileges.Expanded(GrantTarget.Kind(grant), grant.Privileges), t.Name)), context.Cancellation);
    }

    // Revoke and grant in one transaction: nobody ever sees the role without what it keeps.
    private static async Task GrantAsync(PostgresSession session, GrantProperties grant, OperationContext context)
    {
        if (!await ExistsAsync(session, grant, context)) throw new ProviderException(ErrorCodes.NotFound, $"There is no role {grant.Role}.", path: "/role");
        var targets = await GrantTarget.AllAsync(session, grant, needed: true, context.Cancellation);
        if (targets.Count == 0 && grant.ObjectType is "schema") throw new ProviderException(ErrorCodes.NotFound, $"There is no schema {grant.Schema} in {session.Database}.", path: "/schema");
        var wanted = Privileges.Expanded(GrantTarget.Kind(grant), grant.Privileges);
        var statements = new List<string>();
        foreach (var target in targets)
        {
            string[] tooMany = target.IsOwned ? [] : [.. target.Held.Names.Except(wanted)];
            if (tooMany.Length > 0) statements.Add(Statement("REVOKE", grant, tooMany, target.Name));
            if (!grant.WithGrantOption && target.Held.Grantable && !target.IsOwned) statements.Add(Statement("REVOKE GRANT OPTION FOR", grant, wanted, target.Name));
            statements.Add(Statement("GRANT", grant, wanted, target.Name));
        }

        await session.ChangeAsync(statements.Distinct(), context.Cancellation);
    }

    private static string Statement(string verb, GrantProperties grant, IReadOnlyList<string> privileges, string target)
    {
        var columns = grant.Columns is { Count: > 0 } names ? $" ({Sql.Names(names)})" : "";
        var what = string.Join(", ", privileges.Select(p => p + columns));
        var option = verb == "GRANT" && grant.WithGrantOption ? " WITH GRANT OPTION" : "";
        return $"{verb} {what} ON {grant.ObjectType.ToUpperInvariant()} {target} {(verb == "GRANT" ? "TO" : "FROM")} {Privileges.Grantee(grant.Role)}{option}";
    }

    private static async Task<bool> ExistsAsync(PostgresSession session, GrantProperties grant, OperationContext context) =>
        grant.Role == Privileges.Everybody || await session.FirstAsync("SELECT oid FROM pg_roles WHERE rolname = @role", context.Cancellation, ("role", grant.Role)) is not null;

    private static Live<GrantProperties, GrantOutputs> Live(PostgresSession session, GrantProperties grant)
    {
        var id = string.Join('/', new[] { session.Database, grant.ObjectType, grant.Schema, List(grant.Objects), List(grant.Columns), grant.Role }.Where(p => !string.IsNullOrEmpty(p)));
        return new Live<GrantProperties, GrantOutputs>(id, grant, new GrantOutputs(id));
    }

    private static string? List(IReadOnlyList<string>? names) => names is { Count: > 0 } ? string.Join(',', names.Order(StringComparer.Ordinal)) : null;

    private static WireDiagnostic Wrong(string path, string message, OperationContext context) => new("error", ErrorCodes.Invalid, message, path, context.Urn);
}
