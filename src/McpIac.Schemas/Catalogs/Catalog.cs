using McpIac.Schemas.Data;

namespace McpIac.Schemas.Catalogs;

/// <summary>The typed model read from all snapshots. Immutable and thread-safe.</summary>
public sealed class Catalog
{
    private readonly Dictionary<string, ResourceType> byToken;

    /// <param name="providers">One entry a snapshot; names are unique, the reader has seen to that.</param>
    public Catalog(IReadOnlyList<ProviderSchema> providers)
    {
        Providers = providers;
        byToken = providers.SelectMany(p => p.Types).GroupBy(t => t.Token, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
    }

    public IReadOnlyList<ProviderSchema> Providers { get; }
    public IEnumerable<ResourceType> Types => Providers.SelectMany(p => p.Types);

    /// <summary>The type of a token, or null.</summary>
    public ResourceType? Find(string token) => byToken.TryGetValue(token, out var type) ? type : null;
}

/// <summary>A provider as its snapshot describes it.</summary>
/// <param name="Name">The first segment of its types' tokens.</param>
/// <param name="Digest"><c>sha256:…</c> over the canonical form of its tools and types.</param>
/// <param name="Command">How its server is started, as an argument list; empty for in-process and hand-written ones.</param>
public sealed record ProviderSchema(string Name, string Digest, IReadOnlyList<string> Command, IReadOnlyList<ResourceType> Types)
{
    /// <summary>Its server's version when the snapshot was pulled; empty when unknown.</summary>
    public string Version { get; init; } = "";

    /// <summary>Of its resource types, as its server announces it; null for a plain one.</summary>
    public string? SchemaDigest { get; init; }

    /// <summary>Variables that its server inherits, beside what every program needs: names, with <c>*</c> at the end for all that begin so.</summary>
    public IReadOnlyList<string> Inherit { get; init; } = [];

    /// <summary>Where its server is reached by HTTP; null for one that is started.</summary>
    public Uri? Url { get; init; }

    /// <summary>Types that earlier snapshots had: they have classes that can't be used, and are nowhere else.</summary>
    public IReadOnlyList<ResourceType> Gone { get; init; } = [];

    /// <summary>The server's tools as the snapshot has them: what a plain server is compared with before they are called.</summary>
    public IReadOnlyList<Datum> Tools { get; init; } = [];

    /// <summary>A digest of the mapping that its types were made by; null without one.</summary>
    public string? Mapping { get; init; }

    /// <summary>Its server doesn't speak the provider standard: all it has was inferred from its tools.</summary>
    public bool IsPlain => Types.Count > 0 && Types.All(t => t.Tools.Count > 0);
}
