using McpIac.Schemas.Catalogs;

namespace McpIac.Schemas.Bindings;

/// <summary>Decides which properties a generated class has, and what they are called.</summary>
internal static class MemberPlan
{
    /// <summary>What the base classes and every object have; a property of such a name would hide it.</summary>
    internal static readonly IReadOnlyCollection<string> Reserved = new HashSet<string>(StringComparer.Ordinal)
    {
        "Equals", "GetHashCode", "GetType", "ToString", "MemberwiseClone", "ReferenceEquals", "Finalize",
        "ReadValue", "ReadList", "ReadMap", "ReadObject", "ReadObjects", "ReadAny",
        "WriteValue", "WriteList", "WriteMap", "WriteObject", "WriteObjects", "WriteAny",
        "Existing", "ReadExisting",
    };

    /// <summary>The method of a class by which what exists is read; a class can't have one of its own name.</summary>
    internal static string ExistingMethod(string className) => className == "Existing" ? "ReadExisting" : "Existing";

    /// <param name="outer">The class's own name and those of the classes around it, which a member can't have.</param>
    /// <param name="known">The full name of the class that such objects have already, or null.</param>
    /// <param name="mayNest">False where classes are nested deep enough already; objects are free-form there.</param>
    public static IReadOnlyList<Member> Of(
        Shape properties, Shape? outputs, IEnumerable<string> outer, Func<Shape, string?> known, Func<Shape, bool> mayNest, bool readOnly)
    {
        var names = new UniqueNames(Reserved.Concat(outer));
        var members = new List<Member>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var sources = properties.Members.Select(m => (Member: m, ReadOnly: readOnly))
            .Concat(outputs is null ? [] : outputs.Members.Select(m => (Member: m, ReadOnly: true)))
            .Where(s => seen.Add(s.Member.Name)).ToArray();

        // All names before any alias or nested class, so that those can't take one away.
        var named = sources.Select(s => (s.Member, s.ReadOnly, Identifier: names.Take(Identifiers.Pascal(s.Member.Name), "Value"))).ToArray();
        foreach (var (member, isReadOnly, identifier) in named)
        {
            var inner = ObjectOf(member.Shape);
            var knownClass = inner is null ? null : known(inner);
            var nested = inner is not null && knownClass is null && mayNest(inner)
                ? names.Take(identifier + (member.Shape.Kind == ShapeKind.List ? "Item" : "Settings"), "Type")
                : null;
            var constants = TextValuesOf(member.Shape).Count > 0 ? names.Take(identifier + "Values", "Type") : null;
            var required = member.Required && !isReadOnly && member.Aliases.Count == 0;
            members.Add(new Member(identifier, member.Name, member.Shape, required, isReadOnly, null, nested, knownClass, constants));
        }

        for (var i = 0; i < named.Length; i++)
        {
            foreach (var alias in named[i].Member.Aliases.Where(a => seen.Add(a)))
            {
                // Another spelling of a name that is there already says nothing new.
                var name = Identifiers.Pascal(alias);
                if (!names.IsFree(name)) continue;
                members.Add(members[i] with { Identifier = names.Take(name, ""), WireName = alias, AliasOf = named[i].Identifier, ConstantsClass = null });
            }
        }

        return members;
    }

    /// <summary>The object that a value consists of, or that its list's elements are.</summary>
    public static Shape? ObjectOf(Shape shape) => shape.Kind switch
    {
        ShapeKind.Object => shape,
        ShapeKind.List when shape.Element is { Kind: ShapeKind.Object } element => element,
        _ => null,
    };

    /// <summary>The texts that a value, or its list's elements, may be; empty when any may.</summary>
    public static IReadOnlyList<string> TextValuesOf(Shape shape)
    {
        var scalar = shape.Kind == ShapeKind.List && shape.Element is not null ? shape.Element : shape;
        if (scalar.Kind != ShapeKind.Text) return [];
        return scalar.Enum.Select(e => e.AsText()).OfType<string>().Distinct().ToArray();
    }
}
