using McpIac.Schemas.Data;

namespace McpIac.Schemas.Catalogs;

/// <summary>What kind of value a shape allows. <see cref="Any"/> is free-form JSON.</summary>
public enum ShapeKind { Any, Text, Integer, Number, Boolean, Object, Map, List }

/// <summary>
/// A value's shape, read from JSON Schema 2020-12 (or draft-07) and the standard's <c>x-iac-*</c> annotations.
/// Immutable; members are null or empty where the schema is silent.
/// </summary>
public sealed record Shape
{
    private readonly ShapeKind kind;
    private readonly IReadOnlyList<ShapeMember> members = [];
    private readonly Shape? element;
    private readonly bool open;
    private readonly IReadOnlyList<Shape> variants = [];
    private readonly ShapeConditions? conditions;

    public ShapeKind Kind { get => Definition is null ? kind : Definition.Shape?.Kind ?? ShapeKind.Any; init => kind = value; }
    public string Description { get; init; } = "";
    public bool Nullable { get; init; }

    /// <summary>The named members of an object, in source order.</summary>
    public IReadOnlyList<ShapeMember> Members { get => Definition?.Shape?.Members ?? members; init => members = value; }

    /// <summary>The element of a list, or the value of a map.</summary>
    public Shape? Element { get => Definition is null ? element : Definition.Shape?.Element; init => element = value; }

    /// <summary>True when an object takes members it doesn't name.</summary>
    public bool Open { get => Definition?.Shape?.Open ?? open; init => open = value; }

    /// <summary>
    /// A union's alternatives, of which a value has to fit one. Everything else here is what they have in common: an object has the members of all of them, and
    /// requires what all of them require.
    /// </summary>
    public IReadOnlyList<Shape> Variants { get => Definition?.Shape?.Variants ?? variants; init => variants = value; }

    /// <summary>
    /// A definition met inside itself: this shape has the members of one that it is nested in, so whoever walks shapes and not values has to stop here.
    /// </summary>
    public bool IsRepeat => Definition is not null;

    internal ShapeDefinition? Definition { get; init; }

    /// <summary>What the schema asks that nothing else here says; null when that is nothing.</summary>
    internal ShapeConditions? Conditions { get => Definition?.Shape?.Conditions ?? conditions; init => conditions = value; }

    public IReadOnlyList<Datum> Enum { get; init; } = [];
    public string? Format { get; init; }
    public string? Pattern { get; init; }
    public double? Minimum { get; init; }
    public double? Maximum { get; init; }
    public double? ExclusiveMinimum { get; init; }
    public double? ExclusiveMaximum { get; init; }
    public int? MinLength { get; init; }
    public int? MaxLength { get; init; }
    public int? MinItems { get; init; }
    public int? MaxItems { get; init; }
    public bool UniqueItems { get; init; }
    public Datum? Default { get; init; }
    public IReadOnlyList<Datum> Examples { get; init; } = [];
    public bool Deprecated { get; init; }

    /// <summary>A change replaces the resource (<c>x-iac-immutable</c>).</summary>
    public bool Immutable { get; init; }
    public bool Sensitive { get; init; }
    public bool WriteOnly { get; init; }

    /// <summary>Optional, and filled by the provider when unset (<c>x-iac-computed</c>).</summary>
    public bool Computed { get; init; }

    /// <summary>Outputs that may be referred to here, <c>aws:vpc:subnet#id</c>; empty when anything may.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>Besides the references any text is accepted (<c>x-iac-ref-or-text</c>).</summary>
    public bool ReferenceOrText { get; init; }

    /// <summary>What a twin derives a plausible value from (<c>x-iac-from</c>).</summary>
    public string? From { get; init; }

    /// <summary>A list whose order carries no meaning.</summary>
    public bool Unordered { get; init; }

    /// <summary>What counts as no change: <c>json</c>, <c>caseInsensitive</c>, <c>cidr</c>, <c>duration</c>, or null for equality.</summary>
    public string? Equal { get; init; }
    public string? Unit { get; init; }

    /// <summary>The schema as the snapshot has it.</summary>
    public Datum Raw { get; init; } = Datum.EmptyMap;

    public ShapeMember? Member(string name) => Members is ShapeMembers indexed ? indexed.Find(name) : ShapeMembers.Find(Members, name);

    /// <summary>Short: all of a shape would be long, and has no end where a definition is inside itself.</summary>
    public override string ToString() => $"Shape {Kind}";
}

/// <summary>A named member of an object shape.</summary>
/// <param name="Aliases">Other accepted names (<c>x-iac-aliases</c>).</param>
public sealed record ShapeMember(string Name, Shape Shape, bool Required, IReadOnlyList<string> Aliases);
