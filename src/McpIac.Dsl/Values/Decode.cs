using McpIac.Dsl.Expressions;

namespace McpIac.Dsl;

/// <summary>What encoded texts mean; one that is malformed is an error when it is known.</summary>
public static class Decode
{
    /// <summary>The UTF-8 text that was encoded.</summary>
    public static Value<string> Base64(Value<string> text) => new(Compose.Call("base64decode", text.OrNull));

    public static AnyValue Json(Value<string> text) => new(Compose.Call("jsonDecode", text.OrNull));

    /// <summary>One document of YAML 1.2.</summary>
    public static AnyValue Yaml(Value<string> text) => new(Compose.Call("yamlDecode", text.OrNull));
}
