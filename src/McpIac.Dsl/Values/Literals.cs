using System.Collections;
using System.Globalization;
using McpIac.Dsl.Expressions;
using McpIac.Schemas.Data;

namespace McpIac.Dsl;

/// <summary>C# values as expressions.</summary>
internal static class Literals
{
    public static Literal Null { get; } = new(Datum.Null);

    public static Expression From(object? value, int depth = 0)
    {
        if (depth > Limits.Depth) return new Invalid(AuthoringDiagnostics.TooDeep("a collection"));
        return value switch
        {
            null => Null,
            string text => Tokens.Recover(text),
            bool flag => new Literal(Datum.Of(flag)),
            long whole => new Literal(Datum.Of(whole)),
            double number => Number(number),
            float number => Number(number),
            decimal number => new Literal(Datum.OfNumber(number.ToString(CultureInfo.InvariantCulture))),
            sbyte or byte or short or ushort or int or uint or ulong => new Literal(Datum.OfNumber(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture))),
            Datum datum => new Literal(datum),
            Expression expression => expression,
            IExpressible expressible => expressible.ToExpression() ?? Null,
            Resource => new Invalid(AuthoringDiagnostics.NotData("a whole resource")),
            IDictionary map => FromMap(map, depth),
            IEnumerable items => Compose.List([.. items.Cast<object?>().Select(i => From(i, depth + 1))]),
            Uri uri => new Literal(Datum.Of(uri.OriginalString)),
            DateTime or DateTimeOffset => new Literal(Datum.Of(((IFormattable)value).ToString("O", CultureInfo.InvariantCulture))),
            char or Guid or DateOnly or TimeOnly or TimeSpan or Enum or Version => new Literal(Datum.Of(
                value is IFormattable formattable ? formattable.ToString(null, CultureInfo.InvariantCulture) : value.ToString() ?? "")),
            _ => new Invalid(AuthoringDiagnostics.NotData($"an object of the C# type {value.GetType().Name}")),
        };
    }

    /// <summary>A map's member, whose key has to be known and not the one that marks what isn't.</summary>
    public static Expression Member(string key, Expression value) =>
        Tokens.IsIn(key) ? new Invalid(AuthoringDiagnostics.NotData("a map whose keys aren't known"))
        : key == "$iac" ? new Invalid(AuthoringDiagnostics.NotData("a map with the reserved key $iac"))
        : value;

    private static Expression FromMap(IDictionary map, int depth)
    {
        var members = new List<KeyValuePair<string, Expression>>();
        foreach (DictionaryEntry entry in map)
        {
            var key = entry.Key as string ?? Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? "";
            members.Add(new(key, Member(key, From(entry.Value, depth + 1))));
        }

        return new MapExpression([.. members]);
    }

    private static Expression Number(double number) =>
        double.IsFinite(number) ? new Literal(Datum.Of(number)) : new Invalid(AuthoringDiagnostics.NotData("a number that is infinite or undefined"));
}
