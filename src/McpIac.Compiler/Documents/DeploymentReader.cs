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
internal sealed class DeploymentReader(Findings findings)
{
    public static IReadOnlyList<string> OutputFields { get; } = ["value", "secret", "description"];

    private readonly Dictionary<SourcePlace, Creation> creations = [];

    /// <param name="fallback">The deployment's name when no document has one.</param>
    /// <param name="given">Parameters' values by name.</param>
    public DeclaredProgram Read(IEnumerable<DocumentNode> documents, string fallback, IReadOnlyDictionary<string, GivenParameter> given)
    {
        var parts = documents.Where(d => d.Kind != DatumKind.Null).Select(d => DeploymentPart.Read(d, findings)).ToArray();
        var parameters = new ParameterReader(given, findings).Read(parts.SelectMany(p => p.Parameters));
        var names = new DocumentNames(parameters);
        var name = names.Deployment = Name(parts, names) ?? fallback;
        var drafts = new ResourceExpansion(name, names, findings).Expand(parts.SelectMany(p => p.Resources));
        DeclaredResource[] resources = [.. drafts.Select(d => Resource(d, names))];
        DeclaredOutput[] outputs = [.. parts.SelectMany(p => p.Outputs).Select(o => Output(o, names))];
        return new DeclaredProgram(new DeclaredDeployment(name, resources, outputs) { Parameters = [.. parameters.Values.Select(p => p.Declared)] }, new SourceMap([.. creations.Values]), [.. findings]) { IsDocument = true };
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

    private DeclaredResource Resource(ResourceDraft draft, DocumentNames names)
    {
        var reader = new ValueReader(names, draft.Each, findings);
        var members = draft.Fields.Map("properties")?.Members ?? [];
        var options = draft.Fields.Map("options")?.Members ?? [];
        DeclaredProperty[] properties = [.. members.Select(m => new DeclaredProperty(m.Key, reader.Read(m.Value), null))];

        // Resources that a for makes are written in one place.
        creations.TryAdd(draft.Place, new Creation(draft.Place.Line, draft.Place, null, null, new Lazy<WrittenValues>(() => DocumentPlaces.Of(members, options))) { Type = draft.Fields.Any("type")?.Place });
        return new DeclaredResource(draft.Urn, draft.Type, draft.Name, properties, [.. DependsOn(draft, names).Distinct(StringComparer.Ordinal)], draft.Place)
        {
            Options = [.. options.Select(o => new DeclaredProperty(o.Key, reader.Read(o.Value), null))],
        };
    }

    private IEnumerable<string> DependsOn(ResourceDraft draft, DocumentNames names) =>
        (draft.Fields.List("dependsOn")?.Items ?? []).SelectMany(node => Dependency(node, draft, names));

    // A name, also with its type; a group; or either as an expression.
    private IEnumerable<string> Dependency(DocumentNode node, ResourceDraft draft, DocumentNames names)
    {
        var reader = new ValueReader(names, draft.Each, findings);
        var written = node.Kind == DatumKind.Text ? reader.Lowered(node) : reader.Read(node);
        if (written is Literal { Value: var value } && value.AsText() is { } name)
        {
            if (names.IsGroup(name)) return Wholes(names.Value(name)) ?? [];
            var scope = names.At(_ => node.Place, null, findings);
            return scope.Urn(new NameSyntax(new TextSpan(0, name.Length), name.Split(':'))) is { } urn ? [urn] : [];
        }

        if (written is null) return [];
        if (Wholes(written) is { } urns) return urns;
        findings.Add(DocumentProblems.WrongKind("What a resource depends on", "the name of a resource or a group", node.Kind, node.Span.FirstLine));
        return [];
    }

    // The urns of a resource or a group as a whole; null for anything else.
    private static IEnumerable<string>? Wholes(Expression? expression) => expression switch
    {
        Reference { Path.Count: 0 } one => [one.Urn],
        ListExpression { Items: var items } when items.All(i => i is Reference { Path.Count: 0 }) => items.OfType<Reference>().Select(r => r.Urn),
        _ => null,
    };

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
        creations.TryAdd(place, new Creation(place.Line, place, null, null, new Lazy<WrittenValues>(() => DocumentPlaces.Of(node))));
        return new DeclaredOutput(member.Key, new ValueReader(names, null, findings).Read(node), secret, place);
    }
}
