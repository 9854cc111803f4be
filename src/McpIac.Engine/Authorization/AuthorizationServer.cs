namespace McpIac.Engine.Authorization;

/// <summary>What is known of an authorization server.</summary>
/// <param name="PostsSecrets">It takes a client's secret in the request's body alone.</param>
/// <param name="Scopes">What the resource wants; empty when it doesn't say.</param>
internal sealed record AuthorizationServer(Uri TokenEndpoint, bool PostsSecrets, IReadOnlyList<string> Scopes);
