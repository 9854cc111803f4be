using System.Reflection;
using McpIac.Dsl.Expressions;
using McpIac.Schemas.Data;

namespace McpIac.Dsl.Lowering;

/// <summary>Methods of <see cref="Math"/>, and the numbers' <c>Parse</c>.</summary>
internal static class NumberCalls
{
    public static IReadOnlyDictionary<string, MethodTable.Lowering> All { get; } = new Dictionary<string, MethodTable.Lowering>
    {
        ["Min"] = Plain("min", 2),
        ["Max"] = Plain("max", 2),
        ["Abs"] = Plain("abs", 1),
        ["Floor"] = Plain("floor", 1),
        ["Ceiling"] = Plain("ceil", 1),
        ["Round"] = Plain("round", 1),
        ["Truncate"] = static (t, _, o) => Compose.Call("quotient", t.Lower(o[0]), new Literal(Datum.Of(1))),
        ["Parse"] = static (t, _, o) => o.Count == 1 || typeof(IFormatProvider).IsAssignableFrom(o[1].Type) ? Compose.Call("asNumber", t.Lower(o[0])) : null,
        ["ToInt32"] = Plain("asNumber", 1),
        ["ToInt64"] = Plain("asNumber", 1),
        ["ToDouble"] = Plain("asNumber", 1),
    };

    /// <summary>Whether the method reads a number from a text.</summary>
    public static bool Parses(MethodInfo method) =>
        method.GetParameters() is [{ ParameterType: var first }, ..] && first == typeof(string)
        && (method.Name == "Parse" && (method.DeclaringType == typeof(int) || method.DeclaringType == typeof(long) || method.DeclaringType == typeof(double) || method.DeclaringType == typeof(decimal))
            || method.DeclaringType == typeof(Convert) && method.Name is "ToInt32" or "ToInt64" or "ToDouble");

    private static MethodTable.Lowering Plain(string function, int arguments) => (t, _, o) => o.Count == arguments ? Compose.Call(function, [.. o.Select(t.Lower)]) : null;
}
