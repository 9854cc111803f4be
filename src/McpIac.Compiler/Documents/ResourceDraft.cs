using McpIac.Dsl.Expressions;
using McpIac.Dsl.Syntax;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Documents;

/// <summary>A resource whose name is known and whose values aren't read yet.</summary>
/// <param name="Each">What its <c>for</c> is at; null without one.</param>
/// <param name="Names">What its expressions can name.</param>
internal sealed record ResourceDraft(DocumentFields Fields, SourcePlace Place, string Type, string Name, Surroundings Around, DocumentNames Names, Expression? Each)
{
    public string Urn { get; } = Around.Urn(Type, Name);

    /// <summary>The component that it is a use of; null for a resource.</summary>
    public ComponentUse? Use { get; init; }

    /// <summary>The urns that its field <c>dependsOn</c> means.</summary>
    public IEnumerable<string> DependsOn(Findings findings) => (Fields.List("dependsOn")?.Items ?? []).SelectMany(node => Dependency(node, findings));

    // A name, also with its type; a group or a component; or either as an expression.
    private IEnumerable<string> Dependency(DocumentNode node, Findings findings)
    {
        var reader = new ValueReader(Names, Each, findings);
        if (node.Text is { } component && Names.Component(component) is { } use) return use.Drafts.Select(d => d.Urn);
        var written = node.Kind == DatumKind.Text ? reader.Lowered(node) : reader.Read(node);
        if (written is Literal { Value: var value } && value.AsText() is { } name)
        {
            if (Names.IsGroup(name)) return Wholes(Names.Value(name)) ?? [];
            var scope = Names.At(_ => node.Place, null, findings);
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
}
