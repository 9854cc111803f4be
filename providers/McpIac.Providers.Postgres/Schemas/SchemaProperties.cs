using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using McpIac.Providers.Annotations;

namespace McpIac.Providers.Postgres.Schemas;

internal sealed record SchemaProperties
{
    [Description("The database that it is in: its name, or its id, which stays good when the database is renamed.")]
    [Immutable, MinLength(1), Ref("postgres:database#name", "postgres:database#id", OrText = true), Examples("shop")]
    public required string Database { get; init; }

    [Description("The schema's name, unique in the database; another name renames it.")]
    [StringLength(63, MinimumLength = 1), Examples("app")]
    public required string Name { get; init; }

    [Description("The role that owns it; the user of the connection when left out.")]
    [Computed, MinLength(1), Ref("postgres:role#name", OrText = true)]
    public string? Owner { get; init; }

    [Description("Whether deleting it deletes what is in it too; else it is refused while there is anything.")]
    [Default(false)]
    public bool DropCascade { get; init; }
}

internal sealed record SchemaOutputs(
    [Description("The ids (oid) of the database and of the schema in it."), RegularExpression("^[0-9]+/[0-9]+$")] string Id,
    [Description("The schema's name."), From("${name}")] string Name,
    [Description("The database's name."), From("${database}")] string Database);
