using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Providers.Twin.Worlds;

/// <param name="Path">A JSON pointer into the properties.</param>
/// <param name="Shape">Holds what it may refer to.</param>
internal sealed record FoundReference(string Path, string Value, Shape Shape);

/// <summary>Finds the known texts of an object's properties that refer to outputs of others (<c>x-iac-ref</c>).</summary>
internal static class ReferenceWalker
{
    private static readonly ShapeSearch Referring = new(shape => shape.References.Count > 0);

    public static IEnumerable<FoundReference> Walk(Shape shape, Datum value, string path = "") =>
        !Referring.In(shape) || value["$iac"] is not null ? [] : Found(shape, value, path); // what has the member isn't known yet, or secret

    private static IEnumerable<FoundReference> Found(Shape shape, Datum value, string path) => value.Kind switch
    {
        DatumKind.Text when shape.References.Count > 0 => [new FoundReference(path, value.AsText() ?? "", shape)],
        DatumKind.List when shape.Element is { } element => value.Items.SelectMany((item, i) => Walk(element, item, $"{path}/{i}")),
        DatumKind.Map => value.Members.SelectMany(m => (shape.Member(m.Key)?.Shape ?? shape.Element) is { } inner
            ? Walk(inner, m.Value, $"{path}/{m.Key.Replace("~", "~0").Replace("/", "~1")}")
            : []),
        _ => [],
    };

    /// <summary>The type's token and the output of a reference, <c>aws:vpc:subnet#id</c>.</summary>
    public static (string Type, string Output) Split(string reference)
    {
        var hash = reference.IndexOf('#', StringComparison.Ordinal);
        return hash < 0 ? (reference, "id") : (reference[..hash], reference[(hash + 1)..]);
    }
}
