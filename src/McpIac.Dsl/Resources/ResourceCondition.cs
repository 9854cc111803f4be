using McpIac.Dsl.Expressions;

namespace McpIac.Dsl;

/// <summary>Something that has to hold, and what to say when it doesn't. It is judged as soon as it is known: when the program is built, planned, or applied.</summary>
public sealed class ResourceCondition(Value<bool> condition, Value<string> message)
{
    internal Expression ToExpression() => new MapExpression([new("condition", condition.OrNull), new("message", message.OrNull)]);
}
