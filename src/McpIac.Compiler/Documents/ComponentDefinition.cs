using McpIac.Schemas.Data;

namespace McpIac.Compiler.Documents;

/// <summary>A component that a document defines: resources with parameters and outputs of their own, used like a type.</summary>
/// <param name="Library">The components that its own resources may be of: those of its file.</param>
internal sealed record ComponentDefinition(
    string Name, IReadOnlyList<DocumentMember> Parameters, IReadOnlyList<DocumentNode> Resources, IReadOnlyList<DocumentMember> Outputs, ComponentLibrary Library)
{
    public const string Kind = "Component";

    /// <summary>Whether a document defines a component rather than a part of the deployment.</summary>
    public static bool Is(DocumentNode document) => document["kind"]?.Text == Kind;

    /// <param name="name">What it is called where it is imported; null for its own name.</param>
    public static ComponentDefinition? Read(DocumentNode document, string? name, ComponentLibrary library, Findings findings)
    {
        var part = DeploymentPart.Read(document, findings, Kind);
        var own = name ?? part.Name?.Text;
        if (own is { Length: > 0 }) return new ComponentDefinition(own, part.Parameters, part.Resources, part.Outputs, library);
        findings.Add(part.Name is { Kind: not DatumKind.Text } wrong ? DocumentProblems.WrongKind("A component's name", "a text that isn't empty", wrong)
            : DocumentProblems.MissingField("metadata.name", "A component", document.Span.FirstLine));
        return null;
    }
}
