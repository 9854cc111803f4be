namespace McpIac.Engine.Authorization;

/// <summary>There is no access token; the message is the end of a sentence, and holds no secret.</summary>
internal sealed class TokenException(string message) : Exception(message);
