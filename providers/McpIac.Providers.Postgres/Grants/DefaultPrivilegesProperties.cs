using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using McpIac.Providers.Annotations;

namespace McpIac.Providers.Postgres.Grants;

internal sealed record DefaultPrivilegesProperties
{
    [Description("The database: its name or its id.")]
    [Immutable, MinLength(1), Ref("postgres:database#name", "postgres:database#id", OrText = true), Examples("shop")]
    public required string Database { get; init; }

    [Description("The role whose new objects they are on.")]
    [Immutable, MinLength(1), Ref("postgres:role#name", OrText = true), Examples("app")]
    public required string OwnerRole { get; init; }

    [Description("Who gets the privileges: a role, or public for everybody.")]
    [Immutable, MinLength(1), Ref("postgres:role#name", OrText = true), Examples("readers")]
    public required string Role { get; init; }

    [Description("The schema that the new objects are in; any when left out.")]
    [Immutable, MinLength(1), Ref("postgres:schema#name", OrText = true), Examples("app")]
    public string? Schema { get; init; }

    [Description("What new objects.")]
    [Immutable, AllowedValues("table", "sequence", "function", "type", "schema")]
    public required string ObjectType { get; init; }

    [Description("The privileges, and no others. ALL is every one that there is on such objects.")]
    [Unordered, MinLength(1), Items(Description = "A privilege.", Unique = true, Values =
        ["SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER", "USAGE", "CREATE", "EXECUTE", "ALL"]), JsonExample("""["SELECT"]""")]
    public required IReadOnlyList<string> Privileges { get; init; }

    [Description("Whether the role may grant them on.")]
    [Default(false)]
    public bool WithGrantOption { get; init; }
}
