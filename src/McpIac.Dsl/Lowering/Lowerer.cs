using System.Linq.Expressions;
using McpIac.Dsl.Deployments;
using McpIac.Dsl.Expressions;
using McpIac.Schemas.Declarations;
using McpIac.Schemas.Diagnostics;
using Expression = McpIac.Dsl.Expressions.Expression;

namespace McpIac.Dsl.Lowering;

/// <summary>
/// Lambdas become expressions. What doesn't mention a lambda's parameter is computed now, once; values in it are spliced in. What has no counterpart in
/// the language is reported at the caller's place; nothing is thrown at the program.
/// </summary>
internal static class Lowerer
{
    /// <summary>The lambda applied to a single value.</summary>
    public static Expression Let(Expression value, LambdaExpression lambda, SourcePlace place) => Guarded(place, () =>
    {
        if (value is Reference or Literal or Variable) return new LambdaTranslator().With(lambda.Parameters[0], value).Lower(lambda.Body);
        var variable = Compose.FreshName(lambda.Parameters[0].Name);
        return new Let(variable, value, new LambdaTranslator().With(lambda.Parameters[0], new Variable(variable)).Lower(lambda.Body));
    });

    /// <summary>The lambda applied to each element.</summary>
    public static Expression For(Expression list, LambdaExpression lambda, SourcePlace place) =>
        Guarded(place, () => new LambdaTranslator().Each(list, lambda));

    /// <summary>A map of the lambdas applied to each element.</summary>
    public static Expression Map(Expression list, LambdaExpression key, LambdaExpression value, SourcePlace place) =>
        Guarded(place, () => new LambdaTranslator().Keyed(list, key, value));

    /// <summary>The elements for which the lambda is true.</summary>
    public static Expression Filter(Expression list, LambdaExpression lambda, SourcePlace place) =>
        Guarded(place, () => new LambdaTranslator().Those(list, lambda));

    private static Expression Guarded(SourcePlace place, Func<Expression> lower)
    {
        try
        {
            return lower();
        }
        catch (LoweringException offence)
        {
            var diagnostic = DeclarationProblems.CannotLower(offence.Part, offence.Message, place);

            // Reported at once, because the result may never be used; the recorder takes the second report of a used one for the same.
            DeploymentRecorder.CurrentOrNone?.Report(diagnostic);
            return new Invalid(diagnostic);
        }
    }
}
