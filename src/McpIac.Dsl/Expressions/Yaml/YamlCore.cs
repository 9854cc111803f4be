using System.Globalization;
using McpIac.Schemas.Data;

namespace McpIac.Dsl.Expressions.Yaml;

/// <summary>
/// YAML 1.2's core schema: what is written without quotes and looks like null, a boolean or a number is one. <c>yes</c> and <c>on</c> are texts, as are numbers with leading zeros:
/// <c>0644</c> is a mode to one reader and six hundred and forty-four to another.
/// </summary>
public static class YamlCore
{
    /// <summary>What a text without quotes means. For infinities and what is no number, which JSON doesn't have, null.</summary>
    public static Datum? Plain(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => Datum.Null,
        "true" or "True" or "TRUE" => Datum.True,
        "false" or "False" or "FALSE" => Datum.False,
        ".inf" or ".Inf" or ".INF" or "-.inf" or "-.Inf" or "-.INF" or "+.inf" or "+.Inf" or "+.INF" or ".nan" or ".NaN" or ".NAN" => null,
        _ => NumberOf(text) ?? Datum.Of(text),
    };

    /// <summary>The number that a text without quotes is, or null.</summary>
    public static Datum? NumberOf(string text)
    {
        if (text.Length == 0) return null;
        if (text.StartsWith("0x", StringComparison.Ordinal))
            return long.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex) && hex >= 0 ? Datum.Of(hex) : null;
        var digits = text.AsSpan(text[0] is '+' or '-' ? 1 : 0);
        if (digits.Length == 0 || !char.IsAsciiDigit(digits[0]) && digits[0] != '.') return null;
        if (digits.Length > 1 && digits[0] == '0' && digits[1] is not ('.' or 'e' or 'E')) return null;

        // JSON's numbers have no plus and digits on both sides of the point.
        var json = $"{(text[0] == '-' ? "-" : "")}{(digits[0] == '.' ? "0" : "")}{(digits[^1] == '.' ? digits[..^1] : digits)}";
        return DatumReader.Read(json).Value is { Kind: DatumKind.Number } number ? number : null;
    }
}
