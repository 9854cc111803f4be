using System.Globalization;
using System.Text;

namespace McpIac.Cli.Rendering;

/// <summary>Makes foreign text harmless on a terminal: no control sequences, no line breaks, no reordering of what stands beside it.</summary>
internal static class Clean
{
    public static string Text(string text)
    {
        if (IsHarmless(text)) return text;
        var clean = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\n' or '\t') clean.Append(' ');
            else if (rune.Value == '\r') continue;
            else if (IsHarmful(rune)) clean.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
            else clean.Append(rune.ToString());
        }

        return clean.ToString();
    }

    private static bool IsHarmless(string text)
    {
        foreach (var c in text)
        {
            if (!IsHarmless(c)) return false;
        }

        return true;
    }

    private static bool IsHarmless(char c) => c is >= ' ' and <= '~' or (>= '\u00a0' and < '\u0300') or '→' or '…' or '±' or '·';

    // Besides controls: marks that change the direction of text (Unicode TR9), and breaks that some terminals act on.
    private static bool IsHarmful(Rune rune) =>
        Rune.IsControl(rune)
        || rune.Value is 0x061c or 0x200e or 0x200f or 0x2028 or 0x2029 or (>= 0x202a and <= 0x202e) or (>= 0x2066 and <= 0x2069) or 0xfeff;
}
