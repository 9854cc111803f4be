using McpIac.Dsl.Deployments;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Sources;

/// <summary>
/// Where a program's resources and their values were written. A document's resources say exactly where; callers' line numbers say which line constructed a
/// resource, and this says which creation on it. Resources made in a loop share one creation.
/// </summary>
internal sealed class SourceMap(IReadOnlyList<Creation> creations)
{
    private readonly Dictionary<SourcePlace, Creation> byPlace = creations.GroupBy(c => c.Place).ToDictionary(g => g.Key, g => g.First());
    private readonly Dictionary<(string File, int Line), SourcePlace> callsByLine = [];
    private readonly ILookup<NameOnLine, Creation> byLine = creations.ToLookup(c => new NameOnLine(c.Place.File, c.Line, c.Name));

    public static SourceMap Empty { get; } = new([]);

    public IReadOnlyList<Creation> Creations => creations;

    /// <summary>Calls that declare something else than a resource, <c>Parameter&lt;int&gt;("count")</c>.</summary>
    public IReadOnlyList<SourcePlace> Calls
    {
        get;
        init => callsByLine = (field = value).GroupBy(c => (c.File, c.Line)).ToDictionary(g => g.Key, g => g.First());
    } = [];

    /// <summary>The call on a line that a caller's line number says, or just the line.</summary>
    public SourcePlace? Call(SourcePlace? line) =>
        line is { Column: 0, Line: > 0 } ? callsByLine.GetValueOrDefault((line.File, line.Line)) ?? line : line;

    /// <summary>The creation that made a resource, or null when its place isn't in the map (made in a referenced library).</summary>
    public Creation? Find(DeclaredResource resource)
    {
        if (resource.Place is not { } place) return null;
        if (byPlace.TryGetValue(place, out var exact)) return exact;
        var type = Creation.Normalize(resource.Type[(resource.Type.LastIndexOf(':') + 1)..]);
        return byLine[new NameOnLine(place.File, place.Line, resource.Name)].FirstOrDefault(c => TypeFits(c, type))
            ?? byLine[new NameOnLine(place.File, place.Line, null)].FirstOrDefault(c => TypeFits(c, type));
    }

    /// <summary>Where a component of another file is used, or null when that isn't in the map.</summary>
    public Creation? Find(DeclaredUse use) => use.Place is not { } place ? null
        : byPlace.GetValueOrDefault(place) ?? byLine[new NameOnLine(place.File, place.Line, use.Name)].Concat(byLine[new NameOnLine(place.File, place.Line, null)]).FirstOrDefault(c => c.TypeName == Creation.Use);

    /// <summary>The map of all.</summary>
    public SourceMap With(IReadOnlyList<SourceMap> others) => others.Count == 0 ? this
        : new([.. Creations, .. others.SelectMany(o => o.Creations).DistinctBy(c => (c.Place, c.Name))]) { Calls = [.. Calls, .. others.SelectMany(o => o.Calls)] };

    /// <summary>Where a document's output was written.</summary>
    public Creation? Find(DeclaredOutput output) => output.Place is { } place ? byPlace.GetValueOrDefault(place) : null;

    /// <summary>Where a document's check was written.</summary>
    public Creation? Find(DeclaredCheck check) => check.Place is { } place ? byPlace.GetValueOrDefault(place) : null;

    private static bool TypeFits(Creation creation, string type) =>
        creation.TypeName is null || Creation.Normalize(creation.TypeName).StartsWith(type, StringComparison.Ordinal);

    private sealed record NameOnLine(string File, int Line, string? Name);
}
