using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using McpIac.Schemas.Data;

namespace McpIac.Dsl.Parameters;

/// <summary>C# types of parameters as JSON Schemas, and their values.</summary>
internal static class ParameterSchema
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        NumberHandling = JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <exception cref="NotSupportedException">The type can't be read from JSON.</exception>
    public static Datum Of(Type type, ParameterRules rules)
    {
        var inner = Nullable.GetUnderlyingType(type);
        var schema = Simple(inner ?? type) ?? Exported(type);
        if (inner is not null && schema["type"]?.AsText() is { } word) schema = schema.With("type", Datum.ListOf([Datum.Of(word), Datum.Of("null")]));
        return rules.Members.Aggregate(schema, (s, m) => s.With(m.Key, m.Value));
    }

    /// <summary>A value that fits the type's schema, or why it is none of the type all the same: a date of month 13.</summary>
    public static (T? Value, string? Why) Read<T>(Datum value)
    {
        try
        {
            return (JsonSerializer.Deserialize<T>(DatumWriter.Write(value, sortKeys: false), Json), null);
        }
        catch (JsonException e)
        {
            return (default, $"it is no {typeof(T).Name}{(e.Path is { Length: > 2 } path ? $" at {path[2..]}" : "")}");
        }
    }

    /// <summary>A value that fits the type's schema.</summary>
    /// <exception cref="JsonException">It is none of the type all the same.</exception>
    public static object? Read(Type type, Datum value) => JsonSerializer.Deserialize(DatumWriter.Write(value, sortKeys: false), type, Json);

    /// <summary>A C# value as data.</summary>
    public static Datum Write<T>(T value) => DatumReader.Read(JsonSerializer.Serialize(value, Json)).Value ?? Datum.Null;

    // The usual ones without the serializer, which takes long to start.
    private static Datum? Simple(Type type) => Type.GetTypeCode(type) switch
    {
        _ when type.IsEnum => Map(("enum", Datum.ListOf(Enum.GetNames(type).Select(Datum.Of)))),
        TypeCode.String => Map(("type", Datum.Of("string"))),
        TypeCode.Boolean => Map(("type", Datum.Of("boolean"))),
        TypeCode.Int64 => Whole(long.MinValue, long.MaxValue),
        TypeCode.Int32 => Whole(int.MinValue, int.MaxValue),
        TypeCode.Int16 => Whole(short.MinValue, short.MaxValue),
        TypeCode.Byte => Whole(byte.MinValue, byte.MaxValue),
        TypeCode.UInt16 => Whole(ushort.MinValue, ushort.MaxValue),
        TypeCode.UInt32 => Whole(uint.MinValue, uint.MaxValue),
        TypeCode.Double or TypeCode.Single or TypeCode.Decimal => Map(("type", Datum.Of("number"))),
        _ => null,
    };

    private static Datum Whole(long least, long most) => Map(("type", Datum.Of("integer")), ("minimum", Datum.Of(least)), ("maximum", Datum.Of(most)));

    // The exporter describes types too that the serializer refuses when it reads one.
    private static Datum Exported(Type type)
    {
        try
        {
            JsonSerializer.Deserialize("{}", type, Json);
        }
        catch (JsonException)
        {
            // It isn't empty, which was only a try.
        }

        var options = new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = (_, node) => node is JsonObject ? node : new JsonObject() };
        return DatumReader.Read(Json.GetJsonSchemaAsNode(type, options).ToJsonString()).Value ?? Datum.EmptyMap;
    }

    private static Datum Map(params IEnumerable<(string Key, Datum Value)> members) => Datum.MapOf(members.Select(m => KeyValuePair.Create(m.Key, m.Value)));
}
