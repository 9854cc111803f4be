using McpIac.Dsl.Deployments;
using McpIac.Dsl.Expressions;
using McpIac.Schemas.Data;
using McpIac.Schemas.Declarations;

namespace McpIac.Compiler.Documents;

/// <summary>
/// The resources of a document → drafts: one each, or as many as its <c>for</c> goes over, or none when its <c>if</c> is false. Gives names to what there is.
/// </summary>
internal sealed class ResourceExpansion(Surroundings around, DocumentNames names, ExpansionLimits limits, Findings findings)
{
    public static IReadOnlyList<string> Fields { get; } = ["type", "name", "properties", DeclaredResource.ExistingName, "dependsOn", "options", "for", "if", "as"];

    /// <summary>The drafts in the document's order.</summary>
    public IReadOnlyList<ResourceDraft> Expand(IEnumerable<DocumentNode> nodes)
    {
        // First those that depend on nothing, so that conditions and loops can tell a name that isn't known yet from one that isn't there.
        Written[] written = [.. nodes.Select(Read).OfType<Written>()];
        var drafts = new IReadOnlyList<ResourceDraft>[written.Length];
        for (var i = 0; i < written.Length; i++) drafts[i] = written[i].IsPlain ? Expand(written[i]) : [];
        for (var i = 0; i < written.Length; i++) drafts[i] = written[i].IsPlain ? drafts[i] : Expand(written[i]);
        return [.. drafts.SelectMany(d => d)];
    }

    private Written? Read(DocumentNode node)
    {
        var fields = new DocumentFields(node, node["name"]?.Text is { Length: < 100 } shown ? $"The resource {shown}" : "A resource", findings, Fields);
        if (node.Kind != DatumKind.Map) return null;
        var (type, name) = (fields.RequiredText("type"), fields.RequiredText("name"));
        if (fields.Text("as") is { } group && fields.Any("as") is { } groupNode)
        {
            if (names.IsParameter(group)) findings.Add(DocumentProblems.Ambiguous(group, ["a parameter", "a group"], "Give the group another name.", groupNode.Place));
            names.AddGroup(group);
        }

        if (type is not null && name is not null && fields.Any("name") is { } nameNode) return new Written(node, fields, nameNode, type, name);
        if (name is not null) SetUnreadable(name, fields);
        return null;
    }

    private List<ResourceDraft> Expand(Written resource)
    {
        var drafts = new List<ResourceDraft>();
        foreach (var each in Each(resource))
        {
            if (!limits.May(resource.Node.Size) && (resource.Fields.Any("for") is not null || around.Path.Count > 0))
            {
                findings.Add(DocumentProblems.TooLarge($"its loops and components make more than {ExpansionLimits.MostValues:N0} values", (resource.Fields.Any("for") ?? resource.Node).Span.FirstLine));
                SetUnreadable(resource.Name, resource.Fields);
                return [];
            }

            if (Draft(resource, each) is not { } draft) continue;
            if (draft.Use is { } use)
            {
                if (names.Add(use)) drafts.Add(draft);
                else findings.Add(DeclarationProblems.DuplicateComponent(draft.Type, draft.Name, draft.Place));
                continue;
            }

            names.Add(draft.Type, draft.Name, draft.Urn, resource.Fields.Text("as"));
            drafts.Add(draft);
        }

        return drafts;
    }

    private ResourceDraft? Draft(Written resource, Expression? each)
    {
        var reader = new ValueReader(names, each, findings);
        var name = resource.IsLiteralName ? resource.Name : Name(resource, reader);
        if (name is null)
        {
            SetUnreadable(resource.Name, resource.Fields);
            return null;
        }

        if (resource.Fields.Any("if") is not { } condition || Holds(condition, reader) is not { } holds)
        {
            if (resource.Fields.Any("if") is null) return Draft(resource, name, each);
            SetUnreadable(name, resource.Fields);
            return null;
        }

        if (holds) return Draft(resource, name, each);
        names.LeaveOut(name);
        return null;
    }

