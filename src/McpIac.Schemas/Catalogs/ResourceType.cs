using McpIac.Schemas.Compatibility;
using McpIac.Schemas.Data;

namespace McpIac.Schemas.Catalogs;

/// <summary>How far an operation can be taken back (provider standard, "A resource type").</summary>
public enum UndoKind { Exact, Recreate, Irreversible }

/// <summary>
/// One type of a provider: a resource type that its snapshot describes, or what was inferred from its tools. Data sources and actions are types too, so that
/// whatever works on types works on them (docs/decisions/0012).
/// </summary>
/// <param name="Token">The type token, <c>opnsense:firewall:rule</c>; its first segment is the provider.</param>
/// <param name="Properties">What authors write; an object shape.</param>
/// <param name="Outputs">What the provider yields; an object shape. A resource always has the output <c>id</c>.</param>
/// <param name="NaturalKeys">Sets of property names that no two objects of the provider may share.</param>
/// <param name="Stateful">True when deleting it destroys data.</param>
/// <param name="Raw">The type as the snapshot has it: what a twin serves again.</param>
public sealed record ResourceType(
    string Token,
    string Provider,
    string Title,
    string Description,
    Shape Properties,
    Shape Outputs,
    IReadOnlyList<string> Identity,
    IReadOnlyList<IReadOnlyList<string>> NaturalKeys,
    bool CanUpdate,
    bool CanList,
    UndoKind UndoCreate,
    UndoKind UndoUpdate,
    UndoKind UndoDelete,
    bool Stateful,
    bool DeleteFirst,
    Datum Raw)
{
    public TypeKind Kind { get; init; }

    /// <summary>Its provider tells of an object that it didn't make, by the object's id alone.</summary>
    public bool CanReadById => Kind == TypeKind.Resource && Gone is null
        && (Tools.Count > 0 ? Tools.Any(t => t.Role is ToolRole.Read or ToolRole.List) : Raw["operations"]?["import"]?.AsBoolean() != false);

    /// <summary>Its provider's own plans tell of a new object what the schema doesn't: what the provider will fill in.</summary>
    public bool CanPlan => Kind == TypeKind.Resource && Gone is null && Raw["operations"]?["plan"]?.AsBoolean() == true;

    /// <summary>It can be a hook of another resource: what making it does is all there is to it.</summary>
    public bool CanHook => Gone is null && (Kind == TypeKind.Action || Raw["operations"]?["hook"]?.AsBoolean() == true);

    /// <summary>The server's tools that it was inferred from; none for a type of the provider standard, which has its own.</summary>
    public IReadOnlyList<TypeTool> Tools { get; init; } = [];

    /// <summary>What its provider changed about it since an earlier snapshot, so that a program which relies on what was is told so.</summary>
    public IReadOnlyList<Tombstone> Tombstones { get; init; } = [];

    /// <summary>Set when the provider no longer has the type: it is only there to tell programs that use it.</summary>
    public Tombstone? Gone { get; init; }

    /// <summary>What the provider changed about one path, as a sentence; null when nothing is remembered.</summary>
    /// <param name="path">As tombstones have it: <c>rules[].port</c>.</param>
    public string? ChangeOf(string path) => Tombstones.FirstOrDefault(t => t.Path == path && !t.IsGone)?.Sentence;

    /// <summary>The same of a value at a JSON pointer of canonical names: <c>/rules/0/port</c>.</summary>
    public string? ChangeAt(string pointer)
    {
        if (Tombstones.Count == 0) return null;
        var path = "";
        foreach (var segment in pointer.Split('/').Skip(1))
        {
            path += segment.All(c => c is >= '0' and <= '9') && segment.Length > 0 && path.Length > 0 ? "[]" : (path.Length == 0 ? "" : ".") + segment.Replace("~1", "/").Replace("~0", "~");
        }

        return ChangeOf(path);
    }

    /// <summary>Its provider advises against it.</summary>
    public bool Deprecated { get; init; }

    /// <summary>Of the token alone: hardly two of a token are ever compared, and all there is to a type takes long to hash.</summary>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Token);
}
