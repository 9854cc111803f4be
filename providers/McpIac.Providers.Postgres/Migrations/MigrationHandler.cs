using McpIac.Providers.Annotations;
using McpIac.Providers.Handlers;
using McpIac.Providers.Postgres.Connections;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Postgres.Migrations;

[ResourceType("postgres:migration", Title = "Migrations", NaturalKeys = ["database, schema, table"], UndoCreate = "irreversible", UndoUpdate = "irreversible", UpdateTimeout = "PT1H", CreateTimeout = "PT1H",
    Examples = ["""{ "database": "shop", "migrations": [ { "version": "001-customers", "sql": "CREATE TABLE customers (id bigint PRIMARY KEY)" } ] }"""], Description =
    "Changes of a database's contents, run once each and in order. There is no way back: deleting the resource forgets it, and leaves what it made and its history, which another one may go on with.")]
internal sealed class MigrationHandler(PostgresServer server) : ResourceHandler<MigrationProperties, MigrationOutputs>
{
    // The history says what has run, whatever key asks.
    public override bool Repeatable => true;

    protected override IEnumerable<WireDiagnostic> Check(MigrationProperties properties, OperationContext context) => properties.Migrations.GroupBy(m => m.Version, StringComparer.Ordinal)
        .Where(g => g.Count() > 1).Select(g => new WireDiagnostic("error", ErrorCodes.Invalid, $"migrations: the version {g.Key} comes twice", "/migrations", context.Urn));

    protected override async Task<Live<MigrationProperties, MigrationOutputs>> CreateAsync(MigrationProperties properties, OperationContext context)
    {
        await using var session = await server.OpenAsync(properties.Database, context.Cancellation);
        return await MigrateAsync(session, $"{session.Database}/{properties.Schema}/{properties.Table}", properties, context);
    }

    protected override async Task<Live<MigrationProperties, MigrationOutputs>?> ReadAsync(Live<MigrationProperties, MigrationOutputs> known, OperationContext context)
    {
        var asked = known.Properties;
        await using var session = await server.TryOpenAsync(asked.Database, context.Cancellation);
        if (session is null) return null;
        var history = new History(session, asked.Schema, asked.Table);
        if (await history.OwnerAsync(context.Cancellation) is not { Length: > 0 }) return null;
        var applied = await history.AppliedAsync(context.Cancellation);
        return new Live<MigrationProperties, MigrationOutputs>(known.Id, asked with { Migrations = [.. applied.Select(a => As(a, asked.Migrations ?? []))] },
            new MigrationOutputs(known.Id, applied.LastOrDefault().Version ?? "", applied.Count));
    }

    protected override async Task<Live<MigrationProperties, MigrationOutputs>> UpdateAsync(
        Live<MigrationProperties, MigrationOutputs> prior, MigrationProperties properties, OperationContext context)
    {
        await using var session = await server.OpenAsync(properties.Database, context.Cancellation);
        return await MigrateAsync(session, prior.Id, properties, context);
    }

    protected override async Task DeleteAsync(Live<MigrationProperties, MigrationOutputs> prior, OperationContext context)
    {
        await using var session = await server.TryOpenAsync(prior.Properties.Database, context.Cancellation);
        if (session is null) return;
        var history = new History(session, prior.Properties.Schema, prior.Properties.Table);
        if (await history.OwnerAsync(context.Cancellation) is { Length: > 0 }) await history.ReleaseAsync(context.Cancellation);
    }

    private static async Task<Live<MigrationProperties, MigrationOutputs>> MigrateAsync(PostgresSession session, string id, MigrationProperties properties, OperationContext context)
    {
        var (applied, partial) = await new Migrator(session, properties, context).RunAsync();
        return new Live<MigrationProperties, MigrationOutputs>(id, properties, new MigrationOutputs(id, applied == 0 ? "" : properties.Migrations[applied - 1].Version, applied), Partial: partial);
    }

    // The history has checksums: one that fits tells that the text is the one that is known.
    private static MigrationStep As((string Version, string Checksum) applied, IReadOnlyList<MigrationStep> known) =>
        known.FirstOrDefault(m => m.Version == applied.Version && History.Checksum(m.Sql) == applied.Checksum)
            ?? new MigrationStep { Version = applied.Version, Sql = $"-- a text with the checksum {applied.Checksum}" };
}
