using McpIac.Compiler.Programs;
using McpIac.Compiler.Sources;
using McpIac.Dsl.Deployments;
using McpIac.Dsl.Expressions;
using McpIac.Dsl.Parameters;
using McpIac.Dsl.Syntax;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Documents;

/// <summary>
/// Documents → what they declare. Several documents of a file are parts of one deployment. Every problem of every resource is found, not the first.
/// </summary>
internal sealed class DeploymentReader(DocumentFiles files, Findings findings, ParametersApart apart = ParametersApart.None)
{
    public static IReadOnlyList<string> OutputFields { get; } = ["value", "secret", "description"];

    public static IReadOnlyList<string> CheckFields { get; } = ["condition", "message"];

    private readonly DraftReader reader = new(findings);

    /// <param name="fallback">The deployment's name when no document has one.</param>
    /// <param name="given">Parameters' values by name.</param>
    public DeclaredProgram Read(IEnumerable<DocumentNode> documents, string fallback, IReadOnlyDictionary<string, GivenParameter> given)
    {
        DocumentNode[] written = [.. documents.Where(d => d.Kind != DatumKind.Null)];
        var parts = written.Where(d => !ComponentDefinition.Is(d)).Select(d => DeploymentPart.Read(d, findings)).ToArray();
        var parameters = new ParameterReader(given, findings, apart).Read(parts.SelectMany(p => p.Parameters));
        var names = new DocumentNames(parameters);
        var name = names.Deployment = Name(parts, names) ?? fallback;
        var library = new ComponentLibrary();
        library.Add(written, files, findings);
        var around = Surroundings.Of(name, library);
        var drafts = new ResourceExpansion(around, names, new ExpansionLimits(), findings).Expand(parts.SelectMany(p => p.Resources));
        ResourceDraft[] made = [.. drafts.SelectMany(d => d.Use?.Drafts ?? [d])];
        DeclaredResource[] resources = [.. made.Where(d => d.Use is null).Select(reader.Resource)];
        DeclaredOutput[] outputs = [.. parts.SelectMany(p => p.Outputs).Select(o => Output(o, names))];
        DeclaredCheck[] checks = [.. parts.SelectMany(p => p.Checks).Select(c => Check(c, names)).OfType<DeclaredCheck>()];
        var declared = new DeclaredDeployment(name, resources, outputs) { Checks = checks, Uses = [.. reader.Uses(made)], Parameters = [.. parameters.Values.Select(p => p.Declared)] };
        return new DeclaredProgram(declared, new SourceMap([.. reader.Creations]), [.. findings]) { IsDocument = true, Decisive = names.Decisive, Inside = reader.Inside };
    }

    private string? Name(IEnumerable<DeploymentPart> parts, DocumentNames names)
    {
        string? name = null;
        foreach (var node in parts.Select(p => p.Name).OfType<DocumentNode>())
        {
            if (new ValueReader(names, null, findings).Known(node, "The deployment's name") is not { } value) continue;
            var given = value.AsText() ?? node.Spelling ?? value.NumberText;
            if (string.IsNullOrWhiteSpace(given)) findings.Add(DocumentProblems.WrongKind("The deployment's name", "a text that isn't empty", value.Kind, node.Place));
            else if (name is not null && name != given) findings.Add(DocumentProblems.NamedTwice(name, given, node.Place));
            else name = given;
        }

        return name;
    }

    // Just the value, or { value, secret, description }.
    private DeclaredOutput Output(DocumentMember member, DocumentNames names)
    {
        var node = member.Value;
        var secret = false;
        if (node.Kind == DatumKind.Map && node["value"] is { } value && node.Members.All(m => OutputFields.Contains(m.Key)))
        {
            secret = new DocumentFields(node, $"The output {member.Key}", findings, OutputFields).Flag("secret");
            node = value;
        }

        var place = node.Span.FirstLine;
        reader.AddPlaces(place, node);
        return new DeclaredOutput(member.Key, new ValueReader(names, null, findings).Read(node), secret, place);
    }

    private DeclaredCheck? Check(DocumentMember member, DocumentNames names)
    {
        var owner = $"The check {member.Key}";
        var fields = new DocumentFields(member.Value, owner, findings, CheckFields);
        var (condition, message) = (fields.Required("condition"), fields.Required("message"));
        if (condition is null || message is null) return null;
        var place = condition.Span.FirstLine;
        reader.AddPlaces(place, member.Value);
        var values = new ValueReader(names, null, findings);
        return new DeclaredCheck(member.Key, values.Read(condition), values.Read(message), place);
    }
}
