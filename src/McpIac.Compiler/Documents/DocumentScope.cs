using McpIac.Dsl.Expressions;
using McpIac.Dsl.Syntax;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Documents;

/// <summary>What the names in one text of a document denote, and where they are reported.</summary>
internal sealed class DocumentScope(DocumentNames names, Func<TextSpan, SourcePlace> placeOf, Expression? each, Findings findings) : INames
{
    private const int MostSpeltOut = 100_000;

    private int speltOut;

    // Whether a resource as a whole is a mistake shows only when its expression is complete.
    private readonly List<(NameSyntax Name, Expression Value)> wholes = [];

    public Expression? Resolve(NameSyntax name)
    {
        if (name.Segments is [var only])
        {
            if (only == "each" && each is not null) return Kept(name, each);
            if (names.Value(only) is { } value) return Unambiguous(name, only) ? Kept(name, value) : null;
            if (names.Component(only) is not null && names.Find(name.Segments).Count == 0)
            {
                findings.Add(DocumentProblems.WholeComponent(only, placeOf(name.Span)));
                return null;
            }

            if (names.IsParameter(only)) return null; // it has no value, which was reported
        }

        return Urn(name) is { } urn ? Kept(name, new Reference(urn, [])) : null;
    }

    public Expression? Member(NameSyntax name, string member) =>
        name.Segments is [var only] && names.Component(only) is { } component && names.Find(name.Segments).Count == 0 ? component.Output(member, placeOf(name.Span)) ?? new Literal(Evaluation.Unknown) : null;

    public bool MaySpellOut(int elements)
    {
        if (elements > MostSpeltOut - speltOut || !names.MaySpellOut(elements)) return false;
        speltOut += elements;
        return true;
    }

    /// <summary>The resource that a name means; null when it means none or several, which is then reported.</summary>
    public string? Urn(NameSyntax name)
    {
        var found = names.Find(name.Segments);
        if (found is [var only]) return only.Urn;
        var local = name.Segments[^1];
        if (found.Count > 1)
        {
            var full = string.Join(", ", found.Select(f => $"{f.Type}:{SyntaxPrinter.Name(local)}"));
            findings.Add(DocumentProblems.Ambiguous(name.Text, found.Select(f => f.Type), $"Write one of them: {full}.", placeOf(name.Span)));
        }
        else if (names.IsLeftOut(local)) findings.Add(DocumentProblems.LeftOut(name.Text, placeOf(name.Span)));
        else if (!names.IsUnreadable(local)) findings.Add(DocumentProblems.NoSuchName(name.Text, Near(name), placeOf(name.Span)));
        return null;
    }

    /// <summary>What is wrong with a resource that stands as a whole in the text; null when the text didn't name it.</summary>
    public Diagnostic? ReportOf(string urn)
    {
        if (wholes.FirstOrDefault(w => References.Of(w.Value).Any(r => r.Urn == urn)).Name is not { } name) return null;
        return name.Segments is [var only] && (names.IsGroup(only) || only == "each")
            ? DocumentProblems.WholeGroup(name.Text, placeOf(name.Span)) : DocumentProblems.WholeResource(name.Text, placeOf(name.Span));
    }

    private string? Near(NameSyntax name) =>
        name.Segments.Count > 1 && names.Find([name.Segments[^1]]) is [var other, ..] ? $"{other.Type}:{SyntaxPrinter.Name(name.Segments[^1])}" : names.Near(name.Text);

    private Expression Kept(NameSyntax name, Expression value)
    {
        if (value is not Literal) wholes.Add((name, value));
        return value;
    }

    private bool Unambiguous(NameSyntax name, string only)
    {
        var resources = names.Find(name.Segments);
        if (resources.Count == 0) return true;
        var other = names.IsParameter(only) ? "a parameter" : names.IsGroup(only) ? "a group" : "the deployment";
        findings.Add(DocumentProblems.Ambiguous(only, resources.Select(r => r.Type).Prepend(other),
            $"Rename one of them, or write the resource with its type: {resources[0].Type}:{SyntaxPrinter.Name(only)}.", placeOf(name.Span)));
        return false;
    }
}
