using McpIac.Schemas.Data;

namespace McpIac.Compiler.EditorSchemas;

/// <summary>Parts of a JSON Schema.</summary>
internal static class Keywords
{
    /// <summary>What a text that holds an expression matches.</summary>
    private const string Hole = @"\$\{";

    /// <summary>A text with an expression in it, which may stand wherever a value may.</summary>
    public static Datum Expression { get; } = Of(("type", Datum.Of("string")), ("pattern", Datum.Of(Hole)));

    /// <summary>A schema; what is null is left out.</summary>
    public static Datum Of(params IEnumerable<(string Key, Datum? Value)> members) =>
        Datum.MapOf(members.Where(m => m.Value is not null).Select(m => KeyValuePair.Create(m.Key, m.Value ?? Datum.Null)));

    public static Datum Map(IEnumerable<KeyValuePair<string, Datum>> members) => Datum.MapOf(members);

    public static Datum Texts(params IEnumerable<string> texts) => Datum.ListOf(texts.Select(Datum.Of));

    public static Datum Types(params IEnumerable<string> words) => words.ToArray() is [var only] ? Datum.Of(only) : Texts(words);

    public static Datum AnyOf(params IEnumerable<Datum> schemas) => Datum.ListOf(schemas);

    /// <summary>
    /// What is of these types, or a text with an expression. One schema and no <c>anyOf</c>, for the sake of messages: <c>pattern</c> looks at texts only, and the other
    /// keywords at other kinds.
    /// </summary>
    /// <param name="spelling">A pattern of texts that mean such a value: <c>"5"</c> for 5.</param>
    public static IEnumerable<(string Key, Datum? Value)> OrExpression(string what, string? spelling, params IEnumerable<string> types) =>
    [
        ("type", Types([.. types, "string"])), ("pattern", Datum.Of(spelling is null ? Hole : $"{Hole}|{spelling}")),
        ("patternErrorMessage", Datum.Of($"This takes {what}, or an expression: ${{…}}.")), // of editors; no keyword of the standard
    ];

    /// <summary>A pointer to a part of the schema.</summary>
    public static Datum Reference(string pointer) => Of(("$ref", Datum.Of("#" + pointer)));

    /// <summary>One more segment of a pointer, escaped for a URI's fragment too.</summary>
    public static string Append(string pointer, string segment) =>
        $"{pointer}/{Uri.EscapeDataString(segment.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)).Replace("%3A", ":", StringComparison.Ordinal)}";
}
