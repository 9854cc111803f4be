using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using McpIac.Providers.Annotations;

namespace McpIac.Providers.Postgres.Databases;

internal sealed record DatabaseProperties
{
    [Description("The database's name, unique on the server; another name renames it, which takes that nobody is connected.")]
    [StringLength(63, MinimumLength = 1), Examples("shop")]
    public required string Name { get; init; }

    [Description("The role that owns it; the user of the connection when left out.")]
    [Computed, MinLength(1), Ref("postgres:role#name", OrText = true)]
    public string? Owner { get; init; }

    [Description("The character set, as PostgreSQL calls it; the template's when left out.")]
    [Immutable, Computed, MinLength(1), Equal("caseInsensitive"), From("UTF8"), Examples("UTF8")]
    public string? Encoding { get; init; }

    [Description("The order of texts (LC_COLLATE); the template's when left out.")]
    [Immutable, Computed, MinLength(1), From("C"), Examples("C")]
    public string? LcCollate { get; init; }

    [Description("The kinds of characters (LC_CTYPE); the template's when left out.")]
    [Immutable, Computed, MinLength(1), From("C"), Examples("C")]
    public string? LcCtype { get; init; }

    [Description("Who provides the order of texts, from PostgreSQL 15 on.")]
    [Immutable, Computed, AllowedValues("libc", "icu", "builtin"), From("libc")]
    public string? LocaleProvider { get; init; }

    [Description("ICU's locale, when icu provides the order.")]
    [Immutable, MinLength(1), Examples("de-DE")]
    public string? IcuLocale { get; init; }

    [Description("The database that it is made a copy of.")]
    [Immutable, MinLength(1), Default("template1"), Examples("template0")]
    public string Template { get; init; } = "template1";

    [Description("The tablespace for what says no other; moving it takes that nobody is connected.")]
    [Computed, MinLength(1), From("pg_default"), Examples("pg_default")]
    public string? Tablespace { get; init; }

    [Description("How many connections it may have at once; -1 is any number.")]
    [Range(-1, int.MaxValue), Default(-1)]
    public int ConnectionLimit { get; init; } = -1;

    [Description("Whether it can be connected to.")]
    [Default(true)]
    public bool AllowConnections { get; init; } = true;

    [Description("Whether others may copy it.")]
    [Default(false)]
    public bool IsTemplate { get; init; }

    [Description("Whether deleting it ends the connections that others have to it; else it is refused while there are any.")]
    [Default(false)]
    public bool ForceDrop { get; init; }
}

internal sealed record DatabaseOutputs(
    [Description("The database's id on the server (oid), which a rename doesn't change."), RegularExpression("^[0-9]+$")] string Id,
    [Description("The database's name."), From("${name}")] string Name,
    [Description("The server's host, as the provider reaches it."), From("127.0.0.1")] string Host,
    [Description("The server's port."), Range(1, 65535), From("5432")] int Port);
