using System.Globalization;
using McpIac.Schemas.Data;

namespace McpIac.Dsl.Expressions;

/// <summary>
/// One form for what can be written in several: a known list or map is its elements, a map's members stand in their keys' order, a number is written one way. So
/// it doesn't matter in which language, or in which order, a program spelt them out.
/// </summary>
public static class CanonicalForm
{
    /// <summary>The same expression with literals of scalars alone.</summary>
    public static Expression Of(Expression expression) => ExpressionRewriter.Rewrite(expression, e => e switch
    {
        Literal { Value.Kind: DatumKind.List or DatumKind.Map or DatumKind.Number } literal => Of(literal.Value),
        MapExpression map => Map(map.Members.Select(m => KeyValuePair.Create(m.Key, Of(m.Value)))),
        _ => null,
    });

    private static Expression Of(Datum value) => value.Kind switch
    {
        DatumKind.List => new ListExpression([.. value.Items.Select(Of)]),
        DatumKind.Map => Map(value.Members.Select(m => KeyValuePair.Create(m.Key, Of(m.Value)))),
        DatumKind.Number => new Literal(Datum.OfNumber(Number(value))),
        _ => new Literal(value),
    };

    // Stable: of a key that is there twice the last one counts, and stays the last.
    private static MapExpression Map(IEnumerable<KeyValuePair<string, Expression>> members) => new([.. members.OrderBy(m => m.Key, StringComparer.Ordinal)]);

    // The shortest text that reads back as the same number; what has more digits than a binary64 number keeps them, without zeros at the end.
    private static string Number(Datum value)
    {
        if (value.AsInteger() is { } whole) return whole.ToString(CultureInfo.InvariantCulture);
        var text = value.NumberText ?? "";
        if (value.AsDouble() is not { } number || !double.IsFinite(number)) return text;
        var shortest = number.ToString("R", CultureInfo.InvariantCulture);
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact)) return shortest;
        var same = decimal.TryParse(shortest, NumberStyles.Float, CultureInfo.InvariantCulture, out var read) && read == exact;
        return same ? shortest : exact.ToString("G29", CultureInfo.InvariantCulture);
    }
}
