using System.Globalization;
using McpIac.Schemas.Data;

namespace McpIac.Dsl.Expressions.Builtins;

/// <summary>A value as text that is the same for equal values: sorted keys, the last of repeated ones, numbers in one form.</summary>
internal static class CanonicalText
{
    public static string Of(Datum value) => DatumWriter.Write(Normalise(value), sortKeys: true);

    private static Datum Normalise(Datum value) => value.Kind switch
    {
        DatumKind.Number => Datum.OfNumber(Number(value)),
        DatumKind.List => Datum.ListOf(value.Items.Select(Normalise)),
        DatumKind.Map => Datum.MapOf(MapFunctions.Keys(value).Select(k => new KeyValuePair<string, Datum>(k, Normalise(value[k] ?? Datum.Null)))),
        _ => value,
    };

    // Division by one with all its digits strips the trailing zeros of a decimal.
    private static string Number(Datum value) =>
        decimal.TryParse(value.NumberText, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact)
            ? (exact / 1.000000000000000000000000000000000m).ToString(CultureInfo.InvariantCulture)
            : Texts.Number(value);
}
