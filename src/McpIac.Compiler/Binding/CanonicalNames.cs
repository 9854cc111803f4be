using McpIac.Dsl.Expressions;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Compiler.Binding;

/// <summary>Replaces aliases inside values by the members' own names, so that nothing after the binder knows of aliases.</summary>
internal static class CanonicalNames
{
    // Shapes nest far less; an expression that does is left as it is.
    private const int MaxDepth = 64;

    // Most shapes have none, and then values of any size are left alone.
    private static readonly ShapeSearch Aliased = new(shape => shape.Members.Any(m => m.Aliases.Count > 0));

    public static Expression Apply(Shape shape, Expression expression, int depth = 0)
    {
        if (depth > MaxDepth || !Aliased.In(shape)) return expression;
        return expression switch
        {
            Literal literal => new Literal(Apply(shape, literal.Value)),
            Secret secret => secret with { Value = Apply(shape, secret.Value, depth + 1) },
            ListExpression list when shape.Element is { } element => new ListExpression([.. list.Items.Select(i => Apply(element, i, depth + 1))]),
            MapExpression map => new MapExpression([.. map.Members.Select(m => Named(shape, m.Key, m.Value, (s, v) => Apply(s, v, depth + 1)))]),
            Conditional c => c with { WhenTrue = Apply(shape, c.WhenTrue, depth + 1), WhenFalse = Apply(shape, c.WhenFalse, depth + 1) },
            Let let => let with { Body = Apply(shape, let.Body, depth + 1) },
            For each when shape.Element is { } element => each with { Body = Apply(element, each.Body, depth + 1) },
            _ => expression,
        };
    }

    private static Datum Apply(Shape shape, Datum value) => value.Kind switch
    {
        DatumKind.List when shape.Element is { } element => Datum.ListOf(value.Items.Select(i => Apply(element, i))),
        DatumKind.Map => Datum.MapOf(value.Members.Select(m => Named(shape, m.Key, m.Value, Apply))),
        _ => value,
    };

    private static KeyValuePair<string, T> Named<T>(Shape shape, string name, T value, Func<Shape, T, T> inner)
    {
        if (shape.Kind == ShapeKind.Object && shape.Member(name) is { } member) return new(member.Name, inner(member.Shape, value));
        return new(name, shape is { Kind: ShapeKind.Map, Element: { } element } ? inner(element, value) : value);
    }
}
