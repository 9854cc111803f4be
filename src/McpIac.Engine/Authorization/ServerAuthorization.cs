namespace McpIac.Engine.Authorization;

/// <summary>
/// How access tokens of OAuth 2 are got for a server that is reached by HTTP. They are kept in memory until they expire or the process ends, and are in no message. A server that is reached in the
/// clear gets none, unless it is on this machine.
/// </summary>
/// <param name="scopes">What is asked for; when empty, what the server says that it wants.</param>
public abstract class ServerAuthorization(IReadOnlyList<string> scopes)
{
    public IReadOnlyList<string> Scopes { get; } = scopes;
}
