using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using McpIac.Providers.Annotations;

namespace McpIac.Providers.Postgres.Migrations;

internal sealed record MigrationProperties
{
    [Description("The database that is migrated: its name or its id.")]
    [Immutable, MinLength(1), Ref("postgres:database#name", "postgres:database#id", OrText = true), Examples("shop")]
    public required string Database { get; init; }

    [Description("The migrations, in the order in which they run. One that has run is never run again and must stay as it is; new ones come at the end.")]
    [MinLength(1)]
    public required IReadOnlyList<MigrationStep> Migrations { get; init; }

    [Description("The schema of the history table, which must be there.")]
    [Immutable, StringLength(63, MinimumLength = 1), Default("public")]
    public string Schema { get; init; } = "public";

    [Description("The table that remembers what has run, with a checksum of each; it is made when it is missing.")]
    [Immutable, StringLength(63, MinimumLength = 1), Default("mciacc_migrations")]
    public string Table { get; init; } = "mciacc_migrations";

    [Description("The role that runs them, which then owns what they make; the user of the connection when left out.")]
    [MinLength(1), Ref("postgres:role#name", OrText = true)]
    public string? RunAs { get; init; }
}

internal sealed record MigrationStep
{
    [Description("A name of its own.")]
    [StringLength(200, MinimumLength = 1), Examples("001-customers")]
    public required string Version { get; init; }

    [Description("What runs: one statement or several.")]
    [MinLength(1), Examples("CREATE TABLE customers (id bigint PRIMARY KEY)")]
    public required string Sql { get; init; }

    [Description("Whether it runs in a transaction. CREATE INDEX CONCURRENTLY and the like can't; such a one is a single statement that may be run twice.")]
    [Default(true)]
    public bool Transactional { get; init; } = true;
}

internal sealed record MigrationOutputs(
    [Description("Where the history is: database, schema, table.")] string Id,
    [Description("The version of the last migration that has run."), From("${migrations[0].version}${migrations}")] string CurrentVersion,
    [Description("How many have run."), From("${migrations}"), Range(0, int.MaxValue)] int Applied);
