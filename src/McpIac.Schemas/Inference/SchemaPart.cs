using McpIac.Schemas.Data;

namespace McpIac.Schemas.Inference;

/// <summary>A part of one schema document, moved into another one: its references lead to where its own document is kept there.</summary>
internal static class SchemaPart
{
    /// <param name="home">The document that the part's references are into.</param>
    /// <param name="place">Its name under <c>$defs</c> of the new document.</param>
    /// <param name="definitions">Gets the document, when the part refers into it.</param>
    public static Datum Moved(Datum part, Datum home, string place, Dictionary<string, Datum> definitions)
    {
        if (!HasReference(part)) return part;
        definitions[place] = Rewritten(home, place);
        return Rewritten(part, place);
    }

    private static bool HasReference(Datum value) =>
        value["$ref"]?.AsText() is not null || value.Members.Any(m => HasReference(m.Value)) || value.Items.Any(HasReference);

    private static Datum Rewritten(Datum value, string place)
    {
        if (value.Kind == DatumKind.List) return Datum.ListOf(value.Items.Select(i => Rewritten(i, place)));
        if (value.Kind != DatumKind.Map) return value;
        return Datum.MapOf(value.Members.Select(m => new KeyValuePair<string, Datum>(m.Key,
            m.Key == "$ref" && m.Value.AsText() is { Length: > 0 } reference && reference[0] == '#' && (reference.Length == 1 || reference[1] == '/')
                ? Datum.Of("#/$defs/" + place + reference.Substring(1))
                : Rewritten(m.Value, place))));
    }
}
