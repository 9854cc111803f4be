using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace McpIac.Schemas.Protocol;

/// <summary>How the standard's records are written: camelCase, absent instead of null, unknown members ignored.</summary>
public static class Wire
{
    public const string ExtensionKey = "io.mcpiac/provider";
    public const string SchemaUri = "iac://schema";

    /// <summary>The progress notification's <c>_meta</c> key for an identity known early.</summary>
    public const string IdentityKey = "io.mcpiac/identity";

    /// <summary>The progress notification's <c>_meta</c> keys for whose progress it is, by urn, and what the provider is at.</summary>
    public const string ResourceKey = "io.mcpiac/resource", PhaseKey = "io.mcpiac/phase";

    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.Strict,
        Converters = { new DatumJsonConverter(), new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },

        // Given, and not left to the first serialization: a schema may be asked for before that.
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };
}
