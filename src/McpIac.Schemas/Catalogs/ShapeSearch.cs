using System.Runtime.CompilerServices;

namespace McpIac.Schemas.Catalogs;

/// <summary>Whether a shape, or any inside it, has something; found out once for each shape, and remembered as long as that is. Thread-safe.</summary>
public sealed class ShapeSearch(Func<Shape, bool> has)
{
    private readonly ConditionalWeakTable<Shape, object> known = new();

    public bool In(Shape shape) => (bool)known.GetValue(shape, s => In(s, []));

    // A definition that is met inside itself has been looked through once.
    private bool In(Shape shape, HashSet<ShapeDefinition> seen) => has(shape)
        || ((shape.Definition is not { } definition || seen.Add(definition))
            && ((shape.Element is { } element && In(element, seen)) || shape.Members.Any(m => In(m.Shape, seen)) || shape.Variants.Any(v => In(v, seen))));
}
