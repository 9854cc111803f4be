using McpIac.Schemas.Bindings;
using McpIac.Schemas.Catalogs;

namespace McpIac.Compiler.Conversion.CSharp;

/// <summary>A class of the bindings, by the names that their writer gives: its properties by their names in the schema.</summary>
internal sealed class GeneratedClass(string fullName)
{
    private readonly Dictionary<string, (string Identifier, CSharpType Type)> properties = new(StringComparer.Ordinal);

    public string FullName => fullName;

    /// <summary>The method by which what exists is read.</summary>
    public string ExistingMethod => MemberPlan.ExistingMethod(fullName[(fullName.LastIndexOf('.') + 1)..]);

    public (string Identifier, CSharpType Type)? Property(string name) => properties.TryGetValue(name, out var property) ? property : null;

    /// <summary>The class of a resource type.</summary>
    public static GeneratedClass Of(ResourceType type, TypeName name)
    {
        var made = new GeneratedClass(name.FullName);
        new Builder().Fill(made, type.Properties, type.Outputs, [name.Class], readOnly: false);
        return made;
    }

    /// <summary>Goes through the shapes in the order in which <see cref="ClassWriter"/> does, because how many classes there are decides what is free-form.</summary>
    private sealed class Builder
    {
        private readonly Dictionary<IReadOnlyList<ShapeMember>, GeneratedClass> known = [];
        private readonly Dictionary<string, GeneratedClass> byName = new(StringComparer.Ordinal);
        private int classes;

        public void Fill(GeneratedClass target, Shape shape, Shape? outputs, IReadOnlyList<string> outer, bool readOnly)
        {
            var members = MemberPlan.Of(shape, outputs, outer, s => known.TryGetValue(s.Members, out var found) ? found.FullName : null,
                _ => outer.Count <= ClassWriter.MaxDepth && ++classes <= ClassWriter.MaxClasses, readOnly);
            foreach (var member in members.Where(m => m.AliasOf is null))
            {
                GeneratedClass? inner = null;
                if (member.KnownClass is { } name) inner = byName.GetValueOrDefault(name);
                else if (member.NestedClass is { } nested && MemberPlan.ObjectOf(member.Shape) is { } shapeOf)
                {
                    inner = byName[$"{target.FullName}.{nested}"] = new GeneratedClass($"{target.FullName}.{nested}");
                    if (shapeOf.Members.Count > 0) known[shapeOf.Members] = inner;
                    Fill(inner, shapeOf, null, [.. outer, nested], member.IsReadOnly);
                }

                target.properties.TryAdd(member.WireName, (member.Identifier, TypeOf(member.Shape, inner)));
            }
        }

        private static CSharpType TypeOf(Shape shape, GeneratedClass? inner) => shape.Kind switch
        {
            ShapeKind.Object when inner is not null => new CSharpType.Object(inner),
            ShapeKind.List when inner is not null => new CSharpType.Objects(inner),
            ShapeKind.List when Scalar(shape.Element) is { } element => new CSharpType.List(element),
            ShapeKind.Map when Scalar(shape.Element) is { } element => new CSharpType.Map(element),
            _ => Scalar(shape) is { } scalar ? scalar : CSharpType.Any.Instance,
        };

        private static CSharpType.Scalar? Scalar(Shape? shape) => shape?.Kind switch
        {
            ShapeKind.Text => CSharpType.Text,
            ShapeKind.Integer => CSharpType.Whole,
            ShapeKind.Number => CSharpType.Number,
            ShapeKind.Boolean => CSharpType.Truth,
            _ => null,
        };
    }
}
