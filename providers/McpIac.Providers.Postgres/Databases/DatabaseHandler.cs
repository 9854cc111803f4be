using McpIac.Providers.Annotations;
using McpIac.Providers.Handlers;
using McpIac.Providers.Postgres.Connections;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Postgres.Databases;

[ResourceType("postgres:database", Title = "Database", NaturalKeys = ["name"], Import = true, Stateful = true, DeleteFirst = true, UndoDelete = "irreversible",
    Examples = ["""{ "name": "shop" }""", """{ "name": "archive", "template": "template0", "encoding": "UTF8", "lcCollate": "C", "lcCtype": "C", "connectionLimit": 5 }"""], Description =
    "A database. Its encoding, locale and template can't be changed: another one takes its place, without the data. Deleting it is refused while somebody is connected, unless forceDrop says otherwise.")]
internal sealed class DatabaseHandler(PostgresServer server) : ResourceHandler<DatabaseProperties, DatabaseOutputs>
{
    private readonly DatabaseMaker databases = new(server);

    // The tablespace isn't among it: who says it, even that of the template, needs a right to it.
    protected override async Task<DatabaseProperties> ForeseeAsync(DatabaseProperties properties, OperationContext context)
    {
        if (properties is { Owner: not null, Encoding: not null, LcCollate: not null, LcCtype: not null }) return properties;
        await using var session = await server.OpenAsync(context.Cancellation);
        if (await DatabaseCatalog.FindAsync(session, "d.datname = @name", "name", properties.Template, context.Cancellation) is not { Properties: var template }) return properties;
        return properties with
        {
            Owner = properties.Owner ?? await session.UserAsync(context.Cancellation),
            Encoding = properties.Encoding ?? template.Encoding,
            LcCollate = properties.LcCollate ?? template.LcCollate,
            LcCtype = properties.LcCtype ?? template.LcCtype,
        };
    }

    protected override async Task<Live<DatabaseProperties, DatabaseOutputs>> CreateAsync(DatabaseProperties properties, OperationContext context)
    {
        await using var session = await server.OpenAsync(context.Cancellation);
        return Live(await databases.CreateAsync(session, properties, context), properties);
    }

    protected override async Task<Live<DatabaseProperties, DatabaseOutputs>?> FindAsync(DatabaseProperties properties, OperationContext context)
    {
        await using var session = await server.OpenAsync(context.Cancellation);
        return await DatabaseMaker.FindAsync(session, context) is { } found ? Live(found, found.Properties) : null;
    }

    protected override async Task<Live<DatabaseProperties, DatabaseOutputs>?> ReadAsync(Live<DatabaseProperties, DatabaseOutputs> known, OperationContext context)
    {
        await using var session = await server.OpenAsync(context.Cancellation);
        var recorded = !string.IsNullOrEmpty(known.Properties.Name);
        var found = await DatabaseCatalog.FindAsync(session, recorded ? "d.oid::text = @id" : "d.oid::text = @id OR d.datname = @id ORDER BY d.oid::text = @id DESC", "id", known.Id, context.Cancellation);
        return found is null ? null : Live(found, known.Properties);
    }

    protected override async Task<Live<DatabaseProperties, DatabaseOutputs>> UpdateAsync(Live<DatabaseProperties, DatabaseOutputs> prior, DatabaseProperties properties, OperationContext context)
    {
        await using var session = await server.OpenAsync(context.Cancellation);
        var found = await DatabaseCatalog.FindAsync(session, "d.oid::text = @id", "id", prior.Id, context.Cancellation) ?? throw Gone(prior.Properties.Name);
        await databases.UpdateAsync(session, found.Properties, properties, context.Cancellation);
        return Live(await DatabaseCatalog.FindAsync(session, "d.oid::text = @id", "id", prior.Id, context.Cancellation) ?? throw Gone(properties.Name), properties);
    }

    protected override async Task DeleteAsync(Live<DatabaseProperties, DatabaseOutputs> prior, OperationContext context)
    {
        await using var session = await server.OpenAsync(context.Cancellation);
        if (await DatabaseCatalog.FindAsync(session, "d.oid::text = @id", "id", prior.Id, context.Cancellation) is not { } found) return;
        if (found.Properties.Name == session.Database)
            throw new ProviderException(ErrorCodes.InUse, $"The provider itself is connected to {found.Properties.Name}; let its address name another database.");
        await databases.DropAsync(session, found.Properties, prior.Properties.ForceDrop, context.Cancellation);
    }

    protected override async IAsyncEnumerable<Live<DatabaseProperties, DatabaseOutputs>> ListAsync(OperationContext context)
    {
        await using var session = await server.OpenAsync(context.Cancellation);
        foreach (var found in await DatabaseCatalog.AllAsync(session, context.Cancellation)) yield return Live(found, found.Properties);
    }

    // What the server doesn't keep is as it was asked for.
    private Live<DatabaseProperties, DatabaseOutputs> Live(KnownDatabase found, DatabaseProperties asked) => new(found.Id,
        found.Properties with { Template = asked.Template ?? "template1", ForceDrop = asked.ForceDrop },
        new DatabaseOutputs(found.Id, found.Properties.Name, server.Host, server.Port));

    private static ProviderException Gone(string name) => new(ErrorCodes.NotFound, $"The database {name} isn't there any more.");
}
