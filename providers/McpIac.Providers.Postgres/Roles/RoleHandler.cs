using McpIac.Providers.Annotations;
using McpIac.Providers.Handlers;
using McpIac.Providers.Postgres.Connections;
using McpIac.Providers.Postgres.Ownership;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Postgres.Roles;

[ResourceType("postgres:role", Title = "Role", NaturalKeys = ["name"], Import = true,
    Examples = ["""{ "name": "readers" }""", """{ "name": "app", "login": true, "memberOf": ["readers"], "connectionLimit": 20 }"""], Description =
    "A role: a user who can log in, or a group. What it owns when it is deleted goes to the user of the connection, and its privileges are taken away, in every database.")]
internal sealed class RoleHandler(PostgresServer server) : ResourceHandler<RoleProperties, RoleOutputs>
{
    private static readonly Datum PasswordMark = Datum.MapOf([new("password", Datum.True)]);

    protected override IEnumerable<WireDiagnostic> Check(RoleProperties properties, OperationContext context)
    {
        if (properties.Name.StartsWith("pg_", StringComparison.Ordinal))
            yield return new WireDiagnostic("error", ErrorCodes.Invalid, "name: names that begin with pg_ are the server's own", "/name", context.Urn);
    }

    protected override async Task<Live<RoleProperties, RoleOutputs>> CreateAsync(RoleProperties properties, OperationContext context)
    {
        await using var session = await server.OpenAsync(context.Cancellation);
        var name = Sql.Name(properties.Name);
        await session.ChangeAsync(context.Key,
            [$"CREATE ROLE {name}", Mark.Statement("ROLE", name, Mark.On(null, context)), .. RoleStatements.Change(new RoleProperties { Name = properties.Name }, properties, dropPassword: false)],
            context.Cancellation);
        return await MadeAsync(session, "r.rolname = @name", properties.Name, properties, context);
    }

    protected override async Task<Live<RoleProperties, RoleOutputs>?> FindAsync(RoleProperties properties, OperationContext context)
    {
        await using var session = await server.OpenAsync(context.Cancellation);
        await session.WaitForAsync(context.Key, context.Cancellation);
        var found = await RoleCatalog.FindAsync(session, Mark.Condition("shobj_description(r.oid, 'pg_authid')"), "mark", Mark.Of(context.Key), context.Cancellation);
        return found is null ? null : Live(found, found.Properties, null);
    }

    protected override async Task<Live<RoleProperties, RoleOutputs>?> ReadAsync(Live<RoleProperties, RoleOutputs> known, OperationContext context)
    {
        await using var session = await server.OpenAsync(context.Cancellation);
        var recorded = !string.IsNullOrEmpty(known.Properties.Name);

        // What isn't recorded may be asked for by its name.
        var found = await RoleCatalog.FindAsync(session, recorded ? "r.oid::text = @id" : "r.oid::text = @id OR r.rolname = @id ORDER BY r.oid::text = @id DESC", "id", known.Id, context.Cancellation);
        return found is null ? null : Live(found, InWordsOf(known.Properties, found.Properties), known.Private);
    }

    protected override async Task<Live<RoleProperties, RoleOutputs>> UpdateAsync(Live<RoleProperties, RoleOutputs> prior, RoleProperties properties, OperationContext context)
    {
        await using var session = await server.OpenAsync(context.Cancellation);
        var found = await RoleCatalog.FindAsync(session, "r.oid::text = @id", "id", prior.Id, context.Cancellation)
            ?? throw new ProviderException(ErrorCodes.NotFound, $"The role {prior.Properties.Name} isn't there any more.");
        var before = found.Properties;
        string[] renaming = before.Name == properties.Name ? [] : [$"ALTER ROLE {Sql.Name(before.Name)} RENAME TO {Sql.Name(properties.Name)}"];
        await session.ChangeAsync([.. renaming, .. RoleStatements.Change(before, properties, prior.Private?["password"] is not null)], context.Cancellation);
        return await MadeAsync(session, "r.oid::text = @name", prior.Id, properties, context);
    }

    protected override async Task DeleteAsync(Live<RoleProperties, RoleOutputs> prior, OperationContext context)
    {
        await using var session = await server.OpenAsync(context.Cancellation);
        if (await RoleCatalog.FindAsync(session, "r.oid::text = @id", "id", prior.Id, context.Cancellation) is not { } found) return;
        var name = Sql.Name(found.Properties.Name);
        var databases = await session.RowsAsync(
            "SELECT DISTINCT d.datname FROM pg_shdepend s JOIN pg_database d ON (d.oid = s.dbid OR s.dbid = 0 AND d.datname = current_database()) AND d.datallowconn WHERE s.refclassid = 'pg_authid'::regclass AND s.refobjid = @id::oid",
            context.Cancellation, ("id", prior.Id));
        foreach (var database in databases)
        {
            await using var there = await server.OpenAsync(database.Text(0), "", context.Cancellation);
            await there.ChangeAsync([$"REASSIGN OWNED BY {name} TO CURRENT_USER", $"DROP OWNED BY {name}"], context.Cancellation);
        }

        await session.ChangeAsync([$"DROP ROLE IF EXISTS {name}"], context.Cancellation);
    }

    protected override async IAsyncEnumerable<Live<RoleProperties, RoleOutputs>> ListAsync(OperationContext context)
    {
        await using var session = await server.OpenAsync(context.Cancellation);
        foreach (var role in await RoleCatalog.AllAsync(session, context.Cancellation)) yield return Live(role, role.Properties, null);
    }

    private static async Task<Live<RoleProperties, RoleOutputs>> MadeAsync(PostgresSession session, string condition, string value, RoleProperties asked, OperationContext context)
    {
        var found = await RoleCatalog.FindAsync(session, condition, "name", value, context.Cancellation)
            ?? throw new ProviderException(ErrorCodes.Conflict, $"The role {asked.Name} was taken away while it was made.", sideEffects: "possible");
        return Live(found, asked, asked.Password is null ? null : PasswordMark);
    }

    private static Live<RoleProperties, RoleOutputs> Live(KnownRole found, RoleProperties properties, Datum? kept) => new(found.Id, properties, new RoleOutputs(found.Id, found.Properties.Name), Private: kept);

    // The same time and the same lists may be written in several ways.
    private static RoleProperties InWordsOf(RoleProperties known, RoleProperties found) => found with
    {
        ValidUntil = Same.Time(known.ValidUntil, found.ValidUntil) ? known.ValidUntil : found.ValidUntil,
        MemberOf = Same.Set(known.MemberOf, found.MemberOf) ? known.MemberOf : found.MemberOf,
        Config = Same.Settings(known.Config, found.Config),
    };
}
