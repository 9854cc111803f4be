using System.Text.RegularExpressions;
using McpIac.Schemas.Data;
using NJsonSchema;

namespace McpIac.Cli.Trials;

/// <summary>
/// Infers a JSON Schema of values that were seen: what is in all of them, and no more. NJsonSchema judges what each member is. It is asked about one object at a time, since over a whole sample it takes
/// objects that share names for one, and of a list's elements the first for all. What it reads into texts (dates, durations) is left out: another value may be none. Names that were never seen are
/// mistakes of whoever writes them, in documents as in C#: objects are closed.
/// </summary>
internal static partial class SampleSchemas
{
    // What is larger is data that happens to be written as an object, and what is deeper nobody refers to.
    private const int Deepest = 6, MostMembers = 64, LongestName = 100;

    /// <param name="mark">A text that only made-up names have: where it is in a member's name, names are data.</param>
    /// <returns>A JSON Schema; empty, so that it accepts anything, where the samples have nothing in common.</returns>
    public static Datum Of(IEnumerable<Datum> samples, string mark) => Schema([.. samples], mark, 0);

    private static Datum Schema(IReadOnlyList<Datum> values, string mark, int depth)
    {
        Datum[] told = [.. values.Where(v => !v.IsNull)];
        if (told.Length == 0 || depth > Deepest || TypeOf(told) is not { } type) return Datum.EmptyMap;
        var schema = Datum.MapOf([new("type", told.Length == values.Count ? Datum.Of(type) : Datum.ListOf([Datum.Of(type), Datum.Of("null")]))]);
        if (type == "array") return Items(told, mark, depth) is { Members.Count: > 0 } items ? schema.With("items", items) : schema;
        if (type != "object") return schema;
        string[] names = [.. told.SelectMany(t => t.Members.Select(m => m.Key)).Distinct(StringComparer.Ordinal)];
        if (names.Length == 0) return schema;
        if (names.Length > MostMembers || names.Any(n => n.Length > LongestName || IsData(n, mark)))
            return Schema([.. told.SelectMany(t => t.Members.Select(m => m.Value))], mark, depth + 1) is { Members.Count: > 0 } any ? schema.With("additionalProperties", any) : schema;
        return schema.With("properties", Datum.MapOf(names.Select(n => KeyValuePair.Create(n, Schema([.. told.Select(t => t[n]).OfType<Datum>()], mark, depth + 1))))).With("additionalProperties", Datum.False);
    }

    private static Datum Items(Datum[] lists, string mark, int depth) => Schema([.. lists.SelectMany(l => l.Items)], mark, depth + 1);

    /// <summary>The type that all values have; null when there is none.</summary>
    private static string? TypeOf(IEnumerable<Datum> values)
    {
        string[] types = [.. values.Select(TypeOf).Distinct(StringComparer.Ordinal)];
        return types switch
        {
            [var only] => only,
            _ when types.All(t => t is "integer" or "number") => "number",
            _ => null,
        };
    }

    private static string TypeOf(Datum value) => JsonSchema.FromSampleJson(Shallow(value).ToString()).Type switch
    {
        JsonObjectType.Integer when value.AsInteger() is not null => "integer",
        JsonObjectType.Integer or JsonObjectType.Number => "number",
        JsonObjectType.Boolean => "boolean",
        JsonObjectType.Array => "array",
        JsonObjectType.Object => "object",
        _ => "string",
    };

    private static Datum Shallow(Datum value) => value.Kind switch { DatumKind.Map => Datum.EmptyMap, DatumKind.List => Datum.EmptyList, _ => value };

    // Made up, numbered, or an id: { "42": …, "3fa85f64-5717-…": … }.
    private static bool IsData(string name, string mark) => name.Length == 0 || (mark.Length > 0 && name.Contains(mark, StringComparison.Ordinal)) || Identifier().IsMatch(name);

    [GeneratedRegex(@"^(\d+|[0-9a-fA-F]{16,}|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})$", RegexOptions.CultureInvariant, 250)]
    private static partial Regex Identifier();
}
