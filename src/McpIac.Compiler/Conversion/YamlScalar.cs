using McpIac.Dsl.Expressions.Yaml;
using System.Globalization;
using System.Text;
using McpIac.Compiler.Documents;
using McpIac.Schemas.Data;

namespace McpIac.Compiler.Conversion;

/// <summary>One scalar as YAML: without quotes where every reader takes it for what it is, else in quotes; a text of several lines as a block.</summary>
internal static class YamlScalar
{
    // What readers of YAML 1.1 take for something else than a text.
    private static readonly HashSet<string> Words = new(["y", "n", "yes", "no", "on", "off", "true", "false", "null", "~", "=", "<<", ".inf", "-.inf", "+.inf", ".nan", "---", "..."], StringComparer.OrdinalIgnoreCase);

    /// <summary>On one line.</summary>
    public static string Inline(Datum value) => value.AsText() is { } text ? Inline(text) : value.ToString();

    public static string Inline(string text) => IsPlain(text) ? text : text.All(IsPrintable) ? $"'{text.Replace("'", "''", StringComparison.Ordinal)}'" : Escaped(text);

    /// <summary>Whether a text is readable as a block: several lines of printable characters, whose white space at the ends of lines a reader keeps.</summary>
    public static bool IsBlock(string text)
    {
        if (text.Length < 2 || !text.Contains('\n', StringComparison.Ordinal) || text[0] is '\n' or ' ' or '\t' || text.EndsWith("\n\n", StringComparison.Ordinal)) return false;
        return text.All(c => c == '\n' || IsPrintable(c)) && text.Split('\n').All(l => l.Length == 0 || (l[0] != '\t' && l.AsSpan().TrimEnd(' ').Length > 0));
    }

    /// <summary>The header and lines of a block, without indentation.</summary>
    public static (string Header, IReadOnlyList<string> Lines) Block(string text) =>
        text.EndsWith('\n') ? ("|", text[..^1].Split('\n')) : ("|-", text.Split('\n'));

    private static bool IsPlain(string text)
    {
        if (text.Length == 0 || Words.Contains(text) || !(char.IsAsciiLetterOrDigit(text[0]) || text[0] is '$' or '/' or '.' or '_' or '(' || text[0] > '\u00bf')) return false;
        if (!text.All(IsPrintable) || text[^1] is ' ' or ':' || text.Contains(": ", StringComparison.Ordinal) || text.Contains("- ", StringComparison.Ordinal)) return false;

        // What may begin a comment, an alias or a tag behind a space, and what the library takes for such.
        for (var space = text.IndexOf(' '); space >= 0; space = text.IndexOf(' ', space + 1))
        {
            if (text[space + 1] is not (' ' or '$' or '(' or ')' or '/' or '.' or '_' or '=' or '"' or '+' or '<' or '%') && !char.IsLetterOrDigit(text[space + 1])) return false;
        }

        return !LooksLikeNumber(text);
    }

    // Numbers of any version of YAML, dates and sexagesimals too.
    private static bool LooksLikeNumber(string text) => YamlCore.NumberOf(text) is not null
        || (char.IsAsciiDigit(text[0]) || text[0] == '.') && text.All(c => char.IsAsciiHexDigit(c) || c is '_' or '.' or ':' or '-' or '+' or 'x' or 'o' or 'T' or 't' or 'Z' or 'z' or ' ') && !text.Contains('/', StringComparison.Ordinal)
            && text.Count(c => c == '.') < 2;

    // No surrogates: they are written as the characters that they make.
    private static bool IsPrintable(char c) => c is >= ' ' and <= '~' or >= '\u00a0' and not ('\u2028' or '\u2029' or '\ufeff' or >= '\ufffe') && !char.IsSurrogate(c);

    private static string Escaped(string text)
    {
        var escaped = new StringBuilder("\"");
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                escaped.Append(CultureInfo.InvariantCulture, $"\\U{char.ConvertToUtf32(c, text[++i]):x8}");
            else escaped.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ when IsPrintable(c) => c.ToString(),
                _ => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
            });
        }

        return escaped.Append('"').ToString();
    }
}
