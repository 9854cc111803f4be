using McpIac.Schemas.Data;

namespace McpIac.Schemas.Catalogs;

/// <summary>
/// Which members of an object exclude each other or need each other, as far as JSON Schema says it plainly: <c>oneOf: [{ required: [a] }, { required: [b] }]</c>,
/// <c>not: { required: [a, b] }</c>, <c>dependentRequired</c> and draft-07's <c>dependencies</c>, also inside <c>allOf</c>. A shape has no place for them.
/// </summary>
internal sealed class PropertyGroups
{
    private const int MaxDepth = 8;

    private readonly Shape shape;
    private readonly List<(string A, string B)> exclusive = [];
    private readonly List<(string Name, string Needed)> needed = [];

    public PropertyGroups(Shape shape)
    {
        this.shape = shape;
        Read(shape.Raw, 0);
    }

    /// <summary>The members that can't be set beside one.</summary>
    public IReadOnlyList<string> ExclusiveWith(string name) => [.. exclusive.Where(p => p.A == Canonical(name)).Select(p => p.B).Distinct()];

    /// <summary>The members that have to be set beside one.</summary>
    public IReadOnlyList<string> RequiredWith(string name) => [.. needed.Where(p => p.Name == Canonical(name)).Select(p => p.Needed).Distinct()];

    /// <summary>A member's own name, of any name of it.</summary>
    public string Canonical(string name) => shape.Member(name)?.Name ?? name;

    private void Read(Datum schema, int depth)
    {
        if (depth > MaxDepth) return;
        if (schema["oneOf"] is { Kind: DatumKind.List } variants && variants.Items.All(OnlyRequires))
        {
            var sets = variants.Items.Select(Required).ToArray();
            for (var i = 0; i < sets.Length; i++)
            {
                foreach (var other in sets.Where((_, j) => j != i)) Exclude(sets[i].Except(other), other.Except(sets[i]));
            }
        }

        if (schema["not"] is { } not && OnlyRequires(not) && Required(not) is { Length: 2 } pair)
        {
            Exclude([pair[0]], [pair[1]]);
            Exclude([pair[1]], [pair[0]]);
        }

        foreach (var rule in (schema["dependentRequired"] ?? Datum.EmptyMap).Members.Concat((schema["dependencies"] ?? Datum.EmptyMap).Members))
            needed.AddRange(rule.Value.Items.Select(i => i.AsText()).OfType<string>().Where(IsMember).Select(n => (Canonical(rule.Key), Canonical(n))));
        foreach (var part in schema["allOf"]?.Items ?? []) Read(part, depth + 1);
    }

    private void Exclude(IEnumerable<string> names, IEnumerable<string> others) =>
        exclusive.AddRange(names.Where(IsMember).SelectMany(n => others.Where(IsMember).Select(o => (Canonical(n), Canonical(o)))));

    private bool IsMember(string name) => shape.Member(name) is not null;

    private static bool OnlyRequires(Datum schema) => schema.Kind == DatumKind.Map && schema.Members.All(m => m.Key is "required" or "title" or "description") && schema["required"] is { Kind: DatumKind.List };

    private static string[] Required(Datum schema) => [.. (schema["required"]?.Items ?? []).Select(i => i.AsText()).OfType<string>()];
}
