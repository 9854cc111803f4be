using System.Linq.Expressions;
using System.Reflection;
using McpIac.Dsl.Expressions;
using Expression = McpIac.Dsl.Expressions.Expression;
using Node = System.Linq.Expressions.Expression;

namespace McpIac.Dsl.Lowering;

/// <summary>
/// Methods of this library inside a lambda: since they make expressions of expressions, they are called with the lowered operands. Those that take a
/// lambda themselves are lowered here, because theirs may mention the outer one's parameter.
/// </summary>
internal static class LibraryCalls
{
    public static Expression? Lower(LambdaTranslator translator, MethodCallExpression call, IReadOnlyList<Node> operands)
    {
        if (call.Method.Name == "op_Implicit") return translator.Lower(operands[0]);
        if (operands.Skip(1).Any(o => Lambda(o) is not null)) return WithLambda(translator, call, operands);
        var target = call.Object is null ? null : Wrap(call.Object, translator.Lower(call.Object), call.Object.Type);
        var parameters = call.Method.GetParameters();
        var arguments = new object?[parameters.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            var argument = call.Arguments[i];
            arguments[i] = ClosedParts.IsClosed(argument) ? ClosedParts.Compute(argument) : Wrap(argument, translator.Lower(argument), parameters[i].ParameterType);
        }

        return Literals.From(call.Method.Invoke(target, arguments));
    }

    private static Expression? WithLambda(LambdaTranslator translator, MethodCallExpression call, IReadOnlyList<Node> operands)
    {
        var source = translator.Lower(operands[0]);
        if (Lambda(operands[1]) is not { } lambda || call.Object?.Type is not { IsGenericType: true } type) return null;
        var isList = type.GetGenericTypeDefinition() == typeof(ValueList<>);
        return call.Method.Name switch
        {
            "Select" when isList => translator.Each(source, lambda),
            "SelectMany" when isList => Compose.Call("flatten", translator.Each(source, lambda)),
            "Where" when isList => translator.Those(source, lambda),
            "ToMap" when isList && Lambda(operands[2]) is { } value => translator.Keyed(source, lambda, value),
            "Select" or "SelectMany" when type.GetGenericTypeDefinition() == typeof(Value<>) => Let(translator, source, lambda),
            _ => null,
        };
    }

    private static Let Let(LambdaTranslator translator, Expression source, LambdaExpression lambda)
    {
        var variable = Compose.FreshName(lambda.Parameters[0].Name);
        return new Let(variable, source, translator.With(lambda.Parameters[0], new Variable(variable)).Lower(lambda.Body));
    }

    private static LambdaExpression? Lambda(Node node) =>
        node is UnaryExpression { NodeType: ExpressionType.Quote, Operand: LambdaExpression quoted } ? quoted : node as LambdaExpression;

    /// <summary>An expression as the value that a method's parameter wants; all of them have such a constructor.</summary>
    private static object Wrap(Node node, Expression expression, Type type)
    {
        var constructor = type.GetConstructors(BindingFlags.Instance | BindingFlags.NonPublic)
            .FirstOrDefault(c => c.GetParameters() is [{ ParameterType: var first }, ..] && first == typeof(Expression));
        if (constructor is null) throw new LoweringException(node, LoweringReasons.MustBeKnown(type.Name));
        return constructor.Invoke([expression, .. Enumerable.Repeat<object?>(null, constructor.GetParameters().Length - 1)]);
    }
}
