using McpIac.Dsl.Expressions;
using McpIac.Dsl.Syntax;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Documents;

/// <summary>Values of a document → expressions.</summary>
/// <param name="each">What <c>each</c> is, in a resource with <c>for</c>.</param>
internal sealed class ValueReader(DocumentNames names, Expression? each, Findings findings)
{
    /// <summary>Stands for what can't be read, which was reported: unknown, so that nothing further is found wrong with it.</summary>
    private static readonly Literal Hole = new(Evaluation.Unknown);

    public Expression Read(DocumentNode node) => node.Kind switch
    {
        DatumKind.List => new ListExpression([.. node.Items.Select(Read)]),
        DatumKind.Map => new MapExpression([.. node.Members.Select(m => new KeyValuePair<string, Expression>(Key(m), Read(m.Value)))]),
        DatumKind.Text when node.Text is { } text && text.Contains("${", StringComparison.Ordinal) => Template(node),
        _ => new Literal(node.Scalar ?? Datum.Null),
    };

    /// <summary>A value that must be known now: what a <c>for</c> goes over, a condition, a name. Null when it isn't, which was reported.</summary>
    public Datum? Known(DocumentNode node, string what) => Known(Read(node), node, what);

    public Datum? Known(Expression expression, DocumentNode node, string what)
    {
        if (References.Parts(expression).Any(p => ReferenceEquals(p, Hole))) return null;
        return Known(names.Revealed(expression), node.Span.FirstLine, what, findings);
    }

    /// <summary>The value of an expression that has one already; null when it hasn't, which is reported.</summary>
    public static Datum? Known(Expression expression, SourcePlace place, string what, Findings findings)
    {
        var evaluation = Evaluator.Evaluate(expression, NothingKnown.Instance);
        if (evaluation.IsSecret) findings.Add(DocumentProblems.Shown(what, place));
        else if (evaluation.Error is { } error) findings.Add(Diagnostic.Error("MCI2012", $"{what} has no value: {error}.", place, "Mend the expression."));
        else if (!evaluation.IsKnown) findings.Add(DocumentProblems.NotKnown(what, place));
        else return evaluation.Value;
        return null;
    }

    /// <summary>A text's expression, in which resources may stand as wholes; null when it can't be read, which was reported.</summary>
    public Expression? Lowered(DocumentNode node) => Lowered(node, names.At(node.PlaceOf, each, findings));

    private Expression? Lowered(DocumentNode node, INames scope)
    {
        foreach (var problem in node.Reading.Problems) findings.Add(Diagnostic.Error(problem.Id, problem.Message, node.PlaceOf(problem.Span), problem.Remedy));
        return node.Reading.Ok ? SyntaxLowering.Lower(node.Reading.Node, scope) : null;
    }

    private Expression Template(DocumentNode node)
    {
        var scope = names.At(node.PlaceOf, each, findings);
        if (Lowered(node, scope) is not { } expression) return Hole;
        if (References.Of(expression).FirstOrDefault(r => r.Path.Count == 0) is not { } whole) return expression;
        findings.Add(scope.ReportOf(whole.Urn) ?? DocumentProblems.WholeResource("This", node.Span.FirstLine));
        return Hole;
    }

    // The marker's name would let a program forge what isn't known or secret.
    private string Key(DocumentMember member)
    {
        if (member.Key == "$iac") findings.Add(DocumentProblems.ReservedKey(member.KeySpan.Place));
        return member.Key;
    }

    private sealed class NothingKnown : IEvaluationScope
    {
        public static NothingKnown Instance { get; } = new();

        public Datum? Resolve(Reference reference) => null;
    }
}
