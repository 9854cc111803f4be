using McpIac.Dsl.Expressions;
using McpIac.Schemas.Data;

namespace McpIac.Plans.Binding;

/// <param name="Condition">True or false.</param>
/// <param name="Message">What to say when it is false.</param>
public sealed record BoundCondition(Expression Condition, Expression Message)
{
    /// <summary>What is to be said of the conditions that don't hold. Those that aren't known yet may still.</summary>
    /// <param name="final">Nothing more is going to be known.</param>
    public static IEnumerable<string> Broken(IReadOnlyList<BoundCondition> conditions, IEvaluationScope scope, bool final = false) =>
        conditions.Select(c => c.Judge(scope, final).Why).OfType<string>();

    /// <summary>Whether it holds, null while that isn't known; and what is to be said when it doesn't.</summary>
    /// <param name="final">Nothing more is going to be known.</param>
    public (bool? Holds, string? Why) Judge(IEvaluationScope scope, bool final = false)
    {
        var value = Evaluator.Evaluate(Condition, scope);
        if (value.Error is { } error) return (false, value.IsSecret ? "its expression fails" : $"it has no value: {error}");
        if (!value.IsKnown) return final ? (false, "it refers to something that its provider didn't return") : (null, null);
        return value.Value.AsBoolean() switch
        {
            null => (false, "it is neither true nor false"),
            true => (true, null),
            false => (false, Said(Evaluator.Evaluate(Message, scope))),
        };
    }

    /// <summary>The same by what the program alone says.</summary>
    public (bool? Holds, string? Why) JudgeAlone() => Judge(NothingKnown.Instance);

    private static string Said(Evaluation message) =>
        message is { Error: null, IsKnown: true, IsSecret: false } && message.Value.AsText() is { Length: > 0 } text ? text.TrimEnd('.') : "what it says of it can't be shown";

    private sealed class NothingKnown : IEvaluationScope
    {
        public static NothingKnown Instance { get; } = new();

        public Datum? Resolve(Reference reference) => null;
    }
}
