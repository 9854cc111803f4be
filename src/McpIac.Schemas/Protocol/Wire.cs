using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace McpIac.Schemas.Protocol;

/// <summary>How the standard's records are written: camelCase, absent instead of null, unknown members ignored.</summary>
public static class Wire
{
    public const string ExtensionKey = "io.mcpiac/provider";
    /// <summary>MCP's extension by which a call is answered by a task that is asked about later.</summary>
    public const string TasksKey = "io.modelcontextprotocol/tasks";

    public const string SchemaUri = "iac://schema";

    /// <summary>The progress notification's <c>_meta</c> key for an identity known early.</summary>
    public const string IdentityKey = "io.mcpiac/identity";

    /// <summary>The progress notification's <c>_meta</c> keys for whose progress it is, by urn, and what the provider is at.</summary>
    public const string ResourceKey = "io.mcpiac/resource", PhaseKey = "io.mcpiac/phase";

    /// <summary>Whether a version of MCP's protocol, a date, is one that has the tasks of <see cref="TasksKey"/>.</summary>
    public static bool HasTasks(string? protocolVersion) => string.CompareOrdinal(protocolVersion, "2026-07-28") >= 0;

    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.Strict,
        Converters = { new DatumJsonConverter(), new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },

        // Given, and not left to the first serialization: a schema may be asked for before that.
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };
}
