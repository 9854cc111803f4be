using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Schemas.Inference;

/// <summary>A tool that can be used.</summary>
/// <param name="Pointer">Where it stands in its document.</param>
/// <param name="Input">Its input schema, always an object.</param>
/// <param name="Output">Its output schema, when it declares one.</param>
internal sealed record ServerTool(string Name, string Pointer, Datum Raw, Datum Input, Datum? Output)
{
    public string Title => (Raw["title"] ?? Raw["annotations"]?["title"])?.AsText() is { Length: > 0 } title ? title : Name;

    public string Description => Raw["description"]?.AsText() ?? "";

    /// <summary>There is no field for it, so servers say it in words.</summary>
    public bool IsDeprecated => Description.TrimStart('[', '(', '*', ' ').StartsWith("deprecated", StringComparison.OrdinalIgnoreCase) || Description.IndexOf("DEPRECATED", StringComparison.Ordinal) >= 0;

    /// <summary>Null when the server says nothing. It is a hint, and only ever decides what a tool is called.</summary>
    public bool? ReadOnly => Raw["annotations"]?["readOnlyHint"]?.AsBoolean();

    public bool? Destructive => Raw["annotations"]?["destructiveHint"]?.AsBoolean();

    /// <summary>
    /// Whether the tool only reads: it says so or its verb does, and neither speaks against the other. A data source is called while planning, so doubt is for the action.
    /// </summary>
    public bool OnlyReads(ToolName name) =>
        name.Verb is { Reads: true } ? !name.IsMixed && (ReadOnly ?? Destructive != true) : ReadOnly == true && name.Verb is null or { ContradictsReading: false };

    /// <summary>Some servers create what isn't there with what they call an update, and say so first.</summary>
    public bool CreatesToo => Description.StartsWith("create or update", StringComparison.OrdinalIgnoreCase) || Description.StartsWith("creates or updates", StringComparison.OrdinalIgnoreCase);
}
