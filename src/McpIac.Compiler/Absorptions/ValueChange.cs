using McpIac.Schemas.Data;

namespace McpIac.Compiler.Absorptions;

/// <param name="Path">From the resource's properties on.</param>
/// <param name="Value">What is to be there; null for nothing.</param>
internal sealed record ValueChange(IReadOnlyList<string> Path, Datum? Value)
{
    /// <summary>The segments of a path that <c>/</c> separates; a key that has one in it is found in the values that the path goes through.</summary>
    public static IReadOnlyList<string> Segments(string path, params IReadOnlyList<Datum?> values) => Walk(path, [.. values.OfType<Datum>()]) ?? path.Split('/');

    /// <summary>What a value has at a path; null when it has nothing there.</summary>
    public static Datum? At(Datum? value, IEnumerable<string> path)
    {
        foreach (var segment in path)
        {
            value = value?.Kind == DatumKind.List ? int.TryParse(segment, out var index) && index >= 0 && index < value.Items.Count ? value.Items[index] : null : value?[segment];
        }

        return value is { IsNull: true } ? null : value;
    }

    private static IReadOnlyList<string>? Walk(string path, IReadOnlyList<Datum> values)
    {
        foreach (var key in values.SelectMany(Keys).Distinct(StringComparer.Ordinal).Where(k => path == k || (path.StartsWith(k, StringComparison.Ordinal) && path[k.Length] == '/')))
        {
            if (path.Length == key.Length) return [key];
            if (Walk(path[(key.Length + 1)..], [.. values.Select(v => At(v, [key])).OfType<Datum>()]) is { } rest) return [key, .. rest];
        }

        return null;
    }

    private static IEnumerable<string> Keys(Datum value) => value.Kind == DatumKind.List
        ? Enumerable.Range(0, value.Items.Count).Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture)) : value.Members.Select(m => m.Key);
}
