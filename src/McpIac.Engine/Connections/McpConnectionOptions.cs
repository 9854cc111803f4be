using McpIac.Engine.Authorization;

namespace McpIac.Engine.Connections;

/// <param name="StartTimeout">How long a server may take until it answers its first request; 30 s when null.</param>
/// <param name="WorkingDirectory">Where the server runs; the current directory when null.</param>
/// <param name="Environment">Variables that the server gets beside those that it inherits.</param>
/// <param name="Limits">Tighter ones than the server declares; null for those alone.</param>
public sealed record McpConnectionOptions(
    TimeSpan? StartTimeout = null, string? WorkingDirectory = null, IReadOnlyDictionary<string, string>? Environment = null, ProviderLimits? Limits = null)
{
    /// <summary>
    /// Names of variables of this process that a server which is started gets too, with <c>*</c> at the end for all that begin so. Without any it gets what programs need to run at all:
    /// <c>PATH</c>, the home and temporary folders, language, time zone, proxies and trusted certificates.
    /// </summary>
    public IReadOnlyList<string> Inherit { get; init; } = [];

    /// <summary>For a server that is reached by HTTP: what each request carries beside MCP's own. Values are secrets.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>For a server that is reached by HTTP: how access tokens are got for it. Null for none.</summary>
    public ServerAuthorization? Authorization { get; init; }
}
