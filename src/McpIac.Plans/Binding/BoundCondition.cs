using McpIac.Dsl.Expressions;

namespace McpIac.Plans.Binding;

/// <param name="Condition">True or false.</param>
/// <param name="Message">What to say when it is false.</param>
public sealed record BoundCondition(Expression Condition, Expression Message)
{
    /// <summary>What is to be said of the conditions that don't hold. Those that aren't known yet may still.</summary>
    /// <param name="final">Nothing more is going to be known.</param>
    public static IEnumerable<string> Broken(IReadOnlyList<BoundCondition> conditions, IEvaluationScope scope, bool final = false)
    {
        foreach (var condition in conditions)
        {
            var value = Evaluator.Evaluate(condition.Condition, scope);
            if (value.Error is { } error) yield return value.IsSecret ? "its expression fails" : $"it has no value: {error}";
            else if (!value.IsKnown && final) yield return "it refers to something that its provider didn't return";
            else if (value.IsKnown && value.Value.AsBoolean() is null) yield return "it is neither true nor false";
            else if (value.IsKnown && value.Value.AsBoolean() == false) yield return Said(Evaluator.Evaluate(condition.Message, scope));
        }
    }

    private static string Said(Evaluation message) =>
        message is { Error: null, IsKnown: true, IsSecret: false } && message.Value.AsText() is { Length: > 0 } text ? text.TrimEnd('.') : "what it says of it can't be shown";
}
