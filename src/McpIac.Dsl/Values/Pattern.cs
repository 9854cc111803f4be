using McpIac.Dsl.Expressions;

namespace McpIac.Dsl;

/// <summary>Regular expressions without back references and look-around, so that each is found in time linear in the text.</summary>
public static class Pattern
{
    /// <summary>Whether it is found anywhere in the text.</summary>
    public static Value<bool> IsMatch(Value<string> text, Value<string> pattern) => new(Compose.Call("matches", text.OrNull, pattern.OrNull));

    /// <summary>The first match and its groups, null for a group that took no part; null when there is no match.</summary>
    public static ValueList<string> Capture(Value<string> text, Value<string> pattern) => new(Compose.Call("capture", text.OrNull, pattern.OrNull));

    /// <summary>All matches replaced; <c>$1</c> and <c>${name}</c> in the replacement are groups.</summary>
    public static Value<string> Replace(Value<string> text, Value<string> pattern, Value<string> replacement) =>
        new(Compose.Call("replacePattern", text.OrNull, pattern.OrNull, replacement.OrNull));
}
