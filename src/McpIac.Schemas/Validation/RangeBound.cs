using McpIac.Schemas.Data;

namespace McpIac.Schemas.Validation;

/// <summary>The four ends that a range of numbers can have.</summary>
internal enum RangeEnd { Minimum, Maximum, ExclusiveMinimum, ExclusiveMaximum }

/// <summary>One end of a range.</summary>
/// <param name="Near">The bound as a double, which decides unless a value is equally near.</param>
/// <param name="Exact">The bound as it is written; null when it is just the double.</param>
internal readonly record struct RangeBound(RangeEnd Kind, double Near, Datum? Exact = null)
{
    public static RangeBound Of(RangeEnd kind, Datum exact) => new(kind, exact.AsDouble() ?? double.NaN, exact);

    /// <summary>Whether a number keeps to it.</summary>
    public bool Admits(Datum number)
    {
        var order = Order(number);
        return Kind switch
        {
            RangeEnd.Minimum => order >= 0,
            RangeEnd.Maximum => order <= 0,
            RangeEnd.ExclusiveMinimum => order > 0,
            _ => order < 0,
        };
    }

    public string Broken(string shown) => Kind switch
    {
        RangeEnd.Minimum => $"{shown} is less than the minimum {Text}",
        RangeEnd.Maximum => $"{shown} is more than the maximum {Text}",
        RangeEnd.ExclusiveMinimum => $"{shown} isn't more than {Text}",
        _ => $"{shown} isn't less than {Text}",
    };

    private string Text => (Exact ?? Datum.Of(Near)).ToString();

    // Rounding keeps the order, so two doubles that differ have decided.
    private int Order(Datum number)
    {
        var near = number.AsDouble() ?? double.NaN;
        if (near < Near) return -1;
        if (near > Near) return 1;
        return ExactNumber.Of(number.NumberText ?? "0").CompareTo(ExactNumber.Of(Exact?.NumberText ?? Datum.Of(Near).NumberText ?? "0"));
    }
}
