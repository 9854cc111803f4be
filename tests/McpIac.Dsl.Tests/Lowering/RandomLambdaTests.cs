using System.Linq.Expressions;
using CsCheck;
using McpIac.Dsl.Expressions;
using McpIac.Dsl.Tests.Expressions;
using McpIac.Schemas.Data;
using Node = System.Linq.Expressions.Expression;

namespace McpIac.Dsl.Tests.Lowering;

/// <summary>Any lambda of what can be lowered says, lowered, what C# says when it runs.</summary>
public sealed class RandomLambdaTests
{
    private static readonly ParameterExpression X = Node.Parameter(typeof(string), "x");
    private static readonly string[] Words = ["", "a", "b", "ab", "A", ",", " ", "a,b"];

    [Fact]
    public void ALambda_SaysLoweredWhatItSaysRun() => Gen.Select(Body, Gen.Int[0, Words.Length - 1], (body, at) => (body, Words[at])).Sample(
        c =>
        {
            var lambda = Node.Lambda<Func<string, object?>>(Node.Convert(c.body, typeof(object)), X);
            var said = lambda.Compile()(c.Item2);
            var lowered = new Value<string>(new Reference("vm", ["x"])).Select(lambda);
            var evaluation = Evaluator.Evaluate(((IExpressible)lowered).ToExpression()!, new FixedScope(new() { ["vm.x"] = Datum.Of(c.Item2) }));
            Assert.Equal((McpIac.Dsl.Literals.From(said) is Literal { Value: var value } ? value.ToString() : "", null), (evaluation.Value.ToString(), evaluation.Error));
        },
        iter: 3_000, print: c => $"{c.body} of \"{c.Item2}\"");

    private static Gen<Node> Body => Gen.OneOf(Text(4), Number(4), Truth(4));

    private static Gen<Node> Text(int depth) => depth == 0
        ? Gen.OneOf(Gen.Const((Node)X), Any(Words).Select(w => (Node)Node.Constant(w)))
        : Gen.OneOf(
            Text(0),
            Gen.Select(Text(depth - 1), Any("ToUpperInvariant", "ToLowerInvariant", "Trim", "TrimStart", "TrimEnd"), (t, m) => (Node)Node.Call(t, typeof(string).GetMethod(m, Type.EmptyTypes)!)),
            Gen.Select(Text(depth - 1), Text(depth - 1), (a, b) => (Node)Node.Call(Method(string.Concat), a, b)),
            Gen.Select(Text(depth - 1), Text(depth - 1), (t, n) => (Node)Node.Call(t, typeof(string).GetMethod("Replace", [typeof(string), typeof(string)])!, Node.Constant(","), n)),
            Gen.Select(Number(depth - 1), n => (Node)Node.Call(n, typeof(int).GetMethod("ToString", Type.EmptyTypes)!)),
            Gen.Select(Text(depth - 1), Gen.Int[0, 9], (t, n) => (Node)Node.Call(t, typeof(string).GetMethod("PadLeft", [typeof(int), typeof(char)])!, Node.Constant(n), Node.Constant('.'))),
            Gen.Select(Truth(depth - 1), Text(depth - 1), Text(depth - 1), (c, a, b) => (Node)Node.Condition(c, a, b)));

    private static Gen<Node> Number(int depth) => depth == 0
        ? Gen.OneOf(Gen.Int[-3, 9].Select(i => (Node)Node.Constant(i)), Gen.Const((Node)Node.Property(X, "Length")))
        : Gen.OneOf(
            Number(0),
            Text(depth - 1).Select(t => (Node)Node.Property(t, "Length")),
            Gen.Select(Text(depth - 1), Text(depth - 1), (t, p) => (Node)Node.Call(t, typeof(string).GetMethod("IndexOf", [typeof(string), typeof(StringComparison)])!, p, Node.Constant(StringComparison.Ordinal))),
            Gen.Select(Number(depth - 1), Number(depth - 1), Any(ExpressionType.Add, ExpressionType.Subtract, ExpressionType.Multiply), (a, b, op) => (Node)Node.MakeBinary(op, a, b)),
            Gen.Select(Number(depth - 1), Any(-7, -2, -1, 1, 2, 7), Any(ExpressionType.Divide, ExpressionType.Modulo), (a, b, op) => (Node)Node.MakeBinary(op, a, Node.Constant(b))),
            Number(depth - 1).Select(n => (Node)Node.Negate(n)),
            Gen.Select(Truth(depth - 1), Number(depth - 1), Number(depth - 1), (c, a, b) => (Node)Node.Condition(c, a, b)));

    private static Gen<Node> Truth(int depth) => depth == 0
        ? Gen.Bool.Select(b => (Node)Node.Constant(b))
        : Gen.OneOf(
            Gen.Select(Text(depth - 1), Text(depth - 1), (a, b) => (Node)Node.Equal(a, b)),
            Gen.Select(Number(depth - 1), Number(depth - 1), Any(ExpressionType.LessThan, ExpressionType.LessThanOrEqual, ExpressionType.GreaterThan, ExpressionType.Equal, ExpressionType.NotEqual), (a, b, op) => (Node)Node.MakeBinary(op, a, b)),
            Gen.Select(Text(depth - 1), Text(depth - 1), Any("StartsWith", "EndsWith", "Contains"), (t, p, m) => (Node)Node.Call(t, typeof(string).GetMethod(m, [typeof(string), typeof(StringComparison)])!, p, Node.Constant(StringComparison.Ordinal))),
            Gen.Select(Truth(depth - 1), Truth(depth - 1), Any(ExpressionType.AndAlso, ExpressionType.OrElse), (a, b, op) => (Node)Node.MakeBinary(op, a, b)),
            Truth(depth - 1).Select(b => (Node)Node.Not(b)));

    private static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static System.Reflection.MethodInfo Method(Func<string, string, string> method) => method.Method;
}
