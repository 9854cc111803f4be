namespace McpIac.Schemas.Catalogs;

/// <summary>How a tool that answers in pages is asked for the next one (docs/mappings.md).</summary>
/// <param name="Argument">Says which page.</param>
public sealed record ToolPages(string Argument)
{
    /// <summary>A JSON pointer into the whole answer, to what <see cref="Argument"/> says of the next page; null where it is found by its usual names, or counted.</summary>
    public string? From { get; init; }

    /// <summary>What the first page is called by, when pages are numbered; null when the first is what one gets without the argument.</summary>
    public long? Start { get; init; }

    /// <summary>The number is that of the page's first object, not of the page.</summary>
    public bool CountsRows { get; init; }

    /// <summary>How many objects a page has that isn't the last; null when only an empty page is known to be behind it.</summary>
    public int? Size { get; init; }

    /// <summary>How many objects may be read; null for as many as the engine bears.</summary>
    public int? Most { get; init; }

    /// <summary>True when what the next page is called is counted, not told.</summary>
    public bool IsCounted => Start is not null && From is null;
}
