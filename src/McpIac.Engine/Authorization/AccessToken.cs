namespace McpIac.Engine.Authorization;

/// <param name="Text">A secret.</param>
/// <param name="Ends">When another is got; null when the authorization server doesn't say.</param>
internal sealed record AccessToken(string Text, DateTimeOffset? Ends)
{
    public override string ToString() => nameof(AccessToken);
}
