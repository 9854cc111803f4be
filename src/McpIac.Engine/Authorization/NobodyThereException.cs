namespace McpIac.Engine.Authorization;

/// <summary>Somebody would have to sign in, and nobody is there: thrown by whoever is asked to show an address.</summary>
public sealed class NobodyThereException() : Exception("somebody has to sign in with a browser, and nobody is there");
