using System.Collections.Concurrent;
using System.Text;
using McpIac.Schemas.Validation;

namespace McpIac.Schemas.Generation;

/// <summary>Texts that match a regular expression of a schema.</summary>
internal static class PatternGenerator
{
    private const int Attempts = 20, MaxCached = 2_000;

    private static readonly ConcurrentDictionary<string, PatternNode?> Cache = new(StringComparer.Ordinal);

    /// <summary>A matching text, or null when the expression is beyond what is understood here.</summary>
    public static string? Generate(string pattern, Entropy entropy, int minimum = 0, int maximum = int.MaxValue)
    {
        if (Cache.Count > MaxCached) Cache.Clear();
        if (Cache.GetOrAdd(pattern, PatternParser.Parse) is not { } node) return null;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var text = new StringBuilder();
            node.Write(text, entropy);
            var result = text.ToString();
            if (result.Length >= minimum && result.Length <= maximum && Patterns.Decide(pattern, result, out _) == true) return result;
        }

        return null;
    }
}
