using McpIac.Schemas.Data;

namespace McpIac.Schemas.Evaluation;

/// <summary>Which vocabularies a schema is written in, as its meta-schema says.</summary>
internal sealed record Dialect(bool Applicator, bool Unevaluated, bool Validation, bool FormatAssertion)
{
    private const string Vocabularies = "https://json-schema.org/draft/2020-12/vocab/";

    private static readonly string[] Known = ["core", "applicator", "unevaluated", "validation", "meta-data", "format-annotation", "format-assertion", "content"];

    public static Dialect Standard { get; } = new(true, true, true, false);

    /// <param name="unknown">Gets the vocabularies that are required and not known here.</param>
    public static Dialect Of(Datum vocabulary, List<string> unknown)
    {
        unknown.AddRange(vocabulary.Members.Where(m => m.Value.AsBoolean() == true && !Known.Any(k => m.Key == Vocabularies + k)).Select(m => m.Key));
        bool Has(string name) => vocabulary[Vocabularies + name] is not null;
        return new Dialect(Has("applicator"), Has("unevaluated"), Has("validation"), Has("format-assertion"));
    }
}
