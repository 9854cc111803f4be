namespace McpIac.Schemas.Catalogs;

/// <summary>Shapes in words, for messages.</summary>
public static class ShapeWords
{
    public static string Of(Shape shape) => shape.Kind switch
    {
        ShapeKind.Text => "a text",
        ShapeKind.Integer => "a whole number",
        ShapeKind.Number => "a number",
        ShapeKind.Boolean => "true or false",
        ShapeKind.Object => "an object",
        ShapeKind.Map => "a map",
        ShapeKind.List => shape.Element is { Kind: not ShapeKind.Any } element ? $"a list, each {Of(element)}" : "a list",
        _ => "any value",
    };

    /// <summary>A JSON pointer as people write paths: <c>/ingress/0/fromPort</c> → <c>ingress[0].fromPort</c>.</summary>
    public static string Path(string pointer)
    {
        var segments = pointer.TrimStart('/').Split('/').Select(Unescape);
        return string.Concat(segments.Select((s, i) => i > 0 && s.All(c => c is >= '0' and <= '9') ? $"[{s}]" : i > 0 ? "." + s : s));
    }

    public static string Escape(string segment) => segment.Replace("~", "~0").Replace("/", "~1");

    public static string Unescape(string segment) => segment.Replace("~1", "/").Replace("~0", "~");
}
