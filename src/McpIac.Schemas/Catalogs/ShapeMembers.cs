using System.Collections;

namespace McpIac.Schemas.Catalogs;

/// <summary>The members of an object that has many, found by name without looking at each.</summary>
internal sealed class ShapeMembers(IReadOnlyList<ShapeMember> members) : IReadOnlyList<ShapeMember>
{
    private const int IndexFrom = 9;

    private readonly Lazy<Dictionary<string, ShapeMember>> byName = new(() => Index(members));

    public int Count => members.Count;

    public ShapeMember this[int index] => members[index];

    /// <summary>Few members need no table.</summary>
    public static IReadOnlyList<ShapeMember> Of(IReadOnlyList<ShapeMember> members) => members.Count < IndexFrom ? members : new ShapeMembers(members);

    public static ShapeMember? Find(IReadOnlyList<ShapeMember> members, string name)
    {
        ShapeMember? byAlias = null;
        for (var i = 0; i < members.Count; i++)
        {
            var member = members[i];
            if (member.Name == name) return member;
            if (byAlias is null && member.Aliases.Count > 0 && member.Aliases.Contains(name)) byAlias = member;
        }

        return byAlias;
    }

    public ShapeMember? Find(string name) => byName.Value.TryGetValue(name, out var member) ? member : null;

    public IEnumerator<ShapeMember> GetEnumerator() => members.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // A name wins over an alias, and the first of two.
    private static Dictionary<string, ShapeMember> Index(IReadOnlyList<ShapeMember> members)
    {
        var index = new Dictionary<string, ShapeMember>(members.Count, StringComparer.Ordinal);
        foreach (var member in members.Where(m => !index.ContainsKey(m.Name))) index.Add(member.Name, member);
        foreach (var (alias, member) in members.SelectMany(m => m.Aliases.Select(a => (a, m))).Where(a => !index.ContainsKey(a.a))) index.Add(alias, member);
        return index;
    }
}