    private ResourceDraft? Draft(Written resource, string name, Expression? each)
    {
        var draft = new ResourceDraft(resource.Fields, resource.NameNode.Place, resource.Type, name, around, names, each);
        if (around.Library.Find(resource.Type) is { } component)
        {
            if (resource.Fields.Written(DeclaredResource.ExistingName) is { } id) findings.Add(DocumentProblems.ExistingComponent(name, id.Span.FirstLine));
            return draft with { Use = component.Script is null ? new ExpandedUse(component, UseSite.Of(draft, findings), limits, findings) : new DeferredUse(component, draft) };
        }

        if (resource.Type.Contains(':', StringComparison.Ordinal)) return draft;
        findings.Add(DocumentProblems.NoSuchComponent(resource.Type, around.Library.Near(resource.Type), (resource.Fields.Any("type") ?? resource.Node).Place));
        SetUnreadable(name, resource.Fields);
        return null;
    }

    private bool? Holds(DocumentNode condition, ValueReader reader)
    {
        if (reader.Known(condition, "The condition of a resource") is not { } value) return null;
        if (value.AsBoolean() is { } holds) return holds;
        findings.Add(DocumentProblems.WrongKind("The condition of a resource", "true or false", value.Kind, condition.Span.FirstLine));
        return null;
    }

    private string? Name(Written resource, ValueReader reader)
    {
        if (reader.Known(resource.NameNode, "A resource's name") is not { } value) return null;
        if (value.AsText() is { Length: > 0 } text) return text;
        if (value.NumberText is { } number) return number;
        findings.Add(DocumentProblems.WrongKind("A resource's name", "a text that isn't empty", value.Kind, resource.NameNode.Span.FirstLine));
        return null;
    }

    // What each is, for each resource; null without a loop.
    private IEnumerable<Expression?> Each(Written resource)
    {
        if (resource.Fields.Any("for") is not { } node) return [null];
        const string what = "What a resource's for goes over";
        var reader = new ValueReader(names, null, findings);
        var source = node.Kind == DatumKind.Text ? reader.Lowered(node) : reader.Read(node);

        // A group of resources has elements before anything is known of them.
        if (source is ListExpression { Items: var items } && items.All(i => i is Reference { Path.Count: 0 }))
            return items.Select((item, i) => Entry(Datum.Of((long)i), item));
        if (source is not null && reader.Known(source, node, what) is { } over)
        {
            if (over.Kind == DatumKind.Map) return over.Members.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => Entry(Datum.Of(m.Key), m.Value));
            if (over.Kind == DatumKind.List) return over.Items.Select((item, i) => Entry(Datum.Of((long)i), item));
            findings.Add(DocumentProblems.WrongKind(what, "a list or a map", over.Kind, node.Span.FirstLine));
        }

        SetUnreadable(resource.Name, resource.Fields);
        return [];
    }

    private static Literal Entry(Datum key, Datum value) => new(Datum.MapOf([new("key", key), new("value", value)]));

    private static MapExpression Entry(Datum key, Expression value) => new([new("key", new Literal(key)), new("value", value)]);

    private void SetUnreadable(string name, DocumentFields fields)
    {
        var (hole, end) = (name.IndexOf("${", StringComparison.Ordinal), name.LastIndexOf('}'));
        if (hole < 0 || end < hole) names.AddUnreadable(name, "");
        else names.AddUnreadable(name[..hole], name[(end + 1)..]);
        if (fields.Text("as") is { } group) names.AddUnreadable(group, "");
    }

    private sealed record Written(DocumentNode Node, DocumentFields Fields, DocumentNode NameNode, string Type, string Name)
    {
        public bool IsLiteralName => Name.Length > 0 && !Name.Contains("${", StringComparison.Ordinal);

        public bool IsPlain => IsLiteralName && Fields.Any("for") is null && Fields.Any("if") is null;
    }
}
