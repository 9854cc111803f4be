using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Dsl.Expressions.Builtins;

/// <summary>Equality, order and logic; arithmetic is in <see cref="NumberFunctions"/>.</summary>
internal static class Operators
{
    public static IReadOnlyList<Function> All { get; } =
    [
        new("eq", 2, 2, ShapeKind.Boolean, static (a, work) => DatumWalk.Same(a[0], a[1], work)),
        new("ne", 2, 2, ShapeKind.Boolean, static (a, work) => !DatumWalk.Same(a[0], a[1], work)),
        new("lt", 2, 2, ShapeKind.Boolean, static (a, _) => Order("lt", a, static c => c < 0)),
        new("le", 2, 2, ShapeKind.Boolean, static (a, _) => Order("le", a, static c => c <= 0)),
        new("gt", 2, 2, ShapeKind.Boolean, static (a, _) => Order("gt", a, static c => c > 0)),
        new("ge", 2, 2, ShapeKind.Boolean, static (a, _) => Order("ge", a, static c => c >= 0)),
        new("not", 1, 1, ShapeKind.Boolean, static (a, _) => a[0].AsBoolean() is { } value ? !value : Arguments.Wrong("not", "a boolean", a[0])),
        new("and", 1, int.MaxValue, ShapeKind.Boolean, Never) { Decides = static value => !value.AsBoolean() },
        new("or", 1, int.MaxValue, ShapeKind.Boolean, Never) { Decides = static value => value.AsBoolean() },
        new("coalesce", 1, int.MaxValue, ShapeKind.Any, Never) { Decides = static value => !value.IsNull },
    ];

    /// <summary>Numbers by value, texts by UTF-16 code units; null when the two have no order.</summary>
    public static int? Compare(Datum a, Datum b)
    {
        if (a.AsText() is { } left && b.AsText() is { } right) return string.CompareOrdinal(left, right);
        if (a.AsInteger() is { } i && b.AsInteger() is { } j) return i.CompareTo(j);
        return a.AsDouble() is { } x && b.AsDouble() is { } y ? x.CompareTo(y) : null;
    }

    private static Outcome Order(string name, IReadOnlyList<Datum> arguments, Func<int, bool> holds) =>
        Compare(arguments[0], arguments[1]) is { } order
            ? holds(order)
            : Outcome.Fail($"{name} compares two numbers or two texts, and was given {DatumWalk.Kind(arguments[0])} and {DatumWalk.Kind(arguments[1])}");

    private static Outcome Never(IReadOnlyList<Datum> arguments, Work work) => Outcome.Fail("it is decided argument by argument");
}
