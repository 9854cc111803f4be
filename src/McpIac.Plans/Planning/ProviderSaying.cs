namespace McpIac.Plans.Planning;

/// <summary>What a provider's own plan says of an update that the schema alone calls for.</summary>
/// <param name="IsNoChange">To the provider the new values are the old ones, written otherwise.</param>
/// <param name="Replaces">It can't be done in place: by path of the property, why; empty when it can.</param>
public sealed record ProviderSaying(bool IsNoChange, IReadOnlyDictionary<string, string> Replaces);
