using McpIac.Dsl.Expressions;

namespace McpIac.Plans.Planning;

/// <summary>The provider's id by which something that exists is read.</summary>
/// <param name="Text">Null while it isn't known, and with a problem.</param>
/// <param name="Problem">Why it can never be one; a clause.</param>
public sealed record ExistingId(string? Text, bool IsSecret, string? Problem)
{
    public static ExistingId Of(Expression id, IEvaluationScope scope)
    {
        var value = Evaluator.Evaluate(id, scope);
        if (value.Error is { } error) return new(null, value.IsSecret, value.IsSecret ? "its expression fails" : error);
        if (!value.IsKnown) return new(null, value.IsSecret, null);
        return (value.Value.AsText() ?? value.Value.NumberText) switch
        {
            null => new(null, value.IsSecret, value.Value.IsNull ? "it is null" : "it is no text"),
            var text when string.IsNullOrWhiteSpace(text) => new(null, value.IsSecret, "it is empty"),
            var text => new(text, value.IsSecret, null),
        };
    }

    /// <summary>As messages may show it.</summary>
    public string Shown => IsSecret ? "***" : Text ?? "";
}
