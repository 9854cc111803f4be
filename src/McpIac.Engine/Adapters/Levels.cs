using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Engine.Adapters;

/// <summary>What can be known of a plain server's resources (docs/spec/provider.md, "Discovery"): at level 0 only what its tools say they did, at level 1 what is.</summary>
public static class Levels
{
    private const int Named = 5;

    public static int Of(ResourceType type) => ObjectReader.CanSee(type) ? 1 : 0;

    /// <summary>MCI6501, one a provider: what of these types nobody can look at.</summary>
    internal static IEnumerable<Diagnostic> Unseen(IEnumerable<ResourceType> types) =>
        from type in types.Distinct()
        where type is { Kind: TypeKind.Resource, Tools.Count: > 0 } && Of(type) == 0
        group type.Token by type.Provider into blind
        orderby blind.Key
        let tokens = blind.Order(StringComparer.Ordinal).ToArray()
        select new Diagnostic("MCI6501", Severity.Info,
            $"No tool of {blind.Key} reads {string.Join(", ", tokens.Take(Named))}{(tokens.Length > Named ? ", …" : "")}: what its tools say they did is believed, and what is changed outside isn't seen.", null,
            $"Say which tool reads them, in schemas/{blind.Key}.map.yaml.");
}
