using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using McpIac.Providers.Annotations;

namespace McpIac.Providers.Postgres.Tables;

internal sealed record TableProperties
{
    [Description("The database that it is in: its name or its id.")]
    [Immutable, MinLength(1), Ref("postgres:database#name", "postgres:database#id", OrText = true), Examples("shop")]
    public required string Database { get; init; }

    [Description("The schema that it is in; another one moves it.")]
    [MinLength(1), Ref("postgres:schema#name", OrText = true), Default("public")]
    public string Schema { get; init; } = "public";

    [Description("The table's name; another name renames it.")]
    [StringLength(63, MinimumLength = 1), Examples("orders")]
    public required string Name { get; init; }

    [Description("The columns. New ones are added at the end; the order of those that there are doesn't matter.")]
    [MinLength(1), JsonExample("""[ { "name": "id", "type": "bigint", "identity": "always" }, { "name": "customer", "type": "text", "nullable": false } ]""")]
    public required IReadOnlyList<ColumnProperties> Columns { get; init; }

    [Description("The columns of the primary key.")]
    [Items(Description = "A column.", Unique = true), JsonExample("""["id"]""")]
    public IReadOnlyList<string>? PrimaryKey { get; init; }

    [Description("Sets of columns that no two rows share.")]
    [Unordered]
    public IReadOnlyList<UniqueProperties>? Unique { get; init; }

    [Description("References to other tables.")]
    [Unordered]
    public IReadOnlyList<ForeignKeyProperties>? ForeignKeys { get; init; }

    [Description("Indexes besides those of the keys.")]
    [Unordered]
    public IReadOnlyList<IndexProperties>? Indexes { get; init; }

    [Description("What the table is, for people.")]
    public string? Comment { get; init; }

    [Description("Whether columns that left the list are dropped with their data; else that is refused.")]
    [Default(false)]
    public bool DropColumns { get; init; }
}

internal sealed record ColumnProperties
{
    [Description("The column's name.")]
    [StringLength(63, MinimumLength = 1), Examples("customer")]
    public required string Name { get; init; }

    [Description("Its type, as PostgreSQL writes it. Another type converts what is there.")]
    [MinLength(1), Examples("text", "numeric(10,2)")]
    public required string Type { get; init; }

    [Description("Whether it may have no value.")]
    [Default(true)]
    public bool Nullable { get; init; } = true;

    [Description("An SQL expression for the value when none is given.")]
    [MinLength(1), Examples("now()")]
    public string? Default { get; init; }

    [Description("Numbers that count up by themselves.")]
    [AllowedValues("always", "byDefault")]
    public string? Identity { get; init; }

    [Description("An SQL expression of other columns that it is always computed from. It can't be changed, only dropped with its column.")]
    [MinLength(1), Examples("price * quantity")]
    public string? Generated { get; init; }

    [Description("What it was called before: then it is renamed instead of another being added.")]
    [StringLength(63, MinimumLength = 1)]
    public string? PreviousName { get; init; }
}

internal sealed record UniqueProperties
{
    [Description("The constraint's name.")]
    [StringLength(63, MinimumLength = 1), Examples("orders_number")]
    public required string Name { get; init; }

    [Description("Its columns.")]
    [MinLength(1), Items(Description = "A column.")]
    public required IReadOnlyList<string> Columns { get; init; }
}

internal sealed record ForeignKeyProperties
{
    [Description("The constraint's name.")]
    [StringLength(63, MinimumLength = 1), Examples("orders_customer")]
    public required string Name { get; init; }

    [Description("Its columns.")]
    [MinLength(1), Items(Description = "A column.")]
    public required IReadOnlyList<string> Columns { get; init; }

    [Description("The schema of the other table.")]
    [MinLength(1), Default("public")]
    public string ReferencedSchema { get; init; } = "public";

    [Description("The other table.")]
    [MinLength(1), Ref("postgres:table#name", OrText = true), Examples("customers")]
    public required string ReferencedTable { get; init; }

    [Description("The other table's columns, in the same order.")]
    [MinLength(1), Items(Description = "A column.")]
    public required IReadOnlyList<string> ReferencedColumns { get; init; }

    [Description("What happens to a row when the one that it refers to is deleted.")]
    [AllowedValues("noAction", "restrict", "cascade", "setNull", "setDefault"), Default("noAction")]
    public string OnDelete { get; init; } = "noAction";
}

internal sealed record IndexProperties
{
    [Description("The index's name, unique in the schema.")]
    [StringLength(63, MinimumLength = 1), Examples("orders_customer_index")]
    public required string Name { get; init; }

    [Description("Its columns.")]
    [MinLength(1), Items(Description = "A column.")]
    public required IReadOnlyList<string> Columns { get; init; }

    [Description("Whether no two rows may share them.")]
    [Default(false)]
    public bool Unique { get; init; }

    [Description("The kind of index.")]
    [AllowedValues("btree", "hash", "gin", "gist", "brin", "spgist"), Default("btree")]
    public string Method { get; init; } = "btree";
}

internal sealed record TableOutputs(
    [Description("The ids (oid) of the database and of the table in it."), RegularExpression("^[0-9]+/[0-9]+$")] string Id,
    [Description("The table's name."), From("${name}")] string Name,
    [Description("The name with its schema, quoted where it has to be."), From("${schema}.${name}")] string QualifiedName);
