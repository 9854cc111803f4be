using McpIac.Schemas.Data;

namespace McpIac.Schemas.Evaluation;

/// <summary>The meta-schemas of 2020-12, which are part of this assembly.</summary>
internal static class MetaSchemas
{
    public const string Uri = "https://json-schema.org/draft/2020-12/schema";

    private const string Parts = "https://json-schema.org/draft/2020-12/meta/";

    private static readonly Dictionary<string, Lazy<Datum?>> Documents =
        new[] { "applicator", "content", "core", "format-annotation", "format-assertion", "meta-data", "unevaluated", "validation" }.Select(n => (Uri: Parts + n, Name: n))
            .Append((Uri, Name: "schema")).ToDictionary(d => d.Uri, d => new Lazy<Datum?>(() => Read(d.Name)), StringComparer.Ordinal);

    private static readonly Lazy<JsonSchema> Compiled = new(() => JsonSchema.Compile(Find(Uri) ?? Datum.True).Schema);

    /// <summary>What every schema keeps to.</summary>
    public static JsonSchema Schema => Compiled.Value;

    public static Datum? Find(string uri) => Documents.TryGetValue(uri, out var document) ? document.Value : null;

    private static Datum? Read(string name)
    {
        using var stream = typeof(MetaSchemas).Assembly.GetManifestResourceStream($"meta/{name}.json");
        if (stream is null) return null;
        using var reader = new StreamReader(stream);
        return DatumReader.Read(reader.ReadToEnd()).Value;
    }
}
