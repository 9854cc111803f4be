using System.Linq.Expressions;
using System.Reflection;
using Node = System.Linq.Expressions.Expression;

namespace McpIac.Dsl.Lowering;

/// <summary>Parts of a lambda that don't mention its parameters: they are computed while the program runs.</summary>
internal static class ClosedParts
{
    /// <summary>True when every parameter in the part is bound inside it.</summary>
    public static bool IsClosed(Node part)
    {
        var visitor = new FreeParameters();
        visitor.Visit(part);
        return !visitor.Found;
    }

    /// <exception cref="LoweringException">Computing it fails, or would freeze what changes from one moment to the next.</exception>
    public static object? Compute(Node part)
    {
        new Impurities().Visit(part);
        try
        {
            return Quick(part);
        }
        catch (Exception e) when (e is not LoweringException)
        {
            // Whatever the author's code throws; reflection wraps it.
            var cause = e is TargetInvocationException { InnerException: { } inner } ? inner : e;
            throw new LoweringException(part, $"computing it while the program runs throws {cause.GetType().Name} ({cause.Message})");
        }
    }

    // Captured variables are most of all closed parts; reading them by reflection saves a compilation each.
    private static object? Quick(Node part) => part switch
    {
        ConstantExpression constant => constant.Value,
        MemberExpression { Member: FieldInfo field } member => field.GetValue(Target(member)),
        MemberExpression { Member: PropertyInfo property } member => property.GetValue(Target(member)),
        UnaryExpression { NodeType: ExpressionType.Convert, Method: null } convert when convert.Type == typeof(object) => Quick(convert.Operand),
        _ => Node.Lambda<Func<object?>>(Node.Convert(part, typeof(object))).Compile(preferInterpretation: !HasSpans(part))(),
    };

    // The interpreter can't pass spans, which words.Contains("a") makes of its array.
    private static bool HasSpans(Node part)
    {
        var visitor = new Spans();
        visitor.Visit(part);
        return visitor.Found;
    }

    private static object? Target(MemberExpression member)
    {
        if (member.Expression is null) return null;
        return Quick(member.Expression) ?? throw new LoweringException(member.Expression, "it is null: it is used before it is declared");
    }

    private sealed class FreeParameters : ExpressionVisitor
    {
        private readonly HashSet<ParameterExpression> bound = [];

        public bool Found { get; private set; }

        protected override Node VisitLambda<T>(Expression<T> node)
        {
            bound.UnionWith(node.Parameters);
            return base.VisitLambda(node);
        }

        protected override Node VisitParameter(ParameterExpression node)
        {
            Found |= !bound.Contains(node);
            return node;
        }
    }

    private sealed class Spans : ExpressionVisitor
    {
        public bool Found { get; private set; }

        public override Node? Visit(Node? node)
        {
            Found |= node?.Type.IsByRefLike == true;
            return base.Visit(node);
        }
    }

    private sealed class Impurities : ExpressionVisitor
    {
        protected override Node VisitMember(MemberExpression node)
        {
            if (IsImpure(node.Member)) Refuse(node);
            return base.VisitMember(node);
        }

        protected override Node VisitMethodCall(MethodCallExpression node)
        {
            if (IsImpure(node.Method)) Refuse(node);
            return base.VisitMethodCall(node);
        }

        private static bool IsImpure(MemberInfo member) => LowerableMethods.IsImpure(member.DeclaringType?.FullName ?? "", member.Name);

        private static void Refuse(Node part) =>
            throw new LoweringException(part, LoweringReasons.Impure);
    }
}
