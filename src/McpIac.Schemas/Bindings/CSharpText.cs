using System.Globalization;
using System.Text;
using McpIac.Schemas.Data;

namespace McpIac.Schemas.Bindings;

/// <summary>Foreign text inside C#: it stays data, whatever it is.</summary>
internal static class CSharpText
{
    /// <summary>A string literal. Everything but plain ASCII is escaped, so that no character can end it or be read in another way.</summary>
    public static string Literal(string text)
    {
        if (PlainText.EndInJson(text, 0) == text.Length) return "\"" + text + "\"";
        var literal = new StringBuilder("\"");
        foreach (var c in text)
        {
            if (c is '"' or '\\') literal.Append('\\').Append(c);
            else if (c is >= ' ' and <= '~') literal.Append(c);
            else literal.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
        }

        return literal.Append('"').ToString();
    }

    /// <summary>A double's literal; a whole number stays one.</summary>
    public static string Literal(double? number) =>
        number is not { } value || double.IsNaN(value) ? "double.NaN"
        : double.IsPositiveInfinity(value) ? "double.PositiveInfinity"
        : double.IsNegativeInfinity(value) ? "double.NegativeInfinity"
        : Math.Abs(value) < 1e15 && value == Math.Floor(value) ? ((long)value).ToString(CultureInfo.InvariantCulture)
        : value.ToString("R", CultureInfo.InvariantCulture) + "d";

    /// <summary>The lines of a text for a documentation comment: XML-escaped, without characters that end a line or that XML doesn't allow.</summary>
    public static IReadOnlyList<string> DocLines(string text)
    {
        if (PlainText.EndInXml(text, 0) == text.Length) return [text.TrimEnd()];
        var lines = new List<string>();
        var line = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var end = PlainText.EndInXml(text, i);
            line.Append(text, i, end - i);
            i = end;
            if (i == text.Length) break;
            var c = text[i];
            if (c is not ('\n' or '\u2028' or '\u2029' or '\u0085' or '\r' or '\v' or '\f'))
            {
                AppendEscaped(line, c);
                continue;
            }

            lines.Add(line.ToString().TrimEnd());
            line.Clear();
            if (c == '\r' && i + 1 < text.Length && text[i + 1] == '\n') i++;
        }

        lines.Add(line.ToString().TrimEnd());
        return lines;
    }

    private static void AppendEscaped(StringBuilder line, char c)
    {
        switch (c)
        {
            case '&': line.Append("&amp;"); break;
            case '<': line.Append("&lt;"); break;
            case '>': line.Append("&gt;"); break;
            case '\t': line.Append(' '); break;
            default:
                var isUnfit = char.IsSurrogate(c) || c is '\uFFFE' or '\uFFFF' || char.IsControl(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format;
                line.Append(isUnfit ? '\uFFFD' : c);
                break;
        }
    }
}
