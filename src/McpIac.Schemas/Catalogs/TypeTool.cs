using McpIac.Schemas.Data;

namespace McpIac.Schemas.Catalogs;

/// <summary>What a tool does for its type.</summary>
public enum ToolRole { Create, Read, List, Update, Delete, Call }

/// <summary>One tool of a type that was inferred from a server's tools, and how the type's members become its arguments.</summary>
/// <param name="Name">As the server has it.</param>
/// <param name="Wrapper">The tool's only argument, inside which <paramref name="Arguments"/> stand; null when they stand for themselves.</param>
/// <param name="WrapsList">What is wrapped is a list of such objects, and a call gives it one.</param>
/// <param name="Arguments">Those that a member of the type gives; the tool may have others, which are left out.</param>
public sealed record TypeTool(ToolRole Role, string Name, string? Wrapper, bool WrapsList, IReadOnlyList<ToolArgument> Arguments)
{
    /// <summary>Arguments that are the same in every call.</summary>
    public Datum Fixed { get; init; } = Datum.EmptyMap;

    /// <summary>Arguments that are computed from members: by name, a text with holes (docs/spec/expressions.md), which is read where it is evaluated.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Computed { get; init; } = [];

    /// <summary>How its answer is read.</summary>
    public ToolResult Result { get; init; } = ToolResult.Plain;

    /// <summary>How it is asked for further pages; null when it answers at once.</summary>
    public ToolPages? Pages { get; init; }
}

/// <param name="Name">What the tool calls it.</param>
/// <param name="Member">The property or output of the type that gives it.</param>
/// <param name="AsList">The tool wants a list, and is given one of one.</param>
public sealed record ToolArgument(string Name, string Member, bool AsList);
