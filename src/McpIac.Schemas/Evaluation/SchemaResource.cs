using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Schemas.Evaluation;

/// <summary>A schema with a URI of its own, or a whole document: what anchors and pointers are looked up in.</summary>
/// <param name="Uri">Absolute, without a fragment.</param>
/// <param name="At">Where it begins in its file.</param>
internal sealed record SchemaResource(string Uri, Datum Root, Dialect Dialect, string At = "")
{
    // Nobody can refer to it; relative references need a base all the same.
    public const string Unnamed = "http://schema.invalid/";

    public Dictionary<string, SchemaPart> Anchors { get; } = new(StringComparer.Ordinal);
    public Dictionary<string, SchemaPart> DynamicAnchors { get; } = new(StringComparer.Ordinal);

    /// <summary>What the dynamic anchors are, compiled.</summary>
    public Dictionary<string, SchemaNode> DynamicNodes { get; } = new(StringComparer.Ordinal);

    public SchemaPart Whole => new(Root, this, new SchemaPlace(At));

    public string Locate(SchemaPlace place) => (Uri.StartsWith(Unnamed, StringComparison.Ordinal) ? "" : Uri) + "#" + place;
}

/// <summary>A schema in its resource.</summary>
internal readonly record struct SchemaPart(Datum Schema, SchemaResource Resource, SchemaPlace Place)
{
    public string Located => Resource.Locate(Place);
}
