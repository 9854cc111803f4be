using System.Globalization;
using McpIac.Schemas.Data;

namespace McpIac.Dsl.Expressions.Builtins;

/// <summary>Values as text: what interpolation, <c>asText</c> and <c>format</c> write.</summary>
internal static class Texts
{
    /// <summary>Whole numbers in decimal digits, others in the shortest form that reads back; booleans as <c>true</c> and <c>false</c>.</summary>
    public static Outcome Of(Datum value) => value.Kind switch
    {
        DatumKind.Text => value,
        DatumKind.Boolean => value.AsBoolean() == true ? "true" : "false",
        DatumKind.Number => Number(value),
        DatumKind.Null => Outcome.Fail("a value that goes into a text is null; coalesce gives it another one"),
        _ => Outcome.Fail($"a value that goes into a text is {DatumWalk.Kind(value)}; join or jsonEncode make a text of it"),
    };

    public static string Number(Datum value) =>
        value.AsInteger() is { } whole ? whole.ToString(CultureInfo.InvariantCulture)
        : value.AsDouble() is { } number && double.IsFinite(number) ? number.ToString("R", CultureInfo.InvariantCulture)
        : value.NumberText ?? "";
}
