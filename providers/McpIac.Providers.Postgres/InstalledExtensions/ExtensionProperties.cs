using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using McpIac.Providers.Annotations;

namespace McpIac.Providers.Postgres.InstalledExtensions;

internal sealed record ExtensionProperties
{
    [Description("The database that it is installed in: its name or its id.")]
    [Immutable, MinLength(1), Ref("postgres:database#name", "postgres:database#id", OrText = true), Examples("shop")]
    public required string Database { get; init; }

    [Description("The extension's name; the server must have its files.")]
    [Immutable, StringLength(63, MinimumLength = 1), Examples("pgcrypto")]
    public required string Name { get; init; }

    [Description("The version; the server's default when left out. Another version updates it in place.")]
    [Computed, MinLength(1), From("1.0"), Examples("1.3")]
    public string? Version { get; init; }

    [Description("The schema that its objects are in; another one moves them where the extension allows it.")]
    [Computed, MinLength(1), From("public"), Ref("postgres:schema#name", OrText = true), Examples("public")]
    public string? Schema { get; init; }

    [Description("Whether the extensions that it needs are installed with it.")]
    [Default(false)]
    public bool CreateCascade { get; init; }
}

internal sealed record ExtensionOutputs(
    [Description("The ids (oid) of the database and of the extension in it."), RegularExpression("^[0-9]+/[0-9]+$")] string Id,
    [Description("The installed version."), From("${version}")] string Version,
    [Description("The schema that its objects are in."), From("${schema}")] string Schema);
