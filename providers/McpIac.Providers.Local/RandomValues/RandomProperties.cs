using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using McpIac.Providers.Annotations;

namespace McpIac.Providers.Local.RandomValues;

internal sealed record RandomProperties
{
    [Description("What is made: an id of letters and digits, a password, or friendly words such as brave-otter.")]
    [Immutable, AllowedValues("id", "password", "pet")]
    public required string Kind { get; init; }

    [Description("How many characters an id (8 unless told) or a password (20; at least 8) has.")]
    [Immutable, Range(1, 1024), Examples(20)]
    public int? Length { get; init; }

    [Description("How many words a pet has.")]
    [Immutable, Range(1, 8), Default(2)]
    public int Words { get; init; } = 2;

    [Description("What stands between a pet's words.")]
    [Immutable, MaxLength(8), Default("-")]
    public string Separator { get; init; } = "-";

    [Description("Whether a password has one or more of - _ . + = , in it.")]
    [Immutable, Default(true)]
    public bool Symbols { get; init; } = true;

    [Description("What an id or a pet begins with.")]
    [Immutable, MaxLength(64), Examples("db-")]
    public string? Prefix { get; init; }

    [Description("Any texts; a change makes a new value.")]
    [Immutable]
    public IReadOnlyDictionary<string, string>? Keepers { get; init; }
}
