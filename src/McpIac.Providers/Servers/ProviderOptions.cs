namespace McpIac.Providers.Servers;

/// <param name="Name">The provider, <c>local</c>: the first segment of its types' tokens.</param>
/// <param name="MaxConcurrency">How many changes may run at once, over all calls.</param>
/// <param name="RequestsPerSecond">How many changes and questions callers should begin a second, on average; null when that doesn't matter. Declared, not enforced.</param>
/// <param name="Domain">Offers plan and apply under a domain's name too: <c>Network</c> gives <c>planNetworkDeployment</c>, <c>applyNetworkDeployment</c>.</param>
/// <param name="Log">Where unforeseen failures are described, a line each; standard error when null. Never standard output: that is the protocol's.</param>
public sealed record ProviderOptions(
    string Name, string Version, ChangeHooks? Hooks = null, int MaxConcurrency = 16, TimeProvider? Time = null, string? Domain = null, Action<string>? Log = null,
    double? RequestsPerSecond = null)
{
    /// <summary>How long a call of a client that takes MCP's tasks may take before it is answered by a task, 100 ms unless told. Zero answers each by a task.</summary>
    public TimeSpan TaskAfter { get; init; } = TimeSpan.FromMilliseconds(100);
}
