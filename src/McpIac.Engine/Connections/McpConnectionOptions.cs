namespace McpIac.Engine.Connections;

/// <param name="StartTimeout">How long a server may take until it answers its first request; 30 s when null.</param>
/// <param name="WorkingDirectory">Where the server runs; the current directory when null.</param>
/// <param name="Environment">Variables that the server gets beside ours.</param>
/// <param name="Limits">Tighter ones than the server declares; null for those alone.</param>
public sealed record McpConnectionOptions(
    TimeSpan? StartTimeout = null, string? WorkingDirectory = null, IReadOnlyDictionary<string, string>? Environment = null, ProviderLimits? Limits = null)
{
    /// <summary>For a server that is reached by HTTP: what each request carries beside MCP's own. Values are secrets.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }
}
