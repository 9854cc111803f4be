using McpIac.Schemas.Data;

namespace McpIac.Schemas.Catalogs;

/// <summary>One shape for a union: as much as its alternatives have in common, and the alternatives themselves for validation.</summary>
internal static class ShapeMerge
{
    public static Shape Of(IReadOnlyList<Shape> variants)
    {
        if (variants.Count == 1) return variants[0];
        if (variants.All(v => v.IsRepeat && v.Definition == variants[0].Definition)) return variants[0];

        // A definition that is still being read can't be looked into, and one that was read has no end.
        if (variants.Any(v => v.IsRepeat)) return new Shape { Nullable = variants.Any(v => v.Nullable), Variants = variants };
        var merged = Structure(variants) with
        {
            Description = variants.Select(v => v.Description).FirstOrDefault(d => d.Length > 0) ?? "",
            Nullable = variants.Any(v => v.Nullable),
            Sensitive = variants.Any(v => v.Sensitive),
            WriteOnly = variants.Any(v => v.WriteOnly),
            Immutable = variants.Any(v => v.Immutable),
            Deprecated = variants.All(v => v.Deprecated),
            Default = Common(variants, v => v.Default),
            Format = Common(variants, v => v.Format),
            Pattern = Common(variants, v => v.Pattern),
            Unit = Common(variants, v => v.Unit),
            Raw = variants[0].Raw,
        };

        // Known values of plain kinds say everything already.
        if (variants.All(v => v.Enum.Count > 0 && v.Variants.Count == 0)) return merged with { Enum = variants.SelectMany(v => v.Enum).Distinct().ToArray() };
        return merged with { Variants = variants };
    }

    private static Shape Structure(IReadOnlyList<Shape> variants)
    {
        var kinds = variants.Select(v => v.Kind).Distinct().ToArray();
        if (kinds.Length == 1)
        {
            return kinds[0] switch
            {
                ShapeKind.List => new Shape { Kind = ShapeKind.List, Element = Elements(variants) },
                ShapeKind.Map => new Shape { Kind = ShapeKind.Map, Element = Elements(variants) },
                ShapeKind.Object => Object(variants),
                var kind => new Shape { Kind = kind },
            };
        }

        if (kinds.All(k => k is ShapeKind.Integer or ShapeKind.Number)) return new Shape { Kind = ShapeKind.Number };
        if (kinds.All(k => k is ShapeKind.Object or ShapeKind.Map)) return Object(variants);
        return OneOrSeveral(variants) ?? new Shape();
    }

    /// <summary>A value or a list of such values: written as a list.</summary>
    private static Shape? OneOrSeveral(IReadOnlyList<Shape> variants)
    {
        var elements = variants.Select(v => v.Kind == ShapeKind.List ? v.Element ?? new Shape() : v).ToArray();
        if (elements.Select(e => e.Kind).Distinct().Count() > 1 || elements[0].Kind is ShapeKind.Any or ShapeKind.List) return null;
        return new Shape { Kind = ShapeKind.List, Element = Of(elements) };
    }

    private static Shape? Elements(IReadOnlyList<Shape> variants) =>
        variants.All(v => v.Element is not null) ? Of(variants.Select(v => v.Element ?? new Shape()).ToArray()) : null;

    private static Shape Object(IReadOnlyList<Shape> variants)
    {
        var members = variants.SelectMany(v => v.Members).GroupBy(m => m.Name, StringComparer.Ordinal).Select(g => Member(g.ToArray(), variants.Count)).ToArray();
        var open = variants.Any(v => v.Open || v.Kind == ShapeKind.Map);
        return new Shape { Kind = ShapeKind.Object, Members = ShapeMembers.Of(members), Open = open, Element = open ? Elements(variants) : null };
    }

    private static ShapeMember Member(ShapeMember[] same, int variants) => new(
        same[0].Name, Of(same.Select(m => m.Shape).ToArray()), same.Length == variants && same.All(m => m.Required), same.SelectMany(m => m.Aliases).Distinct().ToArray());

    private static T? Common<T>(IReadOnlyList<Shape> variants, Func<Shape, T?> part) where T : class =>
        variants.All(v => Equals(part(v), part(variants[0]))) ? part(variants[0]) : null;
}
