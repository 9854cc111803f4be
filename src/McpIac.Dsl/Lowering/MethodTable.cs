using System.Collections.Frozen;
using System.Linq.Expressions;
using McpIac.Dsl.Expressions;
using Expression = McpIac.Dsl.Expressions.Expression;
using Node = System.Linq.Expressions.Expression;

namespace McpIac.Dsl.Lowering;

/// <summary>Which C# methods have a counterpart in the language, by name; the groups look at the declaring type and the overload.</summary>
internal static class MethodTable
{
    /// <summary>Gets the translator, the call, and the receiver with the arguments, spans unwrapped; null when it isn't the method meant.</summary>
    internal delegate Expression? Lowering(LambdaTranslator translator, MethodCallExpression call, IReadOnlyList<Node> operands);

    private static readonly FrozenDictionary<string, Lowering> Texts = TextCalls.All.ToFrozenDictionary(StringComparer.Ordinal);
    private static readonly FrozenDictionary<string, Lowering> TextStatics = TextCalls.Statics.ToFrozenDictionary(StringComparer.Ordinal);
    private static readonly FrozenDictionary<string, Lowering> Sequences = SequenceCalls.All.ToFrozenDictionary(StringComparer.Ordinal);
    private static readonly FrozenDictionary<string, Lowering> Numbers = NumberCalls.All.ToFrozenDictionary(StringComparer.Ordinal);

    public static Expression Lower(LambdaTranslator translator, MethodCallExpression call)
    {
        Node[] operands = [.. (call.Object is null ? call.Arguments : call.Arguments.Prepend(call.Object)).Select(Unwrap)];
        return Find(call)?.Invoke(translator, call, operands)
            ?? throw new LoweringException(call, $"the expression language has no counterpart of {call.Method.DeclaringType?.Name}.{call.Method.Name} with these arguments");
    }

    private static Lowering? Find(MethodCallExpression call)
    {
        var (type, name) = (call.Method.DeclaringType, call.Method.Name);
        if (type is null) return null;
        if (type.Assembly == typeof(MethodTable).Assembly) return LibraryCalls.Lower;
        if (name == "ToString" && call.Arguments.Count == 0) return static (t, _, o) => Compose.Call("asText", t.Lower(o[0]));
        if (name == "Equals" && call.Object is not null && call.Arguments.Count == 1) return static (t, _, o) => Compose.Call("eq", t.Lower(o[0]), t.Lower(o[1]));
        if (name == "get_Item" && call.Object is not null && call.Arguments.Count == 1) return static (t, _, o) => t.Index(o[0], o[1]);
        if (type == typeof(string)) return (call.Object is null ? TextStatics : Texts).GetValueOrDefault(name);
        if (type == typeof(Math) || NumberCalls.Parses(call.Method)) return Numbers.GetValueOrDefault(name);
        return SequenceCalls.Covers(type) ? Sequences.GetValueOrDefault(name) : null;
    }

    // arr.Contains(x) binds to a span's method; the array is what is meant, and evaluating the conversion would throw.
    private static Node Unwrap(Node node) =>
        node is MethodCallExpression { Method.Name: "op_Implicit", Arguments: [var inner], Type.IsByRefLike: true } ? inner
        : node is UnaryExpression { NodeType: ExpressionType.Convert, Type.IsByRefLike: true } convert ? convert.Operand
        : node;
}
