namespace McpIac.Dsl.Expressions;

/// <summary>Evaluates expressions. Total: every expression yields an <see cref="Evaluation"/> in bounded time and memory, also with unknown parts; never throws.</summary>
public static class Evaluator
{
    public static Evaluation Evaluate(Expression expression, IEvaluationScope scope) => throw new NotSupportedException();
}
