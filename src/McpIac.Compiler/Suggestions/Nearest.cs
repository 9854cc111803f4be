namespace McpIac.Compiler.Suggestions;

/// <summary>"Did you mean": the candidate a misspelt name was most likely meant to be.</summary>
internal static class Nearest
{
    /// <summary>The closest candidate (Damerau-Levenshtein, case ignored), or null when none is near enough to be worth a guess.</summary>
    public static string? To(string written, IEnumerable<string> candidates)
    {
        string? best = null;
        var limit = Math.Max(1, written.Length / 3) + 1;
        var bestDistance = limit;
        foreach (var candidate in candidates)
        {
            if (Math.Abs(candidate.Length - written.Length) >= bestDistance) continue;
            var distance = Distance(written, candidate);
            if (distance >= bestDistance) continue;
            (best, bestDistance) = (candidate, distance);
        }

        return best;
    }

    /// <summary>The remedy that names the closest candidate; else <paramref name="otherwise"/>.</summary>
    public static string? Remedy(string written, IEnumerable<string> candidates, string? otherwise = null) =>
        To(written, candidates) is { } near ? $"Did you mean {near}?" : otherwise;

    private static int Distance(string a, string b)
    {
        var (before, previous, current) = (new int[b.Length + 1], new int[b.Length + 1], new int[b.Length + 1]);
        for (var j = 0; j <= b.Length; j++) previous[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = Same(a[i - 1], b[j - 1]) ? 0 : 1;
                current[j] = Math.Min(Math.Min(current[j - 1] + 1, previous[j] + 1), previous[j - 1] + cost);
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1])) current[j] = Math.Min(current[j], before[j - 2] + 1);
            }

            (before, previous, current) = (previous, current, before);
        }

        return previous[b.Length];
    }

    private static bool Same(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b);
}
