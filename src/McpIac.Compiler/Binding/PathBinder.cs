using McpIac.Compiler.Sources;
using McpIac.Compiler.Suggestions;
using McpIac.Plans.Binding;
using McpIac.Schemas.Catalogs;

namespace McpIac.Compiler.Binding;

/// <summary>Finds what a property path in an option leads to, and gives it the schema's own names; C#'s names (<c>CidrBlock</c>) are understood too.</summary>
internal static class PathBinder
{
    /// <summary>The path, or what is wrong with it and what to do.</summary>
    public static (PropertyPath? Path, string? Why, string? Remedy) Bind(string text, ResourceType type)
    {
        if (PropertyPath.Parse(text) is not { } written)
            return (null, $"\"{text}\" is no path of a property", "Write it like tags.env, ingress[0].fromPort, ingress[*].fromPort or tags[\"a b\"].");
        var names = new List<string?>();
        Shape? shape = type.Properties;
        foreach (var segment in written.Segments)
        {
            if (shape is null || shape.Kind == ShapeKind.Any) names.Add(segment);
            else if (shape.Kind == ShapeKind.Map) (shape, names) = (shape.Element, [.. names, segment]);
            else if (shape.Kind == ShapeKind.List && (segment is null || segment.All(char.IsAsciiDigit))) (shape, names) = (shape.Element, [.. names, segment]);
            else if (shape.Kind == ShapeKind.List) return (null, $"{Shown(names)} is a list", $"Write {Shown(names)}[*].{segment}, or an index for the *.");
            else if (shape.Kind != ShapeKind.Object) return (null, $"{Shown(names)} is {ShapeWords.Of(shape)}, which has no {segment ?? "parts"}", $"Write {Shown(names)}.");
            else if (segment is null || shape.Members.Count == 0) (shape, names) = (null, [.. names, segment]);
            else if (Member(shape, segment) is { } member) (shape, names) = (member.Shape, [.. names, member.Name]);
            else if (shape.Open) (shape, names) = (null, [.. names, segment]);
            else return Missing(segment, shape, names, type);
        }

        return (new PropertyPath([.. names]), null, null);
    }

    private static ShapeMember? Member(Shape shape, string name) =>
        shape.Member(name) ?? shape.Members.FirstOrDefault(m => m.Aliases.Prepend(m.Name).Any(n => Creation.Normalize(n) == Creation.Normalize(name)));

    private static (PropertyPath? Path, string? Why, string? Remedy) Missing(string segment, Shape shape, List<string?> before, ResourceType type)
    {
        if (before.Count == 0 && type.Outputs.Member(segment) is not null) return (null, $"{segment} of {type.Token} is an output, which no program changes", "Take it out.");
        var known = shape.Members.Select(m => m.Name).ToArray();
        return (null, $"{(before.Count == 0 ? type.Token : Shown(before))} has no property {segment}",
            Suggestion.For(segment, known, $"It has: {string.Join(", ", known.Take(12))}{(known.Length > 12 ? ", …" : "")}."));
    }

    private static string Shown(IEnumerable<string?> segments) => new PropertyPath([.. segments]).ToString();
}
