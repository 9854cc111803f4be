using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using McpIac.Providers.Annotations;

namespace McpIac.Providers.Postgres.Grants;

internal sealed record GrantProperties
{
    [Description("The database in which, or on which: its name or its id.")]
    [Immutable, MinLength(1), Ref("postgres:database#name", "postgres:database#id", OrText = true), Examples("shop")]
    public required string Database { get; init; }

    [Description("Who gets the privileges: a role, or public for everybody.")]
    [Immutable, MinLength(1), Ref("postgres:role#name", OrText = true), Examples("app", "public")]
    public required string Role { get; init; }

    [Description("What the privileges are on.")]
    [Immutable, AllowedValues("database", "schema", "table", "sequence", "function", "type")]
    public required string ObjectType { get; init; }

    [Description("The schema that they are on or in; not for a database.")]
    [Immutable, MinLength(1), Ref("postgres:schema#name", OrText = true), Examples("app")]
    public string? Schema { get; init; }

    [Description("Tables (or views), sequences, functions or types of the schema, a function with its argument types where there are several: total(integer). Left out: all that there are; one that is made later lacks the privileges until the next apply.")]
    [Immutable, Unordered, Items(Description = "A name.", Unique = true, Refs = ["postgres:table#name"], OrText = true), JsonExample("""["orders"]""")]
    public IReadOnlyList<string>? Objects { get; init; }

    [Description("The privileges, and no others. ALL is every one that there is on such objects.")]
    [Unordered, MinLength(1), Items(Description = "A privilege.", Unique = true, Values =
        ["SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER", "USAGE", "CREATE", "CONNECT", "TEMPORARY", "EXECUTE", "ALL"]), JsonExample("""["SELECT", "INSERT"]""")]
    public required IReadOnlyList<string> Privileges { get; init; }

    [Description("Columns of the tables that the privileges are for: SELECT, INSERT, UPDATE and REFERENCES only. Left out: the whole table.")]
    [Immutable, Unordered, Items(Description = "A column.", Unique = true), JsonExample("""["name"]""")]
    public IReadOnlyList<string>? Columns { get; init; }

    [Description("Whether the role may grant them on.")]
    [Default(false)]
    public bool WithGrantOption { get; init; }
}

internal sealed record GrantOutputs([Description("What it is about: database, kind, schema, objects, columns, role.")] string Id);
