using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Dsl.Expressions.Builtins;

/// <summary>
/// Arithmetic. Whole numbers within 64 bits are computed exactly, and leaving that range is an error; everything else is IEEE 754 binary64,
/// where an infinite or undefined result is an error.
/// </summary>
internal static class NumberFunctions
{
    private const string Overflow = "the result is larger than 64 bits can hold";

    public static IReadOnlyList<Function> All { get; } =
    [
        Fold("add", static (a, b) => checked(a + b), static (a, b) => a + b),
        Fold("mul", static (a, b) => checked(a * b), static (a, b) => a * b),
        Pair("sub", static (a, b) => Exact(() => checked(a - b)), static (a, b) => Finite(a - b)),
        Pair("div", Divide, static (a, b) => b == 0 ? DivisionByZero() : Finite(a / b)),
        Pair("quotient", Quotient, static (a, b) => b == 0 ? DivisionByZero() : Whole(Math.Truncate(a / b))),
        Pair("mod", static (a, b) => b == 0 ? DivisionByZero() : b == -1 ? 0L : a % b, static (a, b) => b == 0 ? DivisionByZero() : Finite(a % b)),
        One("neg", static a => Exact(() => checked(-a)), static a => Finite(-a)),
        One("abs", static a => Exact(() => checked(Math.Abs(a))), static a => Finite(Math.Abs(a))),
        One("floor", static a => a, static a => Whole(Math.Floor(a))),
        One("ceil", static a => a, static a => Whole(Math.Ceiling(a))),
        One("round", static a => a, static a => Whole(Math.Round(a, MidpointRounding.ToEven))),
        new("sum", 1, 1, ShapeKind.Number, Sum),
        new("min", 1, int.MaxValue, ShapeKind.Number, static (a, work) => Extreme("min", a, work, -1)),
        new("max", 1, int.MaxValue, ShapeKind.Number, static (a, work) => Extreme("max", a, work, 1)),
    ];

    private static Function Fold(string name, Func<long, long, long> exact, Func<double, double, double> rounded) =>
        new(name, 2, int.MaxValue, ShapeKind.Number, (arguments, work) => Fold(name, arguments[0], arguments.Skip(1), work, exact, rounded));

    private static Outcome Fold(
        string name, Datum first, IEnumerable<Datum> more, Work work, Func<long, long, long> exact, Func<double, double, double> rounded)
    {
        Outcome result = first;
        foreach (var number in more)
        {
            work.Spend(1);
            result = Apply(name, result.Value, number, (a, b) => Exact(() => exact(a, b)), (a, b) => Finite(rounded(a, b)));
            if (result.Error is not null) break;
        }

        return result;
    }

    private static Outcome Sum(IReadOnlyList<Datum> arguments, Work work) => arguments[0].Kind == DatumKind.List
        ? Fold("sum", Datum.Of(0), arguments[0].Items, work, static (a, b) => checked(a + b), static (a, b) => a + b)
        : Arguments.Wrong("sum", "a list of numbers", arguments[0]);

    private static Function Pair(string name, Func<long, long, Outcome> exact, Func<double, double, Outcome> rounded) =>
        new(name, 2, 2, ShapeKind.Number, (arguments, _) => Apply(name, arguments[0], arguments[1], exact, rounded));

    private static Function One(string name, Func<long, Outcome> exact, Func<double, Outcome> rounded) =>
        new(name, 1, 1, ShapeKind.Number, (arguments, _) => Apply(name, arguments[0], arguments[0], (a, _) => exact(a), (a, _) => rounded(a)));

    private static Outcome Apply(string name, Datum a, Datum b, Func<long, long, Outcome> exact, Func<double, double, Outcome> rounded)
    {
        if (a.Kind != DatumKind.Number) return Arguments.Wrong(name, "numbers", a);
        if (b.Kind != DatumKind.Number) return Arguments.Wrong(name, "numbers", b);
        if (a.AsInteger() is { } i && b.AsInteger() is { } j) return exact(i, j);
        return a.AsDouble() is { } x && b.AsDouble() is { } y && double.IsFinite(x) && double.IsFinite(y) ? rounded(x, y) : Outcome.Fail(Overflow);
    }

    private static Outcome Extreme(string name, IReadOnlyList<Datum> arguments, Work work, int sign)
    {
        // One list, or the numbers themselves.
        var numbers = arguments is [{ Kind: DatumKind.List }] ? arguments[0].Items : arguments;
        if (numbers.Count == 0) return Outcome.Fail($"{name} of an empty list has no value");
        work.Spend(numbers.Count);
        var best = numbers[0];
        foreach (var number in numbers)
        {
            if (number.Kind != DatumKind.Number) return Arguments.Wrong(name, "numbers", number);
            if (Operators.Compare(number, best) is { } order && Math.Sign(order) == sign) best = number;
        }

        return best;
    }

    // Exact when the division is; 7 / 2 is 3.5. What C# does between whole numbers is quotient.
    private static Outcome Divide(long a, long b)
    {
        if (b == 0) return DivisionByZero();
        if (b == -1) return Exact(() => checked(-a));
        return a % b == 0 ? a / b : Finite((double)a / b);
    }

    private static Outcome Quotient(long a, long b)
    {
        if (b == 0) return DivisionByZero();
        return b == -1 ? Exact(() => checked(-a)) : a / b;
    }

    private static Outcome Exact(Func<long> compute)
    {
        try
        {
            return compute();
        }
        catch (OverflowException)
        {
            return Outcome.Fail(Overflow);
        }
    }

    private static Outcome Finite(double value) => double.IsFinite(value) ? Datum.Of(value) : Outcome.Fail(Overflow);

    // 2^63 itself is a double, the largest long isn't.
    private static Outcome Whole(double value) => value is >= long.MinValue and < -(double)long.MinValue ? (long)value : Finite(value);

    private static Outcome DivisionByZero() => Outcome.Fail("it divides by zero");
}
