using McpIac.Dsl.Expressions;

namespace McpIac.Dsl;

/// <summary>Values as encoded text.</summary>
public static class Encode
{
    /// <summary>Of the text's UTF-8 bytes.</summary>
    public static Value<string> Base64(Value<string> text) => new(Compose.Call("base64encode", text.OrNull));

    /// <summary>Compact, with sorted keys, so that equal values give equal texts.</summary>
    public static Value<string> Json(AnyValue value) => new(Compose.Call("jsonEncode", value.OrNull));

    /// <summary>One document in block style, with sorted keys.</summary>
    public static Value<string> Yaml(AnyValue value) => new(Compose.Call("yamlEncode", value.OrNull));

    /// <summary>The SHA-256 of the text's UTF-8 bytes, in lower-case hexadecimal digits.</summary>
    public static Value<string> Sha256(Value<string> text) => new(Compose.Call("sha256", text.OrNull));

    /// <summary>The SHA-512 of the text's UTF-8 bytes, in lower-case hexadecimal digits.</summary>
    public static Value<string> Sha512(Value<string> text) => new(Compose.Call("sha512", text.OrNull));

    /// <summary>The SHA-1 of the text's UTF-8 bytes, where something old asks for it; it protects nothing.</summary>
    public static Value<string> Sha1(Value<string> text) => new(Compose.Call("sha1", text.OrNull));

    /// <summary>The MD5 of the text's UTF-8 bytes, where something old asks for it; it protects nothing.</summary>
    public static Value<string> Md5(Value<string> text) => new(Compose.Call("md5", text.OrNull));

    /// <summary>The text's UTF-8 bytes in lower-case hexadecimal digits.</summary>
    public static Value<string> Hex(Value<string> text) => new(Compose.Call("hexEncode", text.OrNull));

    /// <summary>Percent-encoded (RFC 3986), all but unreserved characters.</summary>
    public static Value<string> Url(Value<string> text) => new(Compose.Call("urlEncode", text.OrNull));
}
