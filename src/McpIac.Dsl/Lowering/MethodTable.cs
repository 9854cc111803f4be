using System.Collections.Frozen;
using System.Linq.Expressions;
using McpIac.Dsl.Expressions;
using Expression = McpIac.Dsl.Expressions.Expression;
using Node = System.Linq.Expressions.Expression;

namespace McpIac.Dsl.Lowering;

/// <summary>How the methods of <see cref="LowerableMethods"/> are lowered; the groups look at the overload.</summary>
internal static class MethodTable
{
    /// <summary>Gets the translator, the call, and the receiver with the arguments, spans unwrapped; null when it isn't the method meant.</summary>
    internal delegate Expression? Lowering(LambdaTranslator translator, MethodCallExpression call, IReadOnlyList<Node> operands);

    private static readonly FrozenDictionary<MethodFamily, FrozenDictionary<string, Lowering>> Families = new Dictionary<MethodFamily, FrozenDictionary<string, Lowering>>
    {
        [MethodFamily.Text] = TextCalls.All.ToFrozenDictionary(StringComparer.Ordinal),
        [MethodFamily.TextStatic] = TextCalls.Statics.ToFrozenDictionary(StringComparer.Ordinal),
        [MethodFamily.Sequence] = SequenceCalls.All.ToFrozenDictionary(StringComparer.Ordinal),
        [MethodFamily.Number] = NumberCalls.All.ToFrozenDictionary(StringComparer.Ordinal),
    }.ToFrozenDictionary();

    /// <summary>The methods of a family that can be lowered.</summary>
    public static IEnumerable<string> Names(MethodFamily family) => Families[family].Keys;

    public static Expression Lower(LambdaTranslator translator, MethodCallExpression call)
    {
        Node[] operands = [.. (call.Object is null ? call.Arguments : call.Arguments.Prepend(call.Object)).Select(Unwrap)];
        return Find(call, operands.Length)?.Invoke(translator, call, operands)
            ?? throw new LoweringException(call, LoweringReasons.NoCounterpart(call.Method.DeclaringType?.Name, call.Method.Name));
    }

    private static Lowering? Find(MethodCallExpression call, int operands)
    {
        var (type, name) = (call.Method.DeclaringType, call.Method.Name);
        if (type is null) return null;
        if (type.Assembly == typeof(MethodTable).Assembly) return LibraryCalls.Lower;
        if (name == "ToString" && call.Arguments.Count == 0) return static (t, _, o) => Compose.Call("asText", t.Lower(o[0]));
        if (name == "Equals" && call.Object is not null && call.Arguments.Count == 1) return static (t, _, o) => Compose.Call("eq", t.Lower(o[0]), t.Lower(o[1]));
        if (name == "get_Item" && call.Object is not null && call.Arguments.Count == 1) return static (t, _, o) => t.Index(o[0], o[1]);
        var readsText = call.Method.GetParameters() is [{ ParameterType: var first }, ..] && first == typeof(string);
        return LowerableMethods.FamilyOf(type.Namespace ?? "", type.Name, name, call.Method.IsStatic, readsText) is { } family && LowerableMethods.Has(family, name, operands)
            ? Families[family].GetValueOrDefault(name)
            : null;
    }

    // arr.Contains(x) binds to a span's method; the array is what is meant, and evaluating the conversion would throw.
    private static Node Unwrap(Node node) =>
        node is MethodCallExpression { Method.Name: "op_Implicit", Arguments: [var inner], Type.IsByRefLike: true } ? inner
        : node is UnaryExpression { NodeType: ExpressionType.Convert, Type.IsByRefLike: true } convert ? convert.Operand
        : node;
}
