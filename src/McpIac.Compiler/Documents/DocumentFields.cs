using McpIac.Schemas.Data;
using McpIac.Schemas.Validation;

namespace McpIac.Compiler.Documents;

/// <summary>The fields of one map of a document: each is asked for by name, and those that nobody knows are reported.</summary>
internal sealed class DocumentFields
{
    private readonly DocumentNode node;
    private readonly string owner;
    private readonly Findings findings;
    private readonly List<DocumentMember> fields = [];
    private HashSet<string>? misspelt;

    /// <param name="owner">"The deployment", "The resource app": for messages.</param>
    public DocumentFields(DocumentNode node, string owner, Findings findings, params IReadOnlyList<string> known)
    {
        (this.node, this.owner, this.findings) = (node, owner, findings);
        if (node.Kind != DatumKind.Map)
        {
            findings.Add(DocumentProblems.WrongKind(owner, "a map", node));
            return;
        }

        foreach (var member in node.Members)
        {
            if (known.Contains(member.Key)) fields.Add(member);
            else ReportUnknown(member, known);
        }
    }

    /// <summary>A field that is there, also when it is null.</summary>
    public DocumentNode? Written(string field) => Member(field)?.Value;

    /// <summary>The same with its name.</summary>
    public DocumentMember? Member(string field)
    {
        for (var i = fields.Count - 1; i >= 0; i--)
        {
            if (fields[i].Key == field) return fields[i];
        }

        return null;
    }

    /// <summary>A field that is there and not null.</summary>
    public DocumentNode? Any(string field) => Written(field) is { Kind: not DatumKind.Null } value ? value : null;

    public DocumentNode? Map(string field) => Of(field, DatumKind.Map, "a map");

    public DocumentNode? List(string field) => Of(field, DatumKind.List, "a list");

    /// <summary>A text; a number is one too, since whoever names a thing 42 means its name.</summary>
    public string? Text(string field) =>
        Any(field) is { Kind: DatumKind.Number } number ? number.Spelling ?? number.Scalar?.NumberText : Of(field, DatumKind.Text, "a text")?.Text;

    public string? RequiredText(string field)
    {
        _ = Required(field);
        return Text(field);
    }

    /// <summary>A field that has to be there and not null; reported when it isn't.</summary>
    public DocumentNode? Required(string field)
    {
        if (node.Kind == DatumKind.Map && Any(field) is null && misspelt?.Contains(field) != true) findings.Add(DocumentProblems.MissingField(field, owner, node.Span.FirstLine));
        return Any(field);
    }

    public bool Flag(string field) => Of(field, DatumKind.Boolean, "true or false")?.Scalar?.AsBoolean() == true;

    // A field that is missing because its name is misspelt is one mistake.
    private void ReportUnknown(DocumentMember member, IReadOnlyList<string> known)
    {
        var meant = Nearest.To(member.Key, known);
        if (meant is not null) (misspelt ??= new(StringComparer.Ordinal)).Add(meant);
        findings.Add(DocumentProblems.UnknownField(member.Key, owner, meant, [.. known.Where(k => k != DeploymentPart.Schema)], member.KeySpan.Place));
    }

    private DocumentNode? Of(string field, DatumKind kind, string takes)
    {
        if (Any(field) is not { } value || value.Kind == kind) return Any(field);
        findings.Add(DocumentProblems.WrongKind($"{field} of {char.ToLowerInvariant(owner[0])}{owner[1..]}", takes, value));
        return null;
    }
}
