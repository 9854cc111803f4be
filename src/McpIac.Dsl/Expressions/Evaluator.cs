using McpIac.Schemas.Data;

namespace McpIac.Dsl.Expressions;

/// <summary>Evaluates expressions. Total: every expression yields an <see cref="Evaluation"/> in bounded time and memory, also with unknown parts; never throws.</summary>
public static class Evaluator
{
    /// <summary>
    /// A value is secret when a <see cref="Secret"/> or a secret reference stands anywhere in the expression, in parts that were not taken too:
    /// so planning and applying agree, and the taint doesn't tell which way a condition went.
    /// </summary>
    public static Evaluation Evaluate(Expression expression, IEvaluationScope scope) => Evaluate(expression, scope, new Work());

    internal static Evaluation Evaluate(Expression expression, IEvaluationScope scope, Work work)
    {
        try
        {
            var outcome = new EvaluationRun(scope, work).Evaluate(expression, null, 0);
            var secret = References.TouchesSecret(expression, scope);
            if (outcome.Error is not null) return new Evaluation(Datum.Null, false, secret, outcome.Error);
            var known = !DatumWalk.HasUnknown(outcome.Value, work);
            return new Evaluation(secret && !known ? Refinement.Bare(outcome.Value) : outcome.Value, known, secret, null);
        }
        catch (EvaluationLimitException limit)
        {
            return new Evaluation(Datum.Null, false, References.TouchesSecret(expression, scope), limit.Message);
        }
    }
}
