namespace McpIac.Providers.AspNetCore;

/// <summary>
/// A provider as a resource server of OAuth 2 (RFC 6750): callers send access tokens, which are JWTs that the authorization server signed. Where it is found is told by the metadata of
/// RFC 9728, at <c>/.well-known/oauth-protected-resource</c> with the endpoint's path.
/// </summary>
/// <param name="Issuer">The authorization server, exactly as it calls itself in <c>iss</c>. Https, but on loopback addresses.</param>
/// <param name="Resource">The endpoint's public address, as <c>https://mcp.example.com/mcp</c>.</param>
public sealed record OAuthResource(Uri Issuer, Uri Resource)
{
    /// <summary>What a token's <c>aud</c> has to be or hold; the resource's address unless told. A token that is for somebody else is never accepted.</summary>
    public string? Audience { get; init; }

    /// <summary>Scopes that a token has to have, all of them (<c>scope</c>, or <c>scp</c>).</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>Where the issuer's metadata are; <c>/.well-known/oauth-authorization-server</c> of the issuer (RFC 8414) unless told, as an <c>openid-configuration</c>.</summary>
    public Uri? Metadata { get; init; }
}
