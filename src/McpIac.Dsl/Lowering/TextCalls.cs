using System.Linq.Expressions;
using McpIac.Dsl.Expressions;
using McpIac.Schemas.Data;
using Expression = McpIac.Dsl.Expressions.Expression;
using Node = System.Linq.Expressions.Expression;

namespace McpIac.Dsl.Lowering;

/// <summary>Methods of <see cref="string"/>. Comparisons are ordinal whatever C# would do in a culture; ignoring case lowers both sides.</summary>
internal static class TextCalls
{
    public static IReadOnlyDictionary<string, MethodTable.Lowering> All { get; } = new Dictionary<string, MethodTable.Lowering>
    {
        ["ToUpper"] = Plain("upper"),
        ["ToUpperInvariant"] = Plain("upper"),
        ["ToLower"] = Plain("lower"),
        ["ToLowerInvariant"] = Plain("lower"),
        ["Trim"] = static (t, c, o) => Trim("trim", t, o),
        ["TrimStart"] = static (t, c, o) => Trim("trimStart", t, o),
        ["TrimEnd"] = static (t, c, o) => Trim("trimEnd", t, o),
        ["Replace"] = Plain("replace"),
        ["Split"] = Split,
        ["StartsWith"] = Compared("startsWith"),
        ["EndsWith"] = Compared("endsWith"),
        ["Contains"] = Compared("contains"),
        ["IndexOf"] = Compared("indexOf"),
        ["LastIndexOf"] = Compared("lastIndexOf"),
        ["Substring"] = Plain("substring"),
        ["PadLeft"] = Plain("padLeft"),
        ["PadRight"] = Plain("padRight"),
        ["get_Chars"] = static (t, _, o) => t.Index(o[0], o[1]),
    };

    public static IReadOnlyDictionary<string, MethodTable.Lowering> Statics { get; } = new Dictionary<string, MethodTable.Lowering>
    {
        ["Format"] = FormatCalls.Lower,
        ["Concat"] = static (t, _, o) => o is [NewArrayExpression array] ? Compose.Text(array.Expressions.Select(t.Lower))
            : o is [var items] && items.Type != typeof(string) ? Compose.Call("join", t.Lower(items), Text(""))
            : Compose.Text(o.Select(t.Lower)),
        ["Join"] = static (t, _, o) => Compose.Call("join", t.Lower(o[1]), t.Lower(o[0])),
        ["Equals"] = static (t, _, o) => Compose.Call("eq", t.Lower(o[0]), t.Lower(o[1])),
        ["IsNullOrEmpty"] = static (t, _, o) => Compose.Call("eq", Compose.Call("coalesce", t.Lower(o[0]), Text("")), Text("")),
        ["IsNullOrWhiteSpace"] = static (t, _, o) => Compose.Call("eq", Compose.Call("trim", Compose.Call("coalesce", t.Lower(o[0]), Text(""))), Text("")),
    };

    private static Literal Text(string text) => new(Datum.Of(text));

    private static MethodTable.Lowering Plain(string function) => (t, _, o) => Compose.Call(function, [.. o.Select(t.Lower)]);

    private static Expression? Trim(string function, LambdaTranslator translator, IReadOnlyList<Node> operands) => operands.Count == 1
        ? Compose.Call(function, translator.Lower(operands[0]))
        : Compose.Call(function, translator.Lower(operands[0]), Text(Characters(operands[1])));

    private static Expression? Split(LambdaTranslator translator, MethodCallExpression call, IReadOnlyList<Node> operands)
    {
        if (operands.Count == 3 && !(ClosedParts.IsClosed(operands[2]) && ClosedParts.Compute(operands[2]) is StringSplitOptions.None)) return null;
        var separator = operands[1] is NewArrayExpression { Expressions: [var only] } ? only : operands[1];
        return separator.Type.IsArray ? null : Compose.Call("split", translator.Lower(operands[0]), translator.Lower(separator));
    }

    private static string Characters(Node node) =>
        ClosedParts.IsClosed(node) && ClosedParts.Compute(node) is var value and (char or char[] or string)
            ? value is char[] several ? new string(several) : value.ToString() ?? ""
            : throw new LoweringException(node, LoweringReasons.KnownCharacters);

    private static MethodTable.Lowering Compared(string function) => (t, _, o) =>
    {
        if (o.Count == 3 && o[2].Type != typeof(StringComparison)) return null;
        var ignoreCase = o.Count == 3 && ClosedParts.Compute(o[2]) is StringComparison.OrdinalIgnoreCase or StringComparison.InvariantCultureIgnoreCase or StringComparison.CurrentCultureIgnoreCase;
        var (text, part) = (t.Lower(o[0]), t.Lower(o[1]));
        return ignoreCase ? Compose.Call(function, Compose.Call("lower", text), Compose.Call("lower", part)) : Compose.Call(function, text, part);
    };
}
