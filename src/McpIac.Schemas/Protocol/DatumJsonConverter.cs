using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using McpIac.Schemas.Data;

namespace McpIac.Schemas.Protocol;

/// <summary>Lets wire records hold a <see cref="Datum"/>; numbers pass through as their text.</summary>
public sealed class DatumJsonConverter : JsonConverter<Datum>
{
    public override bool HandleNull => true;

    public override Datum Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        // Written out, and not by way of a document: state and providers' records are read through this, ten thousands of values at a time.
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var members = new List<KeyValuePair<string, Datum>>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var name = reader.GetString() ?? "";
                    reader.Read();
                    members.Add(new(name, Read(ref reader, typeToConvert, options)));
                }

                return Datum.MapOf(members);
            case JsonTokenType.StartArray:
                var items = new List<Datum>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) items.Add(Read(ref reader, typeToConvert, options));
                return Datum.ListOf(items);
            case JsonTokenType.String: return Datum.Of(reader.GetString() ?? "");
            case JsonTokenType.Number: return Datum.OfNumber(Text(reader));
            case JsonTokenType.True: return Datum.True;
            case JsonTokenType.False: return Datum.False;
            default: return Datum.Null;
        }
    }

    public override void Write(Utf8JsonWriter writer, Datum value, JsonSerializerOptions options)
    {
        // With HandleNull the default of an optional parameter comes here too, when a schema is made of a record.
        if (value is null) writer.WriteNullValue();
        else writer.WriteRawValue(DatumWriter.Write(value, sortKeys: false), skipInputValidation: true); // that would stop at a depth of 64
    }

    /// <summary>The same value as a datum.</summary>
    public static Datum From(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => Datum.MapOf(element.EnumerateObject().Select(m => new KeyValuePair<string, Datum>(m.Name, From(m.Value)))),
        JsonValueKind.Array => Datum.ListOf(element.EnumerateArray().Select(From)),
        JsonValueKind.String => Datum.Of(element.GetString() ?? ""),
        JsonValueKind.Number => Datum.OfNumber(element.GetRawText()),
        JsonValueKind.True => Datum.True,
        JsonValueKind.False => Datum.False,
        _ => Datum.Null,
    };

    /// <summary>The same value as a JSON element.</summary>
    public static JsonElement ToElement(Datum value)
    {
        using var document = JsonDocument.Parse(DatumWriter.Write(value, sortKeys: false));
        return document.RootElement.Clone();
    }

    private static string Text(in Utf8JsonReader number)
    {
        var bytes = number.HasValueSequence ? number.ValueSequence.ToArray() : number.ValueSpan.ToArray();
        return Encoding.UTF8.GetString(bytes);
    }
}
