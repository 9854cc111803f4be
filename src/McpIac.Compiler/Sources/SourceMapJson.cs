using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Sources;

/// <summary>A source map as JSON data, for the cache: a list of files, and ranges as five numbers (file, line, column, end line, end column).</summary>
internal static class SourceMapJson
{
    public static Datum Write(SourceMap map)
    {
        var files = map.Creations.SelectMany(c => c.Values.Values.Append(c.Place)).Concat(map.Calls).Select(p => p.File).Distinct(StringComparer.Ordinal).ToList();
        return Datum.MapOf(
        [
            new("files", Datum.ListOf(files.Select(Datum.Of))),
            new("creations", Datum.ListOf(map.Creations.Select(c => WriteCreation(c, files)))),
            new("calls", Datum.ListOf(map.Calls.Select(c => WritePlace(c, files)))),
        ]);
    }

    /// <summary>The map, or null when the datum is none.</summary>
    public static SourceMap? Read(Datum? datum)
    {
        if (datum?["files"] is not { } files || datum["creations"] is not { } creations) return null;
        var names = files.Items.Select(f => f.AsText() ?? "").ToArray();
        var read = creations.Items.Select(c => ReadCreation(c, names)).ToArray();
        SourcePlace?[] calls = [.. datum["calls"]?.Items.Select(c => ReadPlace(c, names)) ?? []];
        return read.All(c => c is not null) && calls.All(c => c is not null) ? new SourceMap(read.OfType<Creation>().ToArray()) { Calls = [.. calls.OfType<SourcePlace>()] } : null;
    }

    private static Datum WriteCreation(Creation creation, List<string> files) => Datum.MapOf(
    [
        new("line", Datum.Of((long)creation.Line)),
        new("place", WritePlace(creation.Place, files)),
        new("type", creation.TypeName is null ? Datum.Null : Datum.Of(creation.TypeName)),
        new("name", creation.Name is null ? Datum.Null : Datum.Of(creation.Name)),
        new("values", Datum.MapOf(creation.Values.Select(v => KeyValuePair.Create(v.Key, WritePlace(v.Value, files))))),
    ]);

    private static Creation? ReadCreation(Datum datum, string[] files)
    {
        if (datum["line"]?.AsInteger() is not { } line || ReadPlace(datum["place"], files) is not { } place) return null;
        var values = new Dictionary<string, SourcePlace>(StringComparer.Ordinal);
        foreach (var (pointer, written) in datum["values"]?.Members ?? [])
        {
            if (ReadPlace(written, files) is not { } value) return null;
            values[pointer] = value;
        }

        return new Creation((int)line, place, datum["type"]?.AsText(), datum["name"]?.AsText(), new Lazy<WrittenValues>(new WrittenValues(values)));
    }

    private static Datum WritePlace(SourcePlace place, List<string> files) => Datum.ListOf(
        new long[] { files.IndexOf(place.File), place.Line, place.Column, place.EndLine, place.EndColumn }.Select(Datum.Of));

    private static SourcePlace? ReadPlace(Datum? datum, string[] files)
    {
        if (datum is null || datum.Items.Count != 5) return null;
        var n = datum.Items.Select(i => (int)(i.AsInteger() ?? -1)).ToArray();
        return n[0] >= 0 && n[0] < files.Length ? new SourcePlace(files[n[0]], n[1], n[2], n[3], n[4]) : null;
    }
}
