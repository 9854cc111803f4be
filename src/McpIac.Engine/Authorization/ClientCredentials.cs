namespace McpIac.Engine.Authorization;

/// <summary>A program signs in as itself (RFC 6749, 4.4).</summary>
/// <param name="clientSecret">Sent to the authorization server alone.</param>
/// <param name="tokenUrl">Where tokens are got; null asks the server for its authorization server (RFC 9728), which then gets the secret.</param>
public sealed class ClientCredentials(string clientId, string clientSecret, IReadOnlyList<string> scopes, Uri? tokenUrl = null) : ServerAuthorization(scopes)
{
    public string ClientId { get; } = clientId;

    internal string ClientSecret { get; } = clientSecret;

    public Uri? TokenUrl { get; } = tokenUrl;
}
