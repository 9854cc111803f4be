using McpIac.Schemas.Data;

namespace McpIac.Dsl.Parameters;

/// <summary>What a program demands of a parameter's value, as members of a JSON Schema.</summary>
internal sealed record ParameterRules(
    double? Min, double? Max, int? MinLength, int? MaxLength, string? Pattern, IEnumerable<Datum>? Allowed, Datum? Default, string? Description)
{
    public IEnumerable<KeyValuePair<string, Datum>> Members => new (string Key, Datum? Value)[]
    {
        ("description", Description is null ? null : Datum.Of(Description)),
        ("minimum", Min is { } min ? Datum.Of(min) : null),
        ("maximum", Max is { } max ? Datum.Of(max) : null),
        ("minLength", MinLength is { } shortest ? Datum.Of(shortest) : null),
        ("maxLength", MaxLength is { } longest ? Datum.Of(longest) : null),
        ("pattern", Pattern is null ? null : Datum.Of(Pattern)),
        ("enum", Allowed is null ? null : Datum.ListOf(Allowed)),
        ("default", Default),
    }.Where(m => m.Value is not null).Select(m => KeyValuePair.Create(m.Key, m.Value ?? Datum.Null));
}
