namespace McpIac.Engine.Authorization;

/// <summary>A person signs in with a browser, by an authorization code with PKCE (OAuth 2.1), which comes back to a port of this machine.</summary>
/// <param name="clientId">Null registers a client (RFC 7591), where the authorization server allows that.</param>
/// <param name="visit">Shows the address to the person, or opens it; done when that is under way. Five minutes are waited for the person.</param>
public sealed class AuthorizationCode(string? clientId, IReadOnlyList<string> scopes, Func<Uri, CancellationToken, Task> visit) : ServerAuthorization(scopes)
{
    public string? ClientId { get; } = clientId;

    internal Func<Uri, CancellationToken, Task> Visit { get; } = visit;
}
