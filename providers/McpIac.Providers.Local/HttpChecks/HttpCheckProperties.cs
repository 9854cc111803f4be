namespace McpIac.Providers.Local.HttpChecks;

internal sealed record HttpCheckProperties
{
    public required string Url { get; init; }
    public string Method { get; init; } = "GET";
    public int ExpectedStatus { get; init; } = 200;
    public string? ExpectedBody { get; init; }
    public int Timeout { get; init; } = 10;
    public int Interval { get; init; } = 2;
    public int Attempts { get; init; } = 10;
}

/// <param name="ResponseTime">Milliseconds.</param>
internal sealed record HttpCheckOutputs(string Id, int Status, long ResponseTime);
