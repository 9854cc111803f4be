using System.Globalization;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Documents;

/// <summary>
/// Where the characters of a text stand in its file. Folding, indentation and escapes change white space and spellings only: the characters that aren't white
/// space follow each other in the file as they do in the text, so that the two are aligned by walking along both.
/// </summary>
internal sealed class WrittenText
{
    private readonly SourceSpan written;
    private readonly (int Start, int End)[] at;
    private readonly bool aligned;

    /// <param name="written">The text in the file, with its quotes, or with a block's header.</param>
    public WrittenText(SourceSpan written, string text, TextStyle style)
    {
        this.written = written;
        at = new (int, int)[text.Length];
        aligned = Align(text, style);
    }

    /// <summary>The place of a part; of the whole when the part can't be found.</summary>
    public SourcePlace PlaceOf(int start, int length)
    {
        if (!aligned || at.Length == 0) return written.Place;
        var first = Math.Clamp(start, 0, at.Length - 1);
        var last = Math.Clamp(start + length - 1, first, at.Length - 1);
        return written.Source.Place(at[first].Start, at[last].End);
    }

    private bool Align(string text, TextStyle style)
    {
        var raw = written.Source.Text;
        var (position, end) = Content(raw, style);
        for (var i = 0; i < text.Length; i++)
        {
            if (IsWhite(text[i]))
            {
                // Which of several white characters it was doesn't matter: nothing that is reported begins or ends with one.
                at[i] = (position, Math.Min(end, position + 1));
                if (position < end && raw[position] == text[i]) position++;
                continue;
            }

            while (position < end && WhiteLength(raw, position, style) is var white and > 0) position += white;
            if (position >= end) return false;
            var length = UnitLength(raw, position, style);
            if (length == 1 && raw[position] != text[i]) return false;
            at[i] = (position, position + length);

            // One escape can stand for two code units.
            if (length == 10 && char.IsHighSurrogate(text[i]) && i + 1 < text.Length) at[++i] = (position, position + length);
            position += length;
        }

        return true;
    }

    // Behind tags, anchors and quotes, or behind the line that a block's header stands on.
    private (int Start, int End) Content(string raw, TextStyle style)
    {
        var (start, end) = (written.Start, Math.Min(written.End, raw.Length));
        while (start < end && raw[start] is '!' or '&')
        {
            while (start < end && !IsWhite(raw[start])) start++;
            while (start < end && IsWhite(raw[start])) start++;
        }

        if (style is TextStyle.SingleQuoted or TextStyle.DoubleQuoted) return (start + 1, Math.Max(start + 1, end - 1));
        if (style != TextStyle.Block) return (start, end);
        var header = raw.IndexOf('\n', start, end - start);
        return (header < 0 ? end : header + 1, end);
    }

    private static int WhiteLength(string raw, int at, TextStyle style)
    {
        if (IsWhite(raw[at])) return 1;
        if (style != TextStyle.DoubleQuoted || raw[at] != '\\' || at + 1 >= raw.Length) return 0;
        return raw[at + 1] switch
        {
            'n' or 't' or 'r' or ' ' or '\t' or '\n' or '\r' => 2,
            'x' or 'u' or 'U' => Code(raw, at) is ' ' or '\t' or '\n' or '\r' ? EscapeLength(raw, at) : 0,
            _ => 0,
        };
    }

    private static int UnitLength(string raw, int at, TextStyle style) => style switch
    {
        TextStyle.DoubleQuoted when raw[at] == '\\' => EscapeLength(raw, at),
        TextStyle.SingleQuoted when raw[at] == '\'' => 2,
        _ => 1,
    };

    private static int EscapeLength(string raw, int at) => at + 1 >= raw.Length ? 1 : raw[at + 1] switch { 'x' => 4, 'u' => 6, 'U' => 10, _ => 2 };

    private static int Code(string raw, int at)
    {
        var digits = raw.AsSpan(at + 2, Math.Min(raw.Length - at, EscapeLength(raw, at)) - 2);
        return int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) ? code : -1;
    }

    private static bool IsWhite(char c) => c is ' ' or '\t' or '\n' or '\r';
}
