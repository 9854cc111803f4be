using McpIac.Dsl.Deployments;

namespace McpIac.Compiler.Sources;

/// <summary>
/// Where a program's resources and their values were written. Callers' line numbers say which line constructed a resource;
/// this says which creation on it, and where each of its values is. Resources made in a loop share one creation.
/// </summary>
internal sealed class SourceMap(IReadOnlyList<Creation> creations)
{
    private readonly ILookup<(string File, int Line), Creation> byLine = creations.ToLookup(c => (c.Place.File, c.Line));

    public static SourceMap Empty { get; } = new([]);

    public IReadOnlyList<Creation> Creations => creations;

    /// <summary>The creation that made a resource, or null when its place isn't in the map (made in a referenced library).</summary>
    public Creation? Find(DeclaredResource resource)
    {
        if (resource.Place is not { } place) return null;
        var here = byLine[(place.File, place.Line)];
        var type = Creation.Normalize(resource.Type[(resource.Type.LastIndexOf(':') + 1)..]);
        return here.Where(c => TypeFits(c, type) && c.Name == resource.Name).FirstOrDefault()
            ?? here.Where(c => TypeFits(c, type) && c.Name is null).FirstOrDefault();
    }

    private static bool TypeFits(Creation creation, string type) =>
        creation.TypeName is null || Creation.Normalize(creation.TypeName).StartsWith(type, StringComparison.Ordinal);
}
