using System.Linq.Expressions;
using McpIac.Dsl.Expressions;
using McpIac.Schemas.Data;
using Expression = McpIac.Dsl.Expressions.Expression;
using Node = System.Linq.Expressions.Expression;

namespace McpIac.Dsl.Lowering;

/// <summary>LINQ, and the methods of lists, arrays and dictionaries.</summary>
internal static class SequenceCalls
{
    public static IReadOnlyDictionary<string, MethodTable.Lowering> All { get; } = new Dictionary<string, MethodTable.Lowering>
    {
        ["Select"] = Only(static (t, o) => t.Each(t.Lower(o[0]), LambdaTranslator.Lambda(o[1]))),
        ["SelectMany"] = Only(static (t, o) => Compose.Call("flatten", t.Each(t.Lower(o[0]), LambdaTranslator.Lambda(o[1])))),
        ["Where"] = Only(static (t, o) => t.Those(t.Lower(o[0]), LambdaTranslator.Lambda(o[1]))),
        ["Any"] = static (t, _, o) => o.Count == 1
            ? Compose.Call("gt", Compose.Call("length", t.Lower(o[0])), Number(0))
            : Compose.Call("contains", t.Each(t.Lower(o[0]), LambdaTranslator.Lambda(o[1])), Truth(true)),
        ["All"] = Only(static (t, o) => Compose.Call("not", Compose.Call("contains", t.Each(t.Lower(o[0]), LambdaTranslator.Lambda(o[1])), Truth(false)))),
        ["Count"] = static (t, _, o) => Compose.Call("length", Filtered(t, o)),
        ["LongCount"] = static (t, _, o) => Compose.Call("length", Filtered(t, o)),
        ["First"] = static (t, _, o) => Compose.Call("first", Filtered(t, o)),
        ["Last"] = static (t, _, o) => Compose.Call("last", Filtered(t, o)),
        ["FirstOrDefault"] = static (t, c, o) => o.Count == 1 || o[1] is LambdaExpression
            ? Compose.Call("lookup", Filtered(t, o), Number(0), Default(c.Type))
            : Compose.Call("lookup", t.Lower(o[0]), Number(0), t.Lower(o[1])),
        ["ElementAt"] = Only(static (t, o) => t.Index(o[0], o[1])),
        ["Contains"] = Only(static (t, o) => Compose.Call("contains", t.Lower(o[0]), t.Lower(o[1]))),
        ["ContainsKey"] = Only(static (t, o) => Compose.Call("hasKey", t.Lower(o[0]), t.Lower(o[1]))),
        ["GetValueOrDefault"] = static (t, c, o) => Compose.Call("lookup", t.Lower(o[0]), t.Lower(o[1]), o.Count == 3 ? t.Lower(o[2]) : Default(c.Type)),
        ["Concat"] = Only(static (t, o) => Compose.Call("concat", t.Lower(o[0]), t.Lower(o[1]))),
        ["Append"] = Only(static (t, o) => Compose.Call("concat", t.Lower(o[0]), new ListExpression([t.Lower(o[1])]))),
        ["Prepend"] = Only(static (t, o) => Compose.Call("concat", new ListExpression([t.Lower(o[1])]), t.Lower(o[0]))),
        ["Union"] = Only(static (t, o) => Compose.Call("distinct", Compose.Call("concat", t.Lower(o[0]), t.Lower(o[1])))),
        ["Intersect"] = Only(static (t, o) => Compose.Call("intersect", t.Lower(o[0]), t.Lower(o[1]))),
        ["Except"] = Only(static (t, o) => Compose.Call("except", t.Lower(o[0]), t.Lower(o[1]))),
        ["ToDictionary"] = Only(static (t, o) => t.Keyed(t.Lower(o[0]), LambdaTranslator.Lambda(o[1]), o.Count == 3 ? LambdaTranslator.Lambda(o[2]) : null)),
        ["Join"] = Only(static (t, o) => t.Joined(t.Lower(o[0]), t.Lower(o[1]), LambdaTranslator.Lambda(o[2]), LambdaTranslator.Lambda(o[3]), LambdaTranslator.Lambda(o[4], 2))),
        ["Distinct"] = Only(static (t, o) => Compose.Call("distinct", t.Lower(o[0]))),
        ["Order"] = Only(static (t, o) => Compose.Call("sort", t.Lower(o[0]))),
        ["OrderDescending"] = Only(static (t, o) => Compose.Call("reverse", Compose.Call("sort", t.Lower(o[0])))),
        ["OrderBy"] = Only(static (t, o) => Compose.Call("sort", Identity(t, o))),
        ["OrderByDescending"] = Only(static (t, o) => Compose.Call("reverse", Compose.Call("sort", Identity(t, o)))),
        ["Reverse"] = Only(static (t, o) => Compose.Call("reverse", t.Lower(o[0]))),
        ["Skip"] = Only(static (t, o) => Compose.Call("skip", t.Lower(o[0]), t.Lower(o[1]))),
        ["Take"] = Only(static (t, o) => o[1].Type == typeof(int) ? Compose.Call("take", t.Lower(o[0]), t.Lower(o[1])) : null),
        ["Min"] = static (t, _, o) => Compose.Call("min", Mapped(t, o)),
        ["Max"] = static (t, _, o) => Compose.Call("max", Mapped(t, o)),
        ["Sum"] = static (t, _, o) => Compose.Call("sum", Mapped(t, o)),
        ["Range"] = Only(static (t, o) => Compose.Call("range", t.Lower(o[0]), t.Lower(o[1]))),
        ["ToList"] = Only(static (t, o) => t.Lower(o[0])),
        ["ToArray"] = Only(static (t, o) => t.Lower(o[0])),
        ["AsEnumerable"] = Only(static (t, o) => t.Lower(o[0])),
        ["Cast"] = Only(static (t, o) => t.Lower(o[0])),
    };

    private static Literal Number(long number) => new(Datum.Of(number));

    private static Literal Truth(bool truth) => new(Datum.Of(truth));

    private static MethodTable.Lowering Only(Func<LambdaTranslator, IReadOnlyList<Node>, Expression?> lower) => (translator, _, o) => lower(translator, o);

    private static Expression Filtered(LambdaTranslator translator, IReadOnlyList<Node> operands) =>
        operands.Count == 1 ? translator.Lower(operands[0]) : translator.Those(translator.Lower(operands[0]), LambdaTranslator.Lambda(operands[1]));

    private static Expression Mapped(LambdaTranslator translator, IReadOnlyList<Node> operands) =>
        operands.Count == 1 ? translator.Lower(operands[0]) : translator.Each(translator.Lower(operands[0]), LambdaTranslator.Lambda(operands[1]));

    private static Expression Identity(LambdaTranslator translator, IReadOnlyList<Node> operands) =>
        LambdaTranslator.Lambda(operands[1]) is { } key && key.Body == key.Parameters[0]
            ? translator.Lower(operands[0])
            : throw new LoweringException(operands[1], LoweringReasons.SortsItself);

    private static Literal Default(Type type) => (Literal)Literals.From(type.IsValueType && type != typeof(char) ? Activator.CreateInstance(type) : null);
}
