using McpIac.Dsl.Expressions;

namespace McpIac.Dsl;

/// <summary>Makes lists of values from collection expressions.</summary>
public static class ValueListBuilder
{
    public static ValueList<T> Create<T>(ReadOnlySpan<Value<T>> items)
    {
        var expressions = new Expression[items.Length];
        for (var i = 0; i < expressions.Length; i++) expressions[i] = items[i].OrNull;
        return new(Compose.List(expressions));
    }
}
