using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using McpIac.Providers.Annotations;

namespace McpIac.Providers.Postgres.Roles;

internal sealed record RoleProperties
{
    [Description("The role's name, unique on the server; another name renames it.")]
    [StringLength(63, MinimumLength = 1), Examples("app")]
    public required string Name { get; init; }

    [Description("Whether it can connect: a user.")]
    [Default(false)]
    public bool Login { get; init; }

    [Description("Its password. It is sent as a SCRAM verifier, never in the clear, and never read back: a change that others make isn't seen.")]
    [Sensitive, WriteOnly, MinLength(1)]
    public string? Password { get; init; }

    [Description("Whether it may do everything.")]
    [Default(false)]
    public bool Superuser { get; init; }

    [Description("Whether it may create databases.")]
    [Default(false)]
    public bool Createdb { get; init; }

    [Description("Whether it may create and change roles.")]
    [Default(false)]
    public bool Createrole { get; init; }

    [Description("Whether it has the privileges of the roles that it is a member of without asking for them.")]
    [Default(true)]
    public bool Inherit { get; init; } = true;

    [Description("Whether it may replicate.")]
    [Default(false)]
    public bool Replication { get; init; }

    [Description("Whether row security doesn't concern it.")]
    [Default(false)]
    public bool Bypassrls { get; init; }

    [Description("How many connections it may have at once; -1 is any number.")]
    [Range(-1, int.MaxValue), Default(-1)]
    public int ConnectionLimit { get; init; } = -1;

    [Description("Until when its password is good, as RFC 3339 or infinity; for ever when left out.")]
    [MinLength(1), Examples("2030-01-01T00:00:00Z")]
    public string? ValidUntil { get; init; }

    [Description("Roles that it is a member of.")]
    [Unordered, Items(Description = "A role's name.", Refs = ["postgres:role#name"], OrText = true)]
    public IReadOnlyList<string>? MemberOf { get; init; }

    [Description("Settings that its connections begin with.")]
    [JsonExample("""{ "statement_timeout": "30s" }""")]
    public IReadOnlyDictionary<string, string>? Config { get; init; }
}

internal sealed record RoleOutputs(
    [Description("The role's id on the server (oid), which a rename doesn't change."), RegularExpression("^[0-9]+$")] string Id,
    [Description("The role's name."), From("${name}")] string Name);
