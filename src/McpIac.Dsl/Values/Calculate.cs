using McpIac.Dsl.Expressions;

namespace McpIac.Dsl;

/// <summary>Functions of numbers.</summary>
public static class Calculate
{
    public static Value<long> Min(Value<long> a, Value<long> b) => new(Compose.Call("min", a.OrNull, b.OrNull));
    public static Value<long> Max(Value<long> a, Value<long> b) => new(Compose.Call("max", a.OrNull, b.OrNull));
    public static Value<double> Min(Value<double> a, Value<double> b) => new(Compose.Call("min", a.OrNull, b.OrNull));
    public static Value<double> Max(Value<double> a, Value<double> b) => new(Compose.Call("max", a.OrNull, b.OrNull));
    public static Value<long> Floor(Value<double> value) => new(Compose.Call("floor", value.OrNull));
    public static Value<long> Ceiling(Value<double> value) => new(Compose.Call("ceil", value.OrNull));

    /// <summary>To the nearest whole number, halves to the even one.</summary>
    public static Value<long> Round(Value<double> value) => new(Compose.Call("round", value.OrNull));
    public static Value<long> Abs(Value<long> value) => new(Compose.Call("abs", value.OrNull));
    /// <summary>So many whole numbers, from <paramref name="start"/> on.</summary>
    public static ValueList<long> Range(Value<long> start, Value<long> count) => new(Compose.Call("range", start.OrNull, count.OrNull));
    public static Value<double> Abs(Value<double> value) => new(Compose.Call("abs", value.OrNull));
}
