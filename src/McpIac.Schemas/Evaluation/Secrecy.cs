using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Schemas.Evaluation;

/// <summary>What of a value may not be shown, as its shape has it.</summary>
internal static class Secrecy
{
    /// <summary>Whether the value at a path, or anything inside it, is sensitive.</summary>
    /// <param name="tokens">From the shape to the value, unescaped.</param>
    public static bool Hides(Shape shape, IEnumerable<string> tokens, Datum value)
    {
        Shape? current = shape;
        foreach (var token in tokens)
        {
            if (current is null) return false;
            if (current.Sensitive || current.WriteOnly) return true;
            current = Inner(current, token);
        }

        return current is not null && Hides(current, value);
    }

    public static bool Hides(Shape shape, Datum value) => shape.Sensitive || shape.WriteOnly || value.Kind switch
    {
        DatumKind.Map => value.Members.Any(m => Inner(shape, m.Key) is { } inner && Hides(inner, m.Value)),
        DatumKind.List => shape.Element is { } element && value.Items.Any(i => Hides(element, i)),
        _ => false,
    };

    private static Shape? Inner(Shape shape, string name) => shape.Kind == ShapeKind.List ? shape.Element : shape.Member(name)?.Shape ?? shape.Element;
}
