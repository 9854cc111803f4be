using McpIac.Schemas.Data;

namespace McpIac.Compiler.Mappings;

/// <summary>The members of a type while it is put together: properties with their schemas, and the names of outputs.</summary>
internal sealed class MemberList
{
    private readonly List<string> order = [];
    private readonly Dictionary<string, (Datum Schema, bool Required)> properties = new(StringComparer.Ordinal);
    private readonly HashSet<string> named = new(StringComparer.Ordinal);

    /// <summary>Of the properties, in order.</summary>
    public IReadOnlyList<string> Names => order;

    /// <summary>Of properties and outputs.</summary>
    public IEnumerable<string> All => order.Concat(named.Where(n => !properties.ContainsKey(n)));

    public Datum this[string name] => properties[name].Schema;

    public bool Has(string name) => properties.ContainsKey(name);

    public bool IsRequired(string name) => properties[name].Required;

    public bool HasDefault(string name) => properties[name].Schema["default"] is not null;

    public void Add(string name, Datum schema, bool required)
    {
        if (properties.TryAdd(name, (schema, required))) order.Add(name);
    }

    /// <summary>Another schema for a property, or one more.</summary>
    public void Set(string name, Datum schema)
    {
        if (properties.TryGetValue(name, out var known)) properties[name] = (schema, known.Required);
        else Add(name, schema, required: false);
    }

    /// <summary>These alone, in their order.</summary>
    public void Keep(IEnumerable<string> names)
    {
        string[] kept = [.. names.Where(properties.ContainsKey).Distinct(StringComparer.Ordinal)];
        foreach (var name in order.Except(kept).ToArray()) properties.Remove(name);
        order.Clear();
        order.AddRange(kept);
    }

    /// <summary>An output's name.</summary>
    public void Name(string output) => named.Add(output);
}
