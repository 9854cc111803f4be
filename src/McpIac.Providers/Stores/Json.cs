using System.Text.Json;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Stores;

/// <summary>How the store's files are written: the wire's JSON, one value a line.</summary>
internal static class Json
{
    private static readonly JsonSerializerOptions Options = new(Wire.Options) { TypeInfoResolver = StoreJsonContext.Default };

    public static byte[] Line<T>(T value)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(value, Options);
        Array.Resize(ref bytes, bytes.Length + 1);
        bytes[^1] = (byte)'\n';
        return bytes;
    }

    /// <summary>The value, or null and what is wrong.</summary>
    public static (T? Value, string? Problem) Read<T>(ReadOnlySpan<byte> line) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(line, Options) is { } value ? (value, null) : (null, "it holds null");
        }
        catch (JsonException)
        {
            return (null, "it isn't the JSON that belongs there");
        }
    }

    public static Datum? Read(string text)
    {
        using var document = JsonDocument.Parse(text);
        return DatumJsonConverter.From(document.RootElement);
    }
}
