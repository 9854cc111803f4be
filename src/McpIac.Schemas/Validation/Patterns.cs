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
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(250);
    private static readonly ConcurrentDictionary<string, Regex?> Cache = new(StringComparer.Ordinal);

    public static bool Matches(string pattern, string text)
    {
        if (Cache.Count > MaxCached) Cache.Clear();
        var regex = Cache.GetOrAdd(pattern, Read);
        try
        {
            return regex is null || regex.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return true; // not refused for being slow to check
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

    /// <summary>In ECMA-262 <c>$</c> matches only at the very end, and <c>\d</c> and <c>\w</c> mean ASCII; .NET differs in each.</summary>
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
                text.Append(next switch
                {
                    'd' => inClass ? "0-9" : "[0-9]",
                    'w' => inClass ? "A-Za-z0-9_" : "[A-Za-z0-9_]",
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
}
