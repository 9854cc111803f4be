namespace McpIac.Providers.Local.RandomValues;

internal sealed record RandomProperties
{
    public required string Kind { get; init; }
    public int? Length { get; init; }
    public int Words { get; init; } = 2;
    public string Separator { get; init; } = "-";
    public bool Symbols { get; init; } = true;
    public string? Prefix { get; init; }
    public IReadOnlyDictionary<string, string>? Keepers { get; init; }
}

/// <param name="Value">For ids and pets.</param>
/// <param name="Secret">For passwords.</param>
internal sealed record RandomOutputs(string Id, string? Value, string? Secret);
