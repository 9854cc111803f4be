namespace McpIac.Schemas.Validation;

/// <summary>Finds what a misspelt name was probably meant to be.</summary>
public static class Nearest
{
    /// <summary>The closest candidate, or null when none is close: at most one edit in three characters. Letter case costs nothing.</summary>
    public static string? To(string name, IEnumerable<string> candidates)
    {
        if (name.Length > 100) return null;
        return candidates
            .Where(c => Math.Abs(c.Length - name.Length) <= Allowed(name))
            .Select(c => (Name: c, Distance: Distance(name.ToLowerInvariant(), c.ToLowerInvariant())))
            .Where(c => c.Distance <= Allowed(name))
            .OrderBy(c => c.Distance).ThenBy(c => c.Name, StringComparer.Ordinal)
            .Select(c => c.Name)
            .FirstOrDefault();
    }

    private static int Allowed(string name) => Math.Max(1, name.Length / 3);

    /// <summary>Edits between two texts: insertions, deletions, replacements, and swaps of neighbours.</summary>
    private static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) rows[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) rows[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                rows[i, j] = Math.Min(Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1), rows[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }

        return rows[a.Length, b.Length];
    }
}
