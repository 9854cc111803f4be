using McpIac.Schemas.Data;

namespace McpIac.Plans.Planning;

/// <summary>What a provider's own plan says of a change that the schema alone calls for.</summary>
/// <param name="IsNoChange">To the provider the new values are the old ones, written otherwise.</param>
/// <param name="Replaces">It can't be done in place: by path of the property, why; empty when it can.</param>
public sealed record ProviderSaying(bool IsNoChange, IReadOnlyDictionary<string, string> Replaces)
{
    /// <summary>Of what is made anew: the properties that the program leaves to the provider, as far as it can tell what they will be.</summary>
    public Datum Filled { get; init; } = Datum.EmptyMap;

    /// <summary>Nothing but what it will fill in.</summary>
    public static ProviderSaying Filling(Datum filled) => new(false, new Dictionary<string, string>()) { Filled = filled };
}
