using McpIac.Providers.Annotations;
using McpIac.Providers.Handlers;
using McpIac.Providers.Postgres.Connections;
using McpIac.Providers.Postgres.Ownership;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Postgres.Tables;

[ResourceType("postgres:table", Title = "Table", NaturalKeys = ["database, schema, name"], Import = true, Stateful = true, DeleteFirst = true, UndoDelete = "irreversible", UndoUpdate = "recreate",
    Examples = ["""{ "database": "shop", "name": "orders", "columns": [ { "name": "id", "type": "bigint", "identity": "always" } ], "primaryKey": ["id"] }"""], Description =
    "A table with its columns, keys and indexes. It changes in place; columns with data are dropped only when dropColumns says so. Deleting it is refused while something else needs it.")]
internal sealed class TableHandler(PostgresServer server) : ResourceHandler<TableProperties, TableOutputs>
{
    private const string ById = "c.oid::text = @value", ByName = "c.relname = @value AND n.nspname = @schema";

    protected override IEnumerable<WireDiagnostic> Check(TableProperties properties, OperationContext context)
    {
        foreach (var twice in properties.Columns.GroupBy(c => c.Name, StringComparer.Ordinal).Where(g => g.Count() > 1))
            yield return new WireDiagnostic("error", ErrorCodes.Invalid, $"columns: {twice.Key} comes twice", "/columns", context.Urn);
    }

    protected override async Task<Live<TableProperties, TableOutputs>> CreateAsync(TableProperties properties, OperationContext context)
    {
        await using var session = await server.OpenAsync(properties.Database, context.Cancellation);
        var comment = Mark.Statement("TABLE", Sql.Name(properties.Schema, properties.Name), Mark.On(properties.Comment, context));
        await session.ChangeAsync(context.Key, [.. TableStatements.Create(properties), comment], context.Cancellation);
        var made = await TableCatalog.FindAsync(session, ByName, properties.Name, context.Cancellation, properties.Schema) ?? throw Gone(properties, "possible");
        return Live(session, made, properties, made);
    }

    protected override Task<Live<TableProperties, TableOutputs>?> FindAsync(TableProperties properties, OperationContext context) => InDatabase.FindAsync(server, properties.Database, context, async session =>
        await TableCatalog.FindAsync(session, Mark.Condition("obj_description(c.oid, 'pg_class')").Replace("@mark", "@value", StringComparison.Ordinal), Mark.Of(context.Key), context.Cancellation) is { } found
            ? Live(session, found, found.Properties, found) : null);

    protected override async Task<Live<TableProperties, TableOutputs>?> ReadAsync(Live<TableProperties, TableOutputs> known, OperationContext context)
    {
        if (await InDatabase.OpenAsync(server, known.Id, context.Cancellation) is not var (session, own)) return null;
        await using (session)
        {
            if (await TableCatalog.FindAsync(session, ById, own, context.Cancellation) is not { } found) return null;
            return Live(session, found, TableWords.In(found.Properties, known.Properties, known.Private), null) with { Private = known.Private };
        }
    }

    protected override async Task<Live<TableProperties, TableOutputs>> UpdateAsync(Live<TableProperties, TableOutputs> prior, TableProperties properties, OperationContext context)
    {
        var (session, own) = await InDatabase.NeedAsync(server, prior.Id, context.Cancellation);
        await using (session)
        {
            var found = await TableCatalog.FindAsync(session, ById, own, context.Cancellation) ?? throw Gone(prior.Properties, "none");
            var before = TableWords.In(found.Properties, prior.Properties, prior.Private);
            var comment = before.Comment == properties.Comment ? [] : new[] { Mark.Statement("TABLE", Sql.Name(properties.Schema, properties.Name), Mark.Keeping(found.Comment, properties.Comment)) };
            await session.ChangeAsync([.. TableStatements.Change(before, found.PrimaryKeyName, properties), .. comment], context.Cancellation);
            var made = await TableCatalog.FindAsync(session, ById, own, context.Cancellation) ?? throw Gone(properties, "possible");
            return Live(session, made, properties, made);
        }
    }

    protected override async Task DeleteAsync(Live<TableProperties, TableOutputs> prior, OperationContext context)
    {
        if (await InDatabase.OpenAsync(server, prior.Id, context.Cancellation) is not var (session, own)) return;
        await using (session)
        {
            if (await TableCatalog.FindAsync(session, ById, own, context.Cancellation) is not { } there) return;
            await session.ChangeAsync([$"DROP TABLE IF EXISTS {there.QualifiedName}"], context.Cancellation);
        }
    }

    protected override IAsyncEnumerable<Live<TableProperties, TableOutputs>> ListAsync(OperationContext context) => InDatabase.EachAsync(server, async session =>
        (await TableCatalog.AllAsync(session, context.Cancellation)).Select(found => Live(session, found, found.Properties, null)), context.Cancellation);

    private static Live<TableProperties, TableOutputs> Live(PostgresSession session, KnownTable found, TableProperties properties, KnownTable? told) => new(
        InDatabase.Id(session, found.Id), properties, new TableOutputs(InDatabase.Id(session, found.Id), found.Properties.Name, found.QualifiedName),
        Private: told is null ? null : TableWords.Told(told.Properties));

    private static ProviderException Gone(TableProperties properties, string sideEffects) => new(ErrorCodes.NotFound, $"The table {properties.Name} isn't there any more.", sideEffects);
}
