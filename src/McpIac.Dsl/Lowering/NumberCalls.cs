using McpIac.Dsl.Expressions;
using McpIac.Schemas.Data;

namespace McpIac.Dsl.Lowering;

/// <summary>Methods of <see cref="Math"/>, and the numbers' <c>Parse</c>.</summary>
internal static class NumberCalls
{
    public static IReadOnlyDictionary<string, MethodTable.Lowering> All { get; } = new Dictionary<string, MethodTable.Lowering>
    {
        ["Min"] = Plain("min"),
        ["Max"] = Plain("max"),
        ["Abs"] = Plain("abs"),
        ["Floor"] = Plain("floor"),
        ["Ceiling"] = Plain("ceil"),
        ["Round"] = Plain("round"),
        ["Truncate"] = static (t, _, o) => Compose.Call("quotient", t.Lower(o[0]), new Literal(Datum.Of(1))),
        ["Parse"] = static (t, _, o) => o.Count == 1 || typeof(IFormatProvider).IsAssignableFrom(o[1].Type) ? Compose.Call("asNumber", t.Lower(o[0])) : null,
        ["ToInt32"] = Plain("asNumber"),
        ["ToInt64"] = Plain("asNumber"),
        ["ToDouble"] = Plain("asNumber"),
    };

    private static MethodTable.Lowering Plain(string function) => (t, _, o) => Compose.Call(function, [.. o.Select(t.Lower)]);
}
