using McpIac.Dsl.Expressions;

namespace McpIac.Dsl;

/// <summary>Texts with expressions in them, as documents have.</summary>
public static class Template
{
    /// <summary>The text with <c>${…}</c> filled from the values by their names; it can use every function but this one.</summary>
    public static Value<string> Fill(Value<string> text, AnyValue values) => new(Compose.Call("template", text.OrNull, values.OrNull));
}
