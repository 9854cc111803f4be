using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;

namespace McpIac.Schemas.Validation;

/// <summary>
/// JSON Schema's patterns (ECMA-262) on .NET's engine. A pattern comes from a provider, so it may be wrong or slow: what can't be read,
/// or needs longer than a quarter of a second, is left to the provider to check.
/// </summary>
internal static class Patterns
{
    private const int MaxCached = 2_000;

    // A pattern that was too slow so often isn't tried again, or a list of texts would take for ever.
    private const int MaxTimeouts = 8;
    private static readonly Dictionary<string, string> Categories = new(StringComparer.Ordinal)
    {
        ["Letter"] = "L", ["Uppercase_Letter"] = "Lu", ["Lowercase_Letter"] = "Ll", ["Titlecase_Letter"] = "Lt", ["Modifier_Letter"] = "Lm", ["Other_Letter"] = "Lo",
        ["Mark"] = "M", ["Nonspacing_Mark"] = "Mn", ["Spacing_Mark"] = "Mc", ["Enclosing_Mark"] = "Me",
        ["Number"] = "N", ["Decimal_Number"] = "Nd", ["digit"] = "Nd", ["Letter_Number"] = "Nl", ["Other_Number"] = "No",
        ["Punctuation"] = "P", ["punct"] = "P", ["Connector_Punctuation"] = "Pc", ["Dash_Punctuation"] = "Pd", ["Open_Punctuation"] = "Ps", ["Close_Punctuation"] = "Pe",
        ["Initial_Punctuation"] = "Pi", ["Final_Punctuation"] = "Pf", ["Other_Punctuation"] = "Po",
        ["Symbol"] = "S", ["Math_Symbol"] = "Sm", ["Currency_Symbol"] = "Sc", ["Modifier_Symbol"] = "Sk", ["Other_Symbol"] = "So",
        ["Separator"] = "Z", ["Space_Separator"] = "Zs", ["Line_Separator"] = "Zl", ["Paragraph_Separator"] = "Zp",
        ["Other"] = "C", ["Control"] = "Cc", ["cntrl"] = "Cc", ["Format"] = "Cf", ["Surrogate"] = "Cs", ["Private_Use"] = "Co", ["Unassigned"] = "Cn",
    };

    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(250);
    private static readonly ConcurrentDictionary<string, Regex?> Cache = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, int> Timeouts = new(StringComparer.Ordinal);

    public static bool Matches(string pattern, string text) => Decide(pattern, text, out _) != false;

    /// <summary>Null when the pattern can't be read, or is too slow on this text.</summary>
    public static bool? Decide(string pattern, string text, out bool tooSlow)
    {
        tooSlow = false;
        if (Cache.Count > MaxCached)
        {
            Cache.Clear();
            Timeouts.Clear();
        }

        var regex = Cache.GetOrAdd(pattern, Read);
        try
        {
            return regex?.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            tooSlow = true;
            if (Timeouts.AddOrUpdate(pattern, 1, (_, count) => count + 1) >= MaxTimeouts) Cache[pattern] = null;
            return null; // not refused for being slow to check
        }
    }

    private static Regex? Read(string pattern)
    {
        try
        {
            return new Regex(Translated(pattern), RegexOptions.CultureInvariant, Limit);
        }
        catch (ArgumentException)
        {
            return null; // ECMA-262 knows forms that .NET doesn't
        }
    }

    /// <summary>In ECMA-262 <c>$</c> matches only at the very end, and <c>\d</c> and <c>\w</c> mean ASCII, and a byte order mark is a space; .NET differs in each.</summary>
    private static string Translated(string pattern)
    {
        var text = new StringBuilder();
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c == '\\' && i + 1 < pattern.Length)
            {
                var next = pattern[++i];
                if (next is 'p' or 'P' && Category(pattern, i) is { } category)
                {
                    text.Append('\\').Append(next).Append('{').Append(category).Append('}');
                    i = pattern.IndexOf('}', i);
                    continue;
                }

                text.Append(next switch
                {
                    'd' => inClass ? "0-9" : "[0-9]",
                    'w' => inClass ? "A-Za-z0-9_" : "[A-Za-z0-9_]",
                    'D' when !inClass => "[^0-9]",
                    'W' when !inClass => "[^A-Za-z0-9_]",
                    's' => inClass ? "\\s\\uFEFF" : "[\\s\\uFEFF]",
                    'S' when !inClass => "[^\\s\\uFEFF]",
                    _ => "\\" + next,
                });
                continue;
            }

            if (c == '[')
            {
                // .NET reads `-[…]` inside a class as a subtraction; in ECMA-262 the bracket is a plain character there.
                text.Append(inClass ? "\\[" : "[");
                inClass = true;
                continue;
            }

            if (c == ']') inClass = false;
            text.Append(c == '$' && !inClass ? "\\z" : c.ToString());
        }

        return text.ToString();
    }

    // .NET knows Unicode's general categories by their short names alone.
    private static string? Category(string pattern, int i)
    {
        var end = pattern.IndexOf('}', i);
        return end > i + 2 && pattern[i + 1] == '{' && Categories.TryGetValue(pattern.Substring(i + 2, end - i - 2), out var category) ? category : null;
    }
}
