using System.Globalization;
using CsCheck;
using McpIac.Schemas.Data;

namespace McpIac.Schemas.Tests.Data;

/// <summary>Arbitrary JSON values: every kind, awkward texts (quotes, control characters, lone surrogates), numbers as JSON writes them.</summary>
internal static class DatumGen
{
    public static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    public static Gen<string> Texts { get; } = Gen.Char.Array[0, 12].Select(c => new string(c));

    private static readonly Gen<Datum> Numbers = Gen.OneOf(
        Gen.Long.Select(Datum.Of),
        Gen.Double.Where(double.IsFinite).Select(Datum.Of),
        OneOf("0", "-0", "1e5", "1E+5", "-1.25e-3", "12345678901234567890123456789").Select(Datum.OfNumber));

    private static readonly Gen<Datum> Leaves = Gen.OneOf(
        OneOf(Datum.Null, Datum.True, Datum.False), Numbers, Texts.Select(Datum.Of));

    public static Gen<Datum> Any { get; } = Nested(4);

    private static Gen<Datum> Nested(int depth)
    {
        if (depth == 0) return Leaves;
        var inner = Nested(depth - 1);
        return Gen.OneOf(
            Leaves,
            inner.Array[0, 5].Select(items => Datum.ListOf(items)),
            Gen.Select(Texts, inner, (key, value) => new KeyValuePair<string, Datum>(key, value)).Array[0, 5].Select(Datum.MapOf));
    }
}
