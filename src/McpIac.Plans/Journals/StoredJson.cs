using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using McpIac.Schemas.Protocol;

namespace McpIac.Plans.Journals;

/// <summary>How stored records are written and read: as on the wire, but what a record can't do without must be there.</summary>
public static class StoredJson
{
    /// <summary>Reading a body that lacks a member which can't be null throws <see cref="JsonException"/>: damage is noticed, not carried on.</summary>
    public static JsonSerializerOptions Options { get; } = new(Wire.Options)
    {
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        MaxDepth = 1024,
        TypeInfoResolver = StoredJsonContext.Default.WithAddedModifier(AllowAbsentNulls),
    };

    // Nulls aren't written, so a member that may be null may be absent.
    private static void AllowAbsentNulls(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(p => p.IsGetNullable)) property.IsRequired = false;
    }
}
