using McpIac.Compiler.Documents;
using McpIac.Dsl.Deployments;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Conversion;

/// <summary>A document's nodes → the same document in the flat form: loops, conditions, groups, parameters and expressions stay as they are written. Comments don't.</summary>
internal sealed class DocumentRewriter(Catalog catalog)
{
    private readonly List<Diagnostic> problems = [];

    /// <summary>The deployment's document, and after it one for each component that the file defines.</summary>
    /// <param name="documents">Those of one file, which are one deployment together.</param>
    /// <param name="name">The deployment's name, for when no document has one.</param>
    public (IReadOnlyList<Datum> Documents, IReadOnlyList<Diagnostic> Problems) Rewrite(IReadOnlyList<DocumentNode> documents, string name)
    {
        DocumentNode[] components = [.. documents.Where(ComponentDefinition.Is)];
        var deployment = Deployment([.. documents.Where(d => d.Kind == DatumKind.Map).Except(components)], name);
        return ([deployment, .. components.Select(c => Value(c, null))], problems);
    }

    private Datum Deployment(IReadOnlyList<DocumentNode> documents, string name)
    {
        var parts = documents.Select(d => DeploymentPart.Read(d, new Findings())).ToArray();
        var heads = documents.SelectMany(d => new[] { d, d["metadata"] }).OfType<DocumentNode>().ToArray();
        foreach (var labels in heads.Select(h => h["labels"]).OfType<DocumentNode>()) problems.Add(ConversionProblems.Lost("labels", labels.Span.FirstLine));
        return Map(
            ("name", parts.Select(p => p.Name).OfType<DocumentNode>().FirstOrDefault() is { } given ? Text(given) : Datum.Of(name.Replace("${", "$${", StringComparison.Ordinal))),
            ("description", heads.Select(h => h["description"]).OfType<DocumentNode>().FirstOrDefault()?.ToDatum()),
            ("imports", Members(documents.SelectMany(DeploymentPart.ImportsOf), m => m.Value.ToDatum())),
            ("parameters", Members(parts.SelectMany(p => p.Parameters), Parameter)),
            ("resources", Datum.ListOf(parts.SelectMany(p => p.Resources).Select(Resource))),
            ("outputs", Members(parts.SelectMany(p => p.Outputs), m => Value(m.Value, null))),
            ("checks", Members(parts.SelectMany(p => p.Checks), m => Value(m.Value, null))));
    }

    private Datum Resource(DocumentNode node)
    {
        var type = node["type"]?.Text is { } token ? catalog.Find(token) : null;
        return Datum.MapOf(node.Members.Where(m => m.Value.Kind != DatumKind.Null).Select(m => KeyValuePair.Create(m.Key, m.Key switch
        {
            "name" or "as" or "type" or DeclaredResource.ExistingName => Text(m.Value),
            "properties" => Value(m.Value, type?.Properties),
            _ => Value(m.Value, null),
        })));
    }

    // A default is taken as it is spelt where the parameter is a text.
    private static Datum Parameter(DocumentMember member)
    {
        var parameter = member.Value;
        if (parameter.Kind != DatumKind.Map) return Scalar(parameter, isText: false);
        var isText = parameter["type"]?.Text == "string";
        return Datum.MapOf(parameter.Members.Select(m => KeyValuePair.Create(m.Key, Scalar(m.Value, isText && m.Key == "default"))));
    }

    private static Datum Value(DocumentNode node, Shape? shape) => node.Kind switch
    {
        DatumKind.List => Datum.ListOf(node.Items.Select(i => Value(i, shape?.Element))),
        DatumKind.Map => Datum.MapOf(node.Members.Select(m => KeyValuePair.Create(m.Key, Value(m.Value, shape?.Member(m.Key)?.Shape ?? shape?.Element)))),
        _ => Scalar(node, shape?.Kind == ShapeKind.Text),
    };

    private static Datum Text(DocumentNode node) => Scalar(node, isText: true);

    // 1.10 and 0x1F are texts as they are spelt where a text is wanted.
    private static Datum Scalar(DocumentNode node, bool isText) => isText && node.Kind is (DatumKind.Number or DatumKind.Boolean) ? Datum.Of(node.Spelling ?? node.Scalar?.ToString() ?? "") : node.ToDatum();

    private static Datum? Members(IEnumerable<DocumentMember> members, Func<DocumentMember, Datum> write) =>
        members.ToArray() is { Length: > 0 } all ? Datum.MapOf(all.Select(m => KeyValuePair.Create(m.Key, write(m)))) : null;

    private static Datum Map(params IEnumerable<(string Key, Datum? Value)> members) =>
        Datum.MapOf(members.Where(m => m.Value is not null).Select(m => KeyValuePair.Create(m.Key, m.Value ?? Datum.Null)));
}
