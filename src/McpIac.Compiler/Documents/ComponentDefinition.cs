using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Documents;

/// <summary>A component that a document uses like a type: resources with parameters and outputs of their own. What a script defines is known when it was compiled.</summary>
/// <param name="Library">The components that its own resources may be of: those of its file.</param>
/// <param name="Place">Where it is defined.</param>
internal sealed record ComponentDefinition(
    string Name, IReadOnlyList<DocumentMember> Parameters, IReadOnlyList<DocumentNode> Resources, IReadOnlyList<DocumentMember> Outputs, ComponentLibrary Library, SourcePlace Place)
{
    public const string Kind = "Component";

    /// <summary>The path of the script whose class it is; null for a document's.</summary>
    public string? Script { get; private init; }

    /// <summary>Whether a document defines a component rather than a part of the deployment.</summary>
    public static bool Is(DocumentNode document) => document["kind"]?.Text == Kind;

    /// <param name="name">What it is called where it is imported; null for its own name.</param>
    public static ComponentDefinition? Read(DocumentNode document, string? name, ComponentLibrary library, Findings findings)
    {
        var part = DeploymentPart.Read(document, findings, Kind);
        var own = name ?? part.Name?.Text;
        if (own is { Length: > 0 }) return new ComponentDefinition(own, part.Parameters, part.Resources, part.Outputs, library, document.Span.FirstLine);
        findings.Add(part.Name is { Kind: not DatumKind.Text } wrong ? DocumentProblems.WrongKind("A component's name", "a text that isn't empty", wrong)
            : DocumentProblems.MissingField("metadata.name", "A component", document.Span.FirstLine));
        return null;
    }

    /// <summary>The class of that name in a script.</summary>
    public static ComponentDefinition OfScript(string name, string path) => new(name, [], [], [], new ComponentLibrary(), new SourcePlace(path, 0)) { Script = path };

    /// <summary>Whether it is the same component, whatever it is called here and there.</summary>
    public bool IsSameAs(ComponentDefinition other) => Place == other.Place && (Script is null || Name == other.Name);
}
