using System.Security.Cryptography;
using System.Text;
using McpIac.Dsl.Expressions.Yaml;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Dsl.Expressions.Builtins;

/// <summary>Encodings and hashes: of a text's UTF-8 bytes.</summary>
internal static class EncodingFunctions
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static IReadOnlyList<Function> All { get; } =
    [
        new("base64encode", 1, 1, ShapeKind.Text, static (a, work) => OnBytes("base64encode", a[0], work, Convert.ToBase64String)),
        new("base64decode", 1, 1, ShapeKind.Text, Base64Decode),
        new("sha256", 1, 1, ShapeKind.Text, static (a, work) => OnBytes("sha256", a[0], work, static b => Convert.ToHexStringLower(SHA256.HashData(b)))),
        new("sha1", 1, 1, ShapeKind.Text, static (a, work) => OnBytes("sha1", a[0], work, static b => Convert.ToHexStringLower(SHA1.HashData(b)))),
        new("sha512", 1, 1, ShapeKind.Text, static (a, work) => OnBytes("sha512", a[0], work, static b => Convert.ToHexStringLower(SHA512.HashData(b)))),
        new("md5", 1, 1, ShapeKind.Text, static (a, work) => OnBytes("md5", a[0], work, static b => Convert.ToHexStringLower(MD5.HashData(b)))),
        new("hexEncode", 1, 1, ShapeKind.Text, static (a, work) => OnBytes("hexEncode", a[0], work, Convert.ToHexStringLower)),
        new("urlEncode", 1, 1, ShapeKind.Text, static (a, work) => OnBytes("urlEncode", a[0], work, static b => Uri.EscapeDataString(Strict.GetString(b)))),
        new("jsonEncode", 1, 1, ShapeKind.Text, JsonEncode),
        new("jsonDecode", 1, 1, ShapeKind.Any, JsonDecode),
        new("yamlEncode", 1, 1, ShapeKind.Text, YamlEncode),
        new("yamlDecode", 1, 1, ShapeKind.Any, YamlDecode),
    ];

    private static Outcome OnBytes(string name, Datum value, Work work, Func<byte[], string> encode)
    {
        if (value.AsText() is not { } text) return Arguments.Wrong(name, "a text", value);
        work.Spend(text.Length * 2L);
        try
        {
            return encode(Strict.GetBytes(text));
        }
        catch (EncoderFallbackException)
        {
            return Outcome.Fail($"{name} was given a text with half a surrogate pair, which has no UTF-8 form");
        }
    }

    private static Outcome Base64Decode(IReadOnlyList<Datum> arguments, Work work)
    {
        if (arguments[0].AsText() is not { } text) return Arguments.Wrong("base64decode", "a text", arguments[0]);
        work.Spend(text.Length);
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var written)) return Outcome.Fail("base64decode was given a text that is no base64");
        try
        {
            return Strict.GetString(bytes, 0, written);
        }
        catch (DecoderFallbackException)
        {
            return Outcome.Fail("base64decode found bytes that are no UTF-8 text");
        }
    }

    // Keys in order, so that equal values give equal texts whatever way they came.
    private static Outcome JsonEncode(IReadOnlyList<Datum> arguments, Work work)
    {
        work.Spend(DatumWalk.Size(arguments[0]));
        return DatumWriter.Write(arguments[0], sortKeys: true);
    }

    private static Outcome JsonDecode(IReadOnlyList<Datum> arguments, Work work)
    {
        if (arguments[0].AsText() is not { } text) return Arguments.Wrong("jsonDecode", "a text", arguments[0]);
        work.Spend(text.Length);
        var (value, problem) = DatumReader.Read(text);
        return value is not null ? value : Outcome.Fail($"jsonDecode was given a text that is no JSON (line {problem?.Line}, column {problem?.Column})");
    }

    private static Outcome YamlEncode(IReadOnlyList<Datum> arguments, Work work)
    {
        work.Spend(DatumWalk.Size(arguments[0]));
        return YamlEncoder.Encode(arguments[0]) is { } text ? text : Outcome.Fail("yamlEncode was given a text with half a surrogate pair, which YAML doesn't have");
    }

    private static Outcome YamlDecode(IReadOnlyList<Datum> arguments, Work work)
    {
        if (arguments[0].AsText() is not { } text) return Arguments.Wrong("yamlDecode", "a text", arguments[0]);
        work.Spend(text.Length);
        var (value, problem) = YamlDecoder.Decode(text, work);
        return value is not null ? value : Outcome.Fail($"yamlDecode was given a text that {problem}");
    }
}
