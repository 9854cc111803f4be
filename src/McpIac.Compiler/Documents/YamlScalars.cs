using System.Globalization;
using McpIac.Schemas.Data;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace McpIac.Compiler.Documents;

/// <summary>
/// The scalars of YAML 1.2's core schema: what is written without quotes and looks like null, a boolean or a number is one. <c>yes</c> and <c>on</c> are texts,
/// as are numbers with leading zeros: <c>0644</c> is a mode to one reader and six hundred and forty-four to another.
/// </summary>
internal static class YamlScalars
{
    public const string TextTag = "tag:yaml.org,2002:str";

    public static DocumentNode Read(Scalar scalar, SourceSpan span, Findings findings)
    {
        var text = scalar.Value;
        var style = scalar.Style switch
        {
            ScalarStyle.SingleQuoted => TextStyle.SingleQuoted,
            ScalarStyle.DoubleQuoted => TextStyle.DoubleQuoted,
            ScalarStyle.Literal or ScalarStyle.Folded => TextStyle.Block,
            _ => TextStyle.Plain,
        };
        if (style != TextStyle.Plain || scalar.Tag.IsNonSpecific || scalar.Tag == TextTag) return DocumentNode.Of(span, Datum.Of(text), style);
        if (text is ".inf" or ".Inf" or ".INF" or "-.inf" or "-.Inf" or "-.INF" or "+.inf" or "+.Inf" or "+.INF" or ".nan" or ".NaN" or ".NAN")
        {
            findings.Add(DocumentProblems.NoNumber(text, span.Place));
            return DocumentNode.Of(span, Datum.Null);
        }

        var value = Value(text);
        return DocumentNode.Of(span, value, style, value.Kind is DatumKind.Number or DatumKind.Boolean && value.ToString() != text ? text : null);
    }

    private static Datum Value(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => Datum.Null,
        "true" or "True" or "TRUE" => Datum.True,
        "false" or "False" or "FALSE" => Datum.False,
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
