using McpIac.Schemas.Data;

namespace McpIac.Compiler.Documents;

/// <summary>
/// What one document says: <c>kind: Deployment</c> with metadata and spec, or the flat <c>{ name, resources }</c> of an orchestrator's call.
/// </summary>
internal sealed record DeploymentPart(
    DocumentNode? Name, IReadOnlyList<DocumentMember> Parameters, IReadOnlyList<DocumentNode> Resources, IReadOnlyList<DocumentMember> Outputs,
    IReadOnlyList<DocumentMember> Checks)
{
    public const string ApiVersion = "iac.mcp/v1", Kind = "Deployment";

    /// <summary>Where an editor finds the document's schema; says nothing of the deployment.</summary>
    public const string Schema = "$schema";

    public static IReadOnlyList<string> FlatFields { get; } = [Schema, "name", "description", "imports", "parameters", "resources", "outputs", "checks"];
    public static IReadOnlyList<string> Fields { get; } = [Schema, "apiVersion", "kind", "metadata", "spec"];
    public static IReadOnlyList<string> MetadataFields { get; } = ["name", "description", "labels"];
    public static IReadOnlyList<string> SpecFields { get; } = ["imports", "parameters", "resources", "outputs", "checks"];

    // What should hold is said by whoever deploys.
    private static IReadOnlyList<string> ComponentFields { get; } = [.. SpecFields.Except(["checks"])];

    /// <summary>Those by which a document shows that it isn't of the flat form.</summary>
    public static IReadOnlyList<string> Marks { get; } = ["apiVersion", "kind", "spec"];

    /// <param name="kind">What the document is.</param>
    public static DeploymentPart Read(DocumentNode document, Findings findings, string kind = Kind)
    {
        if (Marks.All(m => document[m] is null))
        {
            var flat = new DocumentFields(document, "The deployment", findings, FlatFields);
            return Of(flat.Any("name"), flat);
        }

        var fields = new DocumentFields(document, kind == Kind ? "The deployment" : "The component", findings, Fields);
        Check(fields, "apiVersion", ApiVersion, findings);
        Check(fields, "kind", kind, findings);
        var metadata = fields.Map("metadata") is { } map ? new DocumentFields(map, "The metadata", findings, MetadataFields) : null;
        if (fields.Any("spec") is null) findings.Add(DocumentProblems.MissingField("spec", kind == Kind ? "The deployment" : "The component", document.Span.FirstLine));
        return Of(metadata?.Any("name"), fields.Map("spec") is { } spec ? new DocumentFields(spec, "The spec", findings, kind == Kind ? SpecFields : ComponentFields) : null);
    }

    /// <summary>What a document imports, in either form; what is wrong with the form is reported when the document is read.</summary>
    public static IReadOnlyList<DocumentMember> ImportsOf(DocumentNode document) => (document["spec"]?["imports"] ?? document["imports"]) is { Kind: DatumKind.Map } imports ? imports.Members : [];

    private static DeploymentPart Of(DocumentNode? name, DocumentFields? fields)
    {
        _ = fields?.Map("imports");
        return new(name, fields?.Map("parameters")?.Members ?? [], fields?.List("resources")?.Items ?? [], fields?.Map("outputs")?.Members ?? [], fields?.Map("checks")?.Members ?? []);
    }

    private static void Check(DocumentFields fields, string field, string takes, Findings findings)
    {
        if (fields.RequiredText(field) is not { } given || given == takes || fields.Any(field) is not { } node) return;
        findings.Add(DocumentProblems.WrongVersion(field, given, takes, node.Place));
    }
}
