using McpIac.Schemas.Catalogs;

namespace McpIac.Compiler.Binding;

/// <summary>An object shape's members by name and by alias, indexed once: a deployment has thousands of resources of few types.</summary>
internal sealed class TypeNames
{
    private readonly Dictionary<string, ShapeMember> properties;
    private readonly Dictionary<string, ShapeMember> outputs;

    public TypeNames(ResourceType type)
    {
        Type = type;
        properties = Index(type.Properties);
        outputs = Index(type.Outputs);
        Required = type.Properties.Members.Where(m => m.Required).ToArray();
    }

    public ResourceType Type { get; }
    public IReadOnlyList<ShapeMember> Required { get; }
    public ShapeMember? Property(string name) => properties.GetValueOrDefault(name);

    /// <summary>What a reference can read: a property first, then an output of that name.</summary>
    public ShapeMember? Readable(string name) => properties.GetValueOrDefault(name) ?? outputs.GetValueOrDefault(name);

    public IEnumerable<string> ReadableNames => Type.Properties.Members.Concat(Type.Outputs.Members).Select(m => m.Name).Distinct(StringComparer.Ordinal);

    private static Dictionary<string, ShapeMember> Index(Shape shape)
    {
        var index = new Dictionary<string, ShapeMember>(StringComparer.Ordinal);
        foreach (var member in shape.Members) index.TryAdd(member.Name, member);
        foreach (var member in shape.Members)
        {
            foreach (var alias in member.Aliases) index.TryAdd(alias, member);
        }

        return index;
    }
}
