using McpIac.Dsl.Expressions;

namespace McpIac.Dsl;

/// <summary>Times as RFC 3339 texts, always given: nothing asks the clock.</summary>
public static class Time
{
    /// <summary>In .NET's custom format and the invariant culture: <c>"yyyy-MM-dd HH:mm"</c>.</summary>
    public static Value<string> Format(Value<string> time, Value<string> format) => new(Compose.Call("timeFormat", time.OrNull, format.OrNull));

    /// <param name="duration">A number with <c>s</c>, <c>m</c>, <c>h</c> or <c>d</c>: <c>"36h"</c>.</param>
    public static Value<string> Add(Value<string> time, Value<string> duration) => new(Compose.Call("timeAdd", time.OrNull, duration.OrNull));
}
