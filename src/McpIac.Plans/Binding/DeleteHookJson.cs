using McpIac.Dsl.Expressions;
using McpIac.Schemas.Data;

namespace McpIac.Plans.Binding;

/// <summary>Delete hooks as canonical JSON data.</summary>
internal static class DeleteHookJson
{
    public static Datum Write(IEnumerable<DeleteHook> hooks) => Datum.ListOf(hooks.OrderBy(h => h.Urn, StringComparer.Ordinal).Select(h => Datum.MapOf(
    [
        new("urn", Datum.Of(h.Urn)), new("name", Datum.Of(h.Name)), new("type", Datum.Of(h.Type)), new("provider", Datum.Of(h.Provider)), new("of", Datum.Of(h.Of)), new("before", Datum.Of(h.Before)),
        new("properties", Datum.MapOf(h.Properties.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, ExpressionJson.Write(CanonicalForm.Of(p.Value)))))),
    ])));

    /// <summary>Those that are whole; of a state that something else wrote the others are left out.</summary>
    public static IReadOnlyList<DeleteHook> Read(Datum? written) => [.. (written?.Items ?? []).Select(Read1).OfType<DeleteHook>()];

    private static DeleteHook? Read1(Datum hook)
    {
        var properties = (hook["properties"]?.Members ?? []).Select(m => KeyValuePair.Create(m.Key, ExpressionJson.Read(m.Value))).ToArray();
        return (hook["urn"]?.AsText(), hook["name"]?.AsText(), hook["type"]?.AsText(), hook["provider"]?.AsText(), hook["of"]?.AsText()) is ({ } urn, { } name, { } type, { } provider, { } of)
            && properties.All(p => p.Value is not null)
            ? new DeleteHook(urn, name, type, provider, of, hook["before"]?.AsBoolean() == true, properties.ToDictionary(p => p.Key, p => p.Value ?? new Literal(Datum.Null), StringComparer.Ordinal)) : null;
    }
}
