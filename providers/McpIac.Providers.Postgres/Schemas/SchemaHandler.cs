using McpIac.Providers.Annotations;
using McpIac.Providers.Handlers;
using McpIac.Providers.Postgres.Connections;
using McpIac.Providers.Postgres.Ownership;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Postgres.Schemas;

[ResourceType("postgres:schema", Title = "Schema", NaturalKeys = ["database, name"], Import = true, Stateful = true,
    Examples = ["""{ "database": "shop", "name": "app" }"""], Description =
    "A schema of a database. Deleting it is refused while there is anything in it, unless dropCascade says otherwise.")]
internal sealed class SchemaHandler(PostgresServer server) : ResourceHandler<SchemaProperties, SchemaOutputs>
{
    private const string Columns = "SELECT n.oid::text, n.nspname, r.rolname FROM pg_namespace n JOIN pg_roles r ON r.oid = n.nspowner WHERE ";

    protected override async Task<SchemaProperties> ForeseeAsync(SchemaProperties properties, OperationContext context)
    {
        if (properties.Owner is not null) return properties;
        await using var session = await server.OpenAsync(context.Cancellation);
        return properties with { Owner = await session.UserAsync(context.Cancellation) };
    }

    protected override async Task<Live<SchemaProperties, SchemaOutputs>> CreateAsync(SchemaProperties properties, OperationContext context)
    {
        await using var session = await server.OpenAsync(properties.Database, context.Cancellation);
        var name = Sql.Name(properties.Name);
        var owner = properties.Owner is { } role ? $" AUTHORIZATION {Sql.Name(role)}" : "";
        await session.ChangeAsync(context.Key, [$"CREATE SCHEMA {name}{owner}", Mark.Statement("SCHEMA", name, Mark.On(null, context))], context.Cancellation);
        return await LookAsync(session, "n.nspname = @value", properties.Name, properties, context) ?? throw Gone(properties, "possible");
    }

    protected override Task<Live<SchemaProperties, SchemaOutputs>?> FindAsync(SchemaProperties properties, OperationContext context) => InDatabase.FindAsync(server, properties.Database, context, session =>
        LookAsync(session, Mark.Condition("obj_description(n.oid, 'pg_namespace')").Replace("@mark", "@value", StringComparison.Ordinal), Mark.Of(context.Key), null, context));

    protected override async Task<Live<SchemaProperties, SchemaOutputs>?> ReadAsync(Live<SchemaProperties, SchemaOutputs> known, OperationContext context)
    {
        if (await InDatabase.OpenAsync(server, known.Id, context.Cancellation) is not var (session, own)) return null;
        await using (session) return await LookAsync(session, "n.oid::text = @value", own, known.Properties, context);
    }

    protected override async Task<Live<SchemaProperties, SchemaOutputs>> UpdateAsync(Live<SchemaProperties, SchemaOutputs> prior, SchemaProperties properties, OperationContext context)
    {
        var (session, own) = await InDatabase.NeedAsync(server, prior.Id, context.Cancellation);
        await using (session)
        {
            var before = await LookAsync(session, "n.oid::text = @value", own, prior.Properties, context) ?? throw Gone(prior.Properties, "none");
            var changes = new List<string>();
            if (before.Properties.Name != properties.Name) changes.Add($"ALTER SCHEMA {Sql.Name(before.Properties.Name)} RENAME TO {Sql.Name(properties.Name)}");
            if (properties.Owner is { } owner && owner != before.Properties.Owner) changes.Add($"ALTER SCHEMA {Sql.Name(properties.Name)} OWNER TO {Sql.Name(owner)}");
            if (changes.Count > 0) await session.ChangeAsync(changes, context.Cancellation);
            return await LookAsync(session, "n.oid::text = @value", own, properties, context) ?? throw Gone(properties, "possible");
        }
    }

    protected override async Task DeleteAsync(Live<SchemaProperties, SchemaOutputs> prior, OperationContext context)
    {
        if (await InDatabase.OpenAsync(server, prior.Id, context.Cancellation) is not var (session, own)) return;
        await using (session)
        {
            if (await LookAsync(session, "n.oid::text = @value", own, prior.Properties, context) is not { } there) return;
            await session.ChangeAsync([$"DROP SCHEMA IF EXISTS {Sql.Name(there.Properties.Name)}{(prior.Properties.DropCascade ? " CASCADE" : "")}"], context.Cancellation);
        }
    }

    protected override IAsyncEnumerable<Live<SchemaProperties, SchemaOutputs>> ListAsync(OperationContext context) => InDatabase.EachAsync(server, async session =>
        (await session.RowsAsync(Columns + "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' ORDER BY n.oid", context.Cancellation)).Select(row => Live(session, row, null)), context.Cancellation);

    private static async Task<Live<SchemaProperties, SchemaOutputs>?> LookAsync(PostgresSession session, string condition, string value, SchemaProperties? asked, OperationContext context) =>
        await session.FirstAsync(Columns + condition, context.Cancellation, ("value", value)) is { } row ? Live(session, row, asked) : null;

    private static Live<SchemaProperties, SchemaOutputs> Live(PostgresSession session, Row row, SchemaProperties? asked) => new(
        InDatabase.Id(session, row.Text(0)),
        new SchemaProperties { Database = InDatabase.Written(asked?.Database, session), Name = row.Text(1), Owner = row.Text(2), DropCascade = asked?.DropCascade ?? false },
        new SchemaOutputs(InDatabase.Id(session, row.Text(0)), row.Text(1), session.Database));

    private static ProviderException Gone(SchemaProperties properties, string sideEffects) => new(ErrorCodes.NotFound, $"The schema {properties.Name} isn't there any more.", sideEffects);
}
