namespace McpIac.Providers.Local.Directories;

internal sealed record DirectoryProperties
{
    public required string Path { get; init; }
    public string? Mode { get; init; }
}

internal sealed record DirectoryOutputs(string Id, string Path);
