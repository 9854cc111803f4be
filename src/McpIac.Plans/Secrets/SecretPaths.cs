using McpIac.Schemas.Catalogs;

namespace McpIac.Plans.Secrets;

/// <summary>Tells from the schema whether what a path leads to is, is part of, or holds a secret.</summary>
public static class SecretPaths
{
    /// <param name="path">A property's or an output's name, and what follows inside it.</param>
    public static bool IsSecret(ResourceType type, IReadOnlyList<string> path) =>
        path.Count > 0 && (Touches(type.Properties, path) || Touches(type.Outputs, path));

    private static bool Touches(Shape root, IReadOnlyList<string> path)
    {
        var shape = root.Member(path[0])?.Shape;
        for (var i = 1; i < path.Count && shape is not null && !Fingerprints.IsSecret(shape); i++)
        {
            shape = shape.Member(path[i])?.Shape ?? shape.Element;
        }

        return Holds(shape);
    }

    private static bool Holds(Shape? shape) =>
        shape is { IsRepeat: false } && (Fingerprints.IsSecret(shape) || Holds(shape.Element) || shape.Members.Any(m => Holds(m.Shape)));
}
