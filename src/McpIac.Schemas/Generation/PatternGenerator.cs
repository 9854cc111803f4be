using System.Text;
using System.Text.RegularExpressions;

namespace McpIac.Schemas.Generation;

/// <summary>Texts that match a regular expression of a schema.</summary>
internal static class PatternGenerator
{
    private const int Attempts = 20;

    // A snapshot's expression is not ours: one that backtracks for ever must not stop a twin.
    private static readonly TimeSpan MatchLimit = TimeSpan.FromMilliseconds(200);

    /// <summary>A matching text, or null when the expression is beyond what is understood here.</summary>
    public static string? Generate(string pattern, Entropy entropy, int minimum = 0, int maximum = int.MaxValue)
    {
        if (PatternParser.Parse(pattern) is not { } node) return null;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var text = new StringBuilder();
            node.Write(text, entropy);
            var result = text.ToString();
            if (result.Length >= minimum && result.Length <= maximum && Matches(pattern, result)) return result;
        }

        return null;
    }

    internal static bool Matches(string pattern, string text)
    {
        try
        {
            return Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant, MatchLimit);
        }
        catch (Exception e) when (e is ArgumentException or RegexMatchTimeoutException)
        {
            return false;
        }
    }
}
