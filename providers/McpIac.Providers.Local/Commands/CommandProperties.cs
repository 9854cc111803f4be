namespace McpIac.Providers.Local.Commands;

internal sealed record CommandProperties
{
    public required IReadOnlyList<string> Create { get; init; }
    public IReadOnlyList<string>? Read { get; init; }
    public IReadOnlyList<string>? Update { get; init; }
    public IReadOnlyList<string>? Delete { get; init; }
    public IReadOnlyDictionary<string, string>? Environment { get; init; }
    public string? WorkingDirectory { get; init; }
    public IReadOnlyDictionary<string, string>? Triggers { get; init; }
    public int Timeout { get; init; } = 300;
}

internal sealed record CommandOutputs(string Id, string Stdout, int ExitCode, bool? Truncated);
