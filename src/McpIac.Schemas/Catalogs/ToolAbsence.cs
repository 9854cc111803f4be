namespace McpIac.Schemas.Catalogs;

/// <summary>What a tool answers when what is asked for isn't there. With nothing set, errors and short texts that say so in English count, and so does what is empty.</summary>
public sealed record ToolAbsence
{
    public static ToolAbsence Guessed { get; } = new();

    /// <summary>Any error of the tool means that there is nothing.</summary>
    public bool AnyError { get; init; }

    /// <summary>An empty list, object or text, or null, means that there is nothing. True also when only the other forms are set.</summary>
    public bool Empty { get; init; } = true;

    /// <summary>A regular expression: an error or a text that it matches means that there is nothing. Null: the usual words are looked for.</summary>
    public string? Text { get; init; }

    /// <summary>A text with holes that is true of an object, <c>row</c>, that isn't one: servers answer with an empty one. Null for none.</summary>
    public string? When { get; init; }
}
