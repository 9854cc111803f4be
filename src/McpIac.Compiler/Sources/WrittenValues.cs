using System.Collections.Immutable;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Sources;

/// <summary>
/// Where one resource's values were written, by JSON pointer (RFC 6901) of member names, list indices and map keys, normalized (<see cref="Creation.Normalize"/>).
/// </summary>
internal sealed record WrittenValues(IReadOnlyDictionary<string, SourcePlace> Values)
{
    /// <summary>What pointers to options begin with, so that they are told from those to properties.</summary>
    public const string Options = "/";

    private static readonly IReadOnlyDictionary<string, SourcePlace> None = new Dictionary<string, SourcePlace>();

    /// <summary>Where the names of members stand, where they stand apart from their values.</summary>
    public IReadOnlyDictionary<string, SourcePlace> Keys { get; init; } = None;

    /// <summary>How numbers and booleans are written that are written otherwise than in JSON: <c>1.10</c>, <c>0x1F</c>, <c>True</c>.</summary>
    public IReadOnlyDictionary<string, string> Spellings { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Finds the part of a text at a pointer that reads a path of a resource with this name; null when there is none.</summary>
    public Func<string, string, IReadOnlyList<string>, SourcePlace?> Reads { get; init; } = (_, _, _) => null;
}
