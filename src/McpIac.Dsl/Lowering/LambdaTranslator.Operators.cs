using System.Linq.Expressions;
using McpIac.Dsl.Expressions;
using McpIac.Schemas.Data;
using Expression = McpIac.Dsl.Expressions.Expression;

namespace McpIac.Dsl.Lowering;

/// <content>Operators, conversions and members.</content>
internal sealed partial class LambdaTranslator
{
    private static readonly HashSet<Type> Whole =
    [
        typeof(sbyte), typeof(byte), typeof(short), typeof(ushort), typeof(int), typeof(uint), typeof(long), typeof(ulong), typeof(Value<long>),
    ];

    private static readonly HashSet<Type> Fractional = [typeof(float), typeof(double), typeof(decimal), typeof(Value<double>)];

    private Expression Unary(UnaryExpression unary) => unary.NodeType switch
    {
        ExpressionType.Convert or ExpressionType.ConvertChecked or ExpressionType.TypeAs => Convert(unary),
        ExpressionType.UnaryPlus => Lower(unary.Operand),
        ExpressionType.Negate or ExpressionType.NegateChecked => Compose.Call("neg", Lower(unary.Operand)),
        ExpressionType.Not when IsBoolean(unary.Type) => Compose.Call("not", Lower(unary.Operand)),
        ExpressionType.ArrayLength => Compose.Call("length", Lower(unary.Operand)),
        _ => throw new LoweringException(unary, LoweringReasons.NoOperator),
    };

    // Between numbers C#'s conversions keep the value, but for those that cut it to a whole number; all others wrap or box it.
    private Expression Convert(UnaryExpression convert)
    {
        var (from, to) = (Bare(convert.Operand.Type), Bare(convert.Type));
        if (from == typeof(char) && to != typeof(char) && to != typeof(object)) throw new LoweringException(convert, LoweringReasons.Characters);
        if (from.IsEnum && to != typeof(object)) throw new LoweringException(convert, LoweringReasons.Enums);
        var operand = Lower(convert.Operand);
        return Fractional.Contains(from) && Whole.Contains(to) ? Compose.Call("quotient", operand, new Literal(Datum.Of(1))) : operand;
    }

    private Expression Binary(BinaryExpression binary)
    {
        if (binary.NodeType == ExpressionType.ArrayIndex) return Index(binary.Left, binary.Right);
        if (binary.NodeType == ExpressionType.Add && IsText(binary.Type)) return Compose.Text([Lower(binary.Left), Lower(binary.Right)]);
        var (left, right) = (Lower(binary.Left), Lower(binary.Right));
        return binary.NodeType switch
        {
            ExpressionType.Coalesce => Compose.Call("coalesce", left, right),
            ExpressionType.And or ExpressionType.AndAlso when IsBoolean(binary.Type) => Compose.Call("and", left, right),
            ExpressionType.Or or ExpressionType.OrElse when IsBoolean(binary.Type) => Compose.Call("or", left, right),
            ExpressionType.ExclusiveOr when IsBoolean(binary.Type) => Compose.Call("ne", left, right),
            ExpressionType.Divide => Compose.Call(Whole.Contains(Bare(binary.Type)) ? "quotient" : "div", left, right),
            _ => Operator(binary.NodeType) is { } function
                ? Compose.Call(function, left, right)
                : throw new LoweringException(binary, LoweringReasons.NoOperator),
        };
    }

    private static string? Operator(ExpressionType type) => type switch
    {
        ExpressionType.Add or ExpressionType.AddChecked => "add",
        ExpressionType.Subtract or ExpressionType.SubtractChecked => "sub",
        ExpressionType.Multiply or ExpressionType.MultiplyChecked => "mul",
        ExpressionType.Modulo => "mod",
        ExpressionType.Equal => "eq",
        ExpressionType.NotEqual => "ne",
        ExpressionType.LessThan => "lt",
        ExpressionType.LessThanOrEqual => "le",
        ExpressionType.GreaterThan => "gt",
        ExpressionType.GreaterThanOrEqual => "ge",
        _ => null,
    };

    private Expression Member(MemberExpression member)
    {
        if (member.Expression is null) throw new LoweringException(member, LoweringReasons.Nothing);
        var (type, name) = (member.Expression.Type, member.Member.Name);
        if (Nullable.GetUnderlyingType(type) is not null)
        {
            return name == "HasValue" ? Compose.Call("ne", Lower(member.Expression), Literals.Null) : Lower(member.Expression);
        }

        var counts = name is "Length" or "Count" or "LongLength" && type != typeof(System.Text.StringBuilder)
            && (typeof(System.Collections.IEnumerable).IsAssignableFrom(type) || type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueList<>));
        if (counts) return Compose.Call("length", Lower(member.Expression));
        if (name is "Keys" or "Values" && IsDictionary(type)) return Compose.Call(name == "Keys" ? "keys" : "values", Lower(member.Expression));
        return Compose.Member(Lower(member.Expression), WireName(member.Member, member));
    }

    private static bool IsDictionary(Type type) =>
        typeof(System.Collections.IDictionary).IsAssignableFrom(type)
        || type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>) || type.GetGenericTypeDefinition() == typeof(IDictionary<,>));

    private static Type Bare(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    private static bool IsText(Type type) => type == typeof(string) || type == typeof(Value<string>);

    private static bool IsBoolean(Type type) => Bare(type) == typeof(bool) || type == typeof(Value<bool>);
}
