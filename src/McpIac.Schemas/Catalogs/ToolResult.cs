namespace McpIac.Schemas.Catalogs;

/// <summary>Where in a tool's answer what it tells stands, and what it answers when there is nothing (docs/mappings.md).</summary>
public sealed record ToolResult
{
    /// <summary>The content is looked for in structured content, then in texts that are JSON or have some inside, else it is the text.</summary>
    public const string Auto = "auto";

    public static ToolResult Plain { get; } = new();

    /// <summary><see cref="Auto"/>, <c>structured</c>, <c>text</c>, <c>text:N</c>, <c>regex:…</c> or a JSON pointer into what <see cref="Auto"/> finds.</summary>
    public string From { get; init; } = Auto;

    /// <summary>A JSON pointer to the list of objects; null where it is to be found.</summary>
    public string? Rows { get; init; }

    /// <summary>By member of the type: a JSON pointer into the object, or a text with holes in which <c>row</c> is the object.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Members { get; init; } = [];

    public ToolAbsence Absent { get; init; } = ToolAbsence.Guessed;
}
