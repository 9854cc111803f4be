namespace McpIac.Providers.Local.Files;

internal sealed record FileProperties
{
    public required string Path { get; init; }
    public string? Content { get; init; }
    public string? ContentBase64 { get; init; }
    public string? SensitiveContent { get; init; }
    public string? Mode { get; init; }
}

/// <param name="Sha256">Absent for sensitive content, which could be guessed from it.</param>
internal sealed record FileOutputs(string Id, string Path, long Size, string? Sha256);
