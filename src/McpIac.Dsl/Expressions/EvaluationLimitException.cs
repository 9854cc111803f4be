namespace McpIac.Dsl.Expressions;

/// <summary>Unwinds an evaluation that would exceed <see cref="Limits"/>; <see cref="Evaluator"/> turns it into the evaluation's error.</summary>
internal sealed class EvaluationLimitException(string message) : Exception(message)
{
    public const string TooDeep = "it is nested more than 100 levels deep";
    public const string TooLarge = "it is too large to be computed (more than 10,000,000 elements and characters)";
}
