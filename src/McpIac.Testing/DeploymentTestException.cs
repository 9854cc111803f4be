namespace McpIac.Testing;

/// <summary>A test asks for what isn't there: the message says what there is.</summary>
public sealed class DeploymentTestException(string message) : Exception(message);
