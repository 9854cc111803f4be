namespace McpIac.Schemas.Catalogs;

/// <summary>Where in a tool's answer what it tells stands, and what it answers when there is nothing (docs/mappings.md).</summary>
public sealed record ToolResult
{
    public static ToolResult Plain { get; } = new();

    /// <summary>
    /// The way to the value, step by step: <c>auto</c> (structured content, else a text that is JSON or has some inside, else the text), <c>structured</c>, <c>text</c>,
    /// <c>text:N</c>, <c>json</c>, <c>regex:…</c>, <c>each:…</c>, or a JSON pointer. Empty: <c>auto</c>.
    /// </summary>
    public IReadOnlyList<string> From { get; init; } = [];

    /// <summary>A JSON pointer to the list of objects; null where it is to be found.</summary>
    public string? Rows { get; init; }

    /// <summary>By member of the type: a JSON pointer into the object, or a text with holes in which <c>row</c> is the object.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Members { get; init; } = [];

    public ToolAbsence Absent { get; init; } = ToolAbsence.Guessed;

    /// <summary>A regular expression: an answer whose text it matches is that of a tool that failed, whatever it says itself. Null for none.</summary>
    public string? Failure { get; init; }

    /// <summary>A text with holes that is true once the object is as it will stay; null when it is from the start.</summary>
    public string? Until { get; init; }
}
