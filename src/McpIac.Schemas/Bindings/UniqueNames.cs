namespace McpIac.Schemas.Bindings;

/// <summary>Names within one class: no two alike, and none that the class can't have.</summary>
internal sealed class UniqueNames(IEnumerable<string> reserved)
{
    private readonly HashSet<string> taken = new(reserved, StringComparer.Ordinal);

    // Where numbering got to, so that thousands of names that are written alike don't each begin at 2.
    private readonly Dictionary<string, int> last = new(StringComparer.Ordinal);

    public bool IsFree(string name) => !taken.Contains(name);

    /// <summary>The name; when it is taken, with <paramref name="suffix"/>; when that is taken too, numbered from 2.</summary>
    public string Take(string name, string suffix)
    {
        if (taken.Add(name)) return name;
        if (taken.Add(name + suffix)) return name + suffix;
        var stem = name + suffix;
        for (var i = last.TryGetValue(stem, out var before) ? before + 1 : 2; ; i++)
        {
            if (!taken.Add(stem + i)) continue;
            last[stem] = i;
            return stem + i;
        }
    }
}
