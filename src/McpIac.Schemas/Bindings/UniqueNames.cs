namespace McpIac.Schemas.Bindings;

/// <summary>Names within one class: no two alike, and none that the class can't have.</summary>
internal sealed class UniqueNames(IEnumerable<string> reserved)
{
    private readonly HashSet<string> taken = new(reserved, StringComparer.Ordinal);

    public bool IsFree(string name) => !taken.Contains(name);

    /// <summary>The name; when it is taken, with <paramref name="suffix"/>; when that is taken too, numbered from 2.</summary>
    public string Take(string name, string suffix)
    {
        if (taken.Add(name)) return name;
        if (taken.Add(name + suffix)) return name + suffix;
        for (var i = 2; ; i++)
        {
            if (taken.Add(name + suffix + i)) return name + suffix + i;
        }
    }
}
