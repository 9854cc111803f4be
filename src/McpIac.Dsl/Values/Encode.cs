using McpIac.Dsl.Expressions;

namespace McpIac.Dsl;

/// <summary>Values as encoded text.</summary>
public static class Encode
{
    /// <summary>Of the text's UTF-8 bytes.</summary>
    public static Value<string> Base64(Value<string> text) => new(Compose.Call("base64encode", text.OrNull));

    /// <summary>Compact, with sorted keys, so that equal values give equal texts.</summary>
    public static Value<string> Json(AnyValue value) => new(Compose.Call("jsonEncode", value.OrNull));

    /// <summary>The SHA-256 of the text's UTF-8 bytes, in lower-case hexadecimal digits.</summary>
    public static Value<string> Sha256(Value<string> text) => new(Compose.Call("sha256", text.OrNull));
}
