using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Mappings;

/// <summary>What <c>schemas/NAME.map.yaml</c> says of a plain server (docs/mappings.md).</summary>
internal sealed record ServerMapping(IReadOnlyList<TypeMapping> Types);

/// <summary>A name in a mapping, and where it stands.</summary>
internal sealed record Written(string Text, SourcePlace Place);

/// <summary>One type. What is null is as the tools' names say.</summary>
/// <param name="Name">The rest of its token after the provider's name.</param>
/// <param name="Kind">A resource; or a data source or an action, which have a call instead of the other verbs.</param>
internal sealed record TypeMapping(string Name, TypeKind Kind, SourcePlace Place)
{
    public string? Title { get; init; }
    public string? Description { get; init; }
    public IReadOnlyList<Written>? Identity { get; init; }

    /// <summary>The arguments of create that are properties; null for all.</summary>
    public IReadOnlyList<Written>? Properties { get; init; }
    public IReadOnlyList<Written> Required { get; init; } = [];
    public IReadOnlyList<Written> Secret { get; init; } = [];
    public IReadOnlyList<Written> WriteOnly { get; init; } = [];
    public IReadOnlyList<Written> Immutable { get; init; } = [];

    /// <summary>Schemas in the stead of the tools', and of properties that no tool has.</summary>
    public IReadOnlyList<(Written Name, Datum Schema)> Schemas { get; init; } = [];
    public IReadOnlyList<(Written Name, Datum Schema)> Outputs { get; init; } = [];
    public bool? Stateful { get; init; }

    /// <summary>How long after a change it may take to be seen; an ISO 8601 duration.</summary>
    public string? Settle { get; init; }

    public IReadOnlyDictionary<ToolRole, VerbMapping> Verbs { get; init; } = new Dictionary<ToolRole, VerbMapping>();
}

/// <summary>How a type uses a tool.</summary>
/// <param name="Tool">Null: there is none, whatever names say.</param>
/// <param name="Place">Of the verb.</param>
internal sealed record VerbMapping(Written? Tool, SourcePlace Place)
{
    public Datum Fixed { get; init; } = Datum.EmptyMap;

    /// <summary>Where each of <see cref="Fixed"/> stands: its name, and its value.</summary>
    public IReadOnlyList<(Written Name, SourcePlace Value)> FixedPlaces { get; init; } = [];
    public IReadOnlyList<ArgumentMapping> Arguments { get; init; } = [];

    /// <summary><c>entities</c>, <c>entities[]</c>, or <c>none</c>; null: as the tool's schema has it.</summary>
    public Written? Wrap { get; init; }
    public ToolResult Result { get; init; } = ToolResult.Plain;

    /// <summary>Where the members of <see cref="Result"/> stand.</summary>
    public IReadOnlyList<Written> ResultMembers { get; init; } = [];

    /// <summary>The texts with holes of <see cref="Result"/>, and whether <c>row</c> is all that they can be about.</summary>
    public IReadOnlyList<(Written Text, bool OnlyRow)> ResultTexts { get; init; } = [];

    /// <summary>Of a tool that answers in pages.</summary>
    public ToolPages? Pages { get; init; }

    /// <summary>Where <see cref="Pages"/> names its argument.</summary>
    public SourcePlace? PagesPlace { get; init; }
}

/// <summary>Where an argument comes from.</summary>
/// <param name="Value">A member's name, or a text with holes; null: it is left out.</param>
/// <param name="AsList">The tool wants a list of one.</param>
internal sealed record ArgumentMapping(Written Name, Written? Value, bool AsList);
