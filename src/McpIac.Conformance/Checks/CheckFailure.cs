namespace McpIac.Conformance.Checks;

/// <summary>What a check looks for isn't so. The message is a sentence fragment for whoever writes the server.</summary>
internal sealed class CheckFailure(string why) : Exception(why);
