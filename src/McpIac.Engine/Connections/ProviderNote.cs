namespace McpIac.Engine.Connections;

/// <summary>What a provider says about a change while it is at it.</summary>
/// <param name="Urn">As the provider knows the resource.</param>
/// <param name="Phase">A word or two of its own: "creating", "waiting for an address". Foreign text.</param>
public sealed record ProviderNote(string Urn, string Phase);
