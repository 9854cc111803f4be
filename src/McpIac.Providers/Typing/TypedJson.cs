using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using McpIac.Providers.Handlers;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Typing;

/// <summary>Between data and the records of typed handlers.</summary>
internal static class TypedJson
{
    /// <summary>For what is asked: nothing missing, nothing unknown, nothing converted.</summary>
    public static JsonSerializerOptions Strict { get; } = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.Strict,
        PropertyNameCaseInsensitive = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new DatumJsonConverter(), new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    // For what was recorded: secrets are missing from it, and an older version of the type may have written it.
    private static JsonSerializerOptions Recorded { get; } = new(Strict)
    {
        RespectNullableAnnotations = false,
        RespectRequiredConstructorParameters = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { Forgive } },
    };

    /// <exception cref="ProviderException">invalid</exception>
    public static T Read<T>(Datum value) where T : class
    {
        try
        {
            return DatumJsonConverter.ToElement(value).Deserialize<T>(Strict) ?? throw new JsonException();
        }
        catch (JsonException e)
        {
            // The schema comes from the record, so this takes a value that the schema can't refuse, as a number too large for its C# type.
            throw new ProviderException(ErrorCodes.Invalid, $"{e.Path?.TrimStart('$', '.') ?? "A value"} isn't of its type.", path: e.Path?.Replace("$", "", StringComparison.Ordinal).Replace('.', '/'));
        }
    }

    /// <exception cref="ProviderException">internal</exception>
    public static T ReadRecorded<T>(Datum value) where T : class
    {
        try
        {
            return DatumJsonConverter.ToElement(value).Deserialize<T>(Recorded) ?? throw new JsonException();
        }
        catch (JsonException)
        {
            throw new ProviderException(ErrorCodes.Internal, "What is recorded of the object isn't of its type's form.");
        }
    }

    public static Datum Write<T>(T value) => DatumJsonConverter.From(JsonSerializer.SerializeToElement(value, Strict));

    private static void Forgive(JsonTypeInfo info)
    {
        foreach (var property in info.Properties) property.IsRequired = false;
    }
}
