using System.Globalization;
using McpIac.Dsl.Expressions;
using McpIac.Schemas.Data;

namespace McpIac.Dsl;

/// <summary>
/// The net under C#'s natural type of <c>$"…"</c>: a value that isn't known yet and is turned into a <see cref="string"/> becomes a token, and the
/// conversion of that string back to a value recovers it. Delimited by noncharacters (U+FDD0, U+FDD1), which no text has a use for.
/// </summary>
internal static class Tokens
{
    private const char Open = '\uFDD0';
    private const char Close = '\uFDD1';

    // Escaping a text (as JSON, in a URL, in HTML) leaves letters as they are, but not the delimiters: it is how a token that was escaped is noticed.
    private const string Word = "iaCnotKnownYet";

    // Every printable character of ASCII, so that replacing, splitting at or changing the case of any is noticed. But no braces: a text that is a format stays one.
    private const string Mark = Word + "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz !\"#$%&'()*+,-./:;<=>?@[\\]^_`|~";

    private static readonly List<Expression> Known = [];

    public static string Of(Expression expression)
    {
        int index;
        lock (Known)
        {
            index = Known.Count;
            Known.Add(expression);
        }

        return string.Create(CultureInfo.InvariantCulture, $"{Open}{index}.{Check(index):x8}{Mark}{Close}");
    }

    public static bool IsIn(string text) => text.AsSpan().ContainsAny(Open, Close) || text.Contains(Word, StringComparison.Ordinal);

    /// <summary>The text with the values in it.</summary>
    public static Expression Recover(string text)
    {
        if (!IsIn(text)) return new Literal(Datum.Of(text));
        var parts = new List<Expression>();
        var at = 0;
        while (at < text.Length)
        {
            var open = text.IndexOf(Open, at);
            var literal = text[at..(open < 0 ? text.Length : open)];
            if (IsIn(literal)) return Broken();
            parts.Add(new Literal(Datum.Of(literal)));
            if (open < 0) break;
            var close = text.IndexOf(Close, open);
            if (close < 0 || Find(text.AsSpan(open + 1, close - open - 1)) is not { } expression) return Broken();
            parts.Add(expression);
            at = close + 1;
        }

        return Compose.Text(parts);
    }

    private static Expression? Find(ReadOnlySpan<char> token)
    {
        if (!token.EndsWith(Mark, StringComparison.Ordinal)) return null;
        var number = token[..^Mark.Length];
        var dot = number.IndexOf('.');
        if (dot < 0 || !int.TryParse(number[..dot], NumberStyles.None, CultureInfo.InvariantCulture, out var index)) return null;
        if (!number[(dot + 1)..].SequenceEqual(Check(index).ToString("x8", CultureInfo.InvariantCulture))) return null;
        lock (Known) return index < Known.Count ? Known[index] : null;
    }

    private static uint Check(int index) => unchecked((uint)(index + 1) * 2654435761);

    private static Invalid Broken() => new(AuthoringDiagnostics.TextOfUnknownWasChanged());
}
