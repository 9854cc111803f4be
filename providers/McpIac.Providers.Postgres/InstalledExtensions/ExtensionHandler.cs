using McpIac.Providers.Annotations;
using McpIac.Providers.Handlers;
using McpIac.Providers.Postgres.Connections;
using McpIac.Providers.Postgres.Ownership;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Postgres.InstalledExtensions;

[ResourceType("postgres:extension", Title = "Extension", NaturalKeys = ["database, name"], Import = true, Stateful = true,
    Examples = ["""{ "database": "shop", "name": "pgcrypto" }"""], Description =
    "An extension installed in a database. Some need the server's shared_preload_libraries and a restart first. Deleting it is refused while something uses it.")]
internal sealed class ExtensionHandler(PostgresServer server) : ResourceHandler<ExtensionProperties, ExtensionOutputs>
{
    private const string Columns = "SELECT e.oid::text, e.extname, e.extversion, n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE ";

    protected override async Task<Live<ExtensionProperties, ExtensionOutputs>> CreateAsync(ExtensionProperties properties, OperationContext context)
    {
        await using var session = await server.OpenAsync(properties.Database, context.Cancellation);
        var name = Sql.Name(properties.Name);
        var create = $"CREATE EXTENSION {name}" + (properties.Schema is { } schema ? $" SCHEMA {Sql.Name(schema)}" : "")
            + (properties.Version is { } version ? $" VERSION {Sql.Text(version)}" : "") + (properties.CreateCascade ? " CASCADE" : "");
        await session.ChangeAsync(context.Key, [create, Mark.Statement("EXTENSION", name, Mark.On(null, context))], context.Cancellation);
        return await LookAsync(session, "e.extname = @value", properties.Name, properties, context) ?? throw Gone(properties, "possible");
    }

    protected override Task<Live<ExtensionProperties, ExtensionOutputs>?> FindAsync(ExtensionProperties properties, OperationContext context) => InDatabase.FindAsync(server, properties.Database, context, session =>
        LookAsync(session, Mark.Condition("obj_description(e.oid, 'pg_extension')").Replace("@mark", "@value", StringComparison.Ordinal), Mark.Of(context.Key), null, context));

    protected override async Task<Live<ExtensionProperties, ExtensionOutputs>?> ReadAsync(Live<ExtensionProperties, ExtensionOutputs> known, OperationContext context)
    {
        if (await InDatabase.OpenAsync(server, known.Id, context.Cancellation) is not var (session, own)) return null;
        await using (session) return await LookAsync(session, "e.oid::text = @value", own, known.Properties, context);
    }

    protected override async Task<Live<ExtensionProperties, ExtensionOutputs>> UpdateAsync(Live<ExtensionProperties, ExtensionOutputs> prior, ExtensionProperties properties, OperationContext context)
    {
        var (session, own) = await InDatabase.NeedAsync(server, prior.Id, context.Cancellation);
        await using (session)
        {
            var before = (await LookAsync(session, "e.oid::text = @value", own, prior.Properties, context) ?? throw Gone(prior.Properties, "none")).Properties;
            var (name, changes) = (Sql.Name(properties.Name), new List<string>());
            if (properties.Version is { } version && version != before.Version) changes.Add($"ALTER EXTENSION {name} UPDATE TO {Sql.Text(version)}");
            if (properties.Schema is { } schema && schema != before.Schema) changes.Add($"ALTER EXTENSION {name} SET SCHEMA {Sql.Name(schema)}");
            if (changes.Count > 0) await session.ChangeAsync(changes, context.Cancellation);
            return await LookAsync(session, "e.oid::text = @value", own, properties, context) ?? throw Gone(properties, "possible");
        }
    }

    protected override async Task DeleteAsync(Live<ExtensionProperties, ExtensionOutputs> prior, OperationContext context)
    {
        if (await InDatabase.OpenAsync(server, prior.Id, context.Cancellation) is not var (session, own)) return;
        await using (session)
        {
            if (await LookAsync(session, "e.oid::text = @value", own, prior.Properties, context) is not { } there) return;
            await session.ChangeAsync([$"DROP EXTENSION IF EXISTS {Sql.Name(there.Properties.Name)}"], context.Cancellation);
        }
    }

    // Every database has plpgsql from the beginning.
    protected override IAsyncEnumerable<Live<ExtensionProperties, ExtensionOutputs>> ListAsync(OperationContext context) => InDatabase.EachAsync(server, async session =>
        (await session.RowsAsync(Columns + "e.extname <> 'plpgsql' ORDER BY e.oid", context.Cancellation)).Select(row => Live(session, row, null)), context.Cancellation);

    private static async Task<Live<ExtensionProperties, ExtensionOutputs>?> LookAsync(PostgresSession session, string condition, string value, ExtensionProperties? asked, OperationContext context) =>
        await session.FirstAsync(Columns + condition, context.Cancellation, ("value", value)) is { } row ? Live(session, row, asked) : null;

    private static Live<ExtensionProperties, ExtensionOutputs> Live(PostgresSession session, Row row, ExtensionProperties? asked) => new(
        InDatabase.Id(session, row.Text(0)),
        new ExtensionProperties { Database = InDatabase.Written(asked?.Database, session), Name = row.Text(1), Version = row.Text(2), Schema = row.Text(3), CreateCascade = asked?.CreateCascade ?? false },
        new ExtensionOutputs(InDatabase.Id(session, row.Text(0)), row.Text(2), row.Text(3)));

    private static ProviderException Gone(ExtensionProperties properties, string sideEffects) => new(ErrorCodes.NotFound, $"The extension {properties.Name} isn't there any more.", sideEffects);
}
