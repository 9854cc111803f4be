using System.Globalization;
using McpIac.Schemas.Data;

namespace McpIac.Providers.Secrets;

/// <summary>Changes data at JSON pointers.</summary>
internal static class Pointers
{
    /// <summary>The value with the part that the pointer names replaced; the value itself when it names nothing.</summary>
    public static Datum Replace(Datum value, string pointer, Func<Datum, Datum> change) => Replace(value, [.. JsonPointer.Tokens(pointer)], 0, change);

    private static Datum Replace(Datum value, string[] tokens, int depth, Func<Datum, Datum> change)
    {
        if (depth == tokens.Length) return change(value);
        var token = tokens[depth];
        return value.Kind switch
        {
            DatumKind.Map => Datum.MapOf(value.Members.Select(m => m.Key == token
                ? new KeyValuePair<string, Datum>(m.Key, Replace(m.Value, tokens, depth + 1, change)) : m)),
            DatumKind.List => Datum.ListOf(value.Items.Select((item, i) =>
                token == i.ToString(CultureInfo.InvariantCulture) ? Replace(item, tokens, depth + 1, change) : item)),
            _ => value,
        };
    }
}
