using System.Globalization;
using System.Text;
using McpIac.Schemas.Data;
using Microsoft.CodeAnalysis.CSharp;

namespace McpIac.Compiler.Conversion.CSharp;

/// <summary>Foreign text inside of C#: whatever it is, it stays a literal or a checked name.</summary>
internal static class CSharpLiterals
{
    /// <summary>A string literal on one line. All but ASCII and letters is escaped, so that no character can end it or be read in another way.</summary>
    public static string Quote(string text) => $"\"{Escape(text)}\"";

    /// <param name="holes">Braces are doubled, for inside of an interpolated string.</param>
    public static string Escape(string text, bool holes = false)
    {
        var escaped = new StringBuilder();
        foreach (var c in text)
        {
            escaped.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '{' when holes => "{{",
                '}' when holes => "}}",
                _ when IsPlain(c) => c.ToString(),
                _ => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
            });
        }

        return escaped.ToString();
    }

    /// <summary>Whether a text reads better as a raw string of several lines.</summary>
    public static bool IsRaw(string text) => text.IndexOf('\n') is >= 0 and var first && first < text.Length - 1 && text.All(c => c == '\n' || IsPlain(c));

    /// <summary>A raw string literal.</summary>
    /// <param name="pieces">Texts and, between them, the code of holes.</param>
    /// <param name="indent">Of its lines, in spaces.</param>
    public static string Raw(IReadOnlyList<(string Text, string? Hole)> pieces, int indent)
    {
        var texts = string.Join('\n', pieces.Select(p => p.Text));
        var quotes = new string('"', Math.Max(3, Longest(texts, '"') + 1));
        var braces = pieces.Any(p => p.Hole is not null) ? Math.Max(1, Math.Max(Longest(texts, '{'), Longest(texts, '}')) + 1) : 0;
        var content = string.Concat(pieces.Select(p => p.Hole is { } hole ? $"{new string('{', braces)}{hole}{new string('}', braces)}" : p.Text));
        var margin = new string(' ', indent);
        var lines = content.Split('\n').Select(l => l.Length == 0 ? "" : margin + l);
        return $"{new string('$', braces)}{quotes}\n{string.Join('\n', lines)}\n{margin}{quotes}";
    }

    /// <summary>A number's literal; null when C# has none that is the same number.</summary>
    public static string? Number(Datum number, bool whole)
    {
        if (number.AsInteger() is { } integer) return integer.ToString(CultureInfo.InvariantCulture);
        return whole || number.AsDouble() is not { } value || !double.IsFinite(value) ? null
            : value.ToString("R", CultureInfo.InvariantCulture) is var text && text.AsSpan().ContainsAny('.', 'E') ? text : text + "d";
    }

    /// <summary>A variable's name from any text; unique names are the caller's concern. A keyword gets its @.</summary>
    public static string Variable(string text)
    {
        var pascal = Schemas.Bindings.Identifiers.Pascal(text);
        return char.ToLowerInvariant(pascal[0]) + pascal[1..];
    }

    public static string AsIdentifier(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    private static bool IsPlain(char c) => c is >= ' ' and <= '~' || c > '~' && char.IsLetter(c) && !char.IsSurrogate(c);

    private static int Longest(string text, char c)
    {
        var (longest, run) = (0, 0);
        foreach (var at in text) longest = Math.Max(longest, run = at == c ? run + 1 : 0);
        return longest;
    }
}
