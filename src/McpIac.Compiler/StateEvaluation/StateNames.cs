using McpIac.Compiler.Documents;
using McpIac.Dsl.Deployments;
using McpIac.Dsl.Expressions;
using McpIac.Dsl.Parameters;
using McpIac.Dsl.Syntax;
using McpIac.Plans.States;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Validation;

namespace McpIac.Compiler.StateEvaluation;

/// <summary>
/// What names denote: resources as in documents, by name or with a part of their type, those of components also with these (<c>`Network:main/app`</c>); parameters;
/// <c>outputs</c>; <c>deployment</c>.
/// </summary>
internal sealed class StateNames
{
    private const string OutputsName = "outputs", DeploymentName = "deployment";

    private readonly DocumentNames resources = new(new Dictionary<string, DocumentParameter>());
    private readonly Dictionary<string, (Expression? Value, string? Why)> parameters;
    private readonly Dictionary<string, Expression> outputs;
    private readonly string deployment;
    private readonly string[] candidates;

    public StateNames(DeploymentState state, IReadOnlyList<ResourceState> existing, IReadOnlyList<DeclaredParameter> declared, IReadOnlyDictionary<string, GivenParameter> given)
    {
        deployment = state.Deployment;
        foreach (var resource in existing)
        {
            resources.Add(resource.Type, resource.Name, resource.Urn, null);
            if (Urns.Local(resource.Urn) is var local && local != resource.Name) resources.Add(resource.Type, local, resource.Urn, null);
        }

        parameters = declared.ToDictionary(p => p.Name, p => Parameter(p, given.GetValueOrDefault(p.Name)), StringComparer.Ordinal);
        outputs = state.Outputs.ToDictionary(o => o.Key, o => Unmasked(o.Value), StringComparer.Ordinal);
        Outputs = new MapExpression([.. outputs.OrderBy(o => o.Key, StringComparer.Ordinal)]);
        ShownOutputs = Datum.MapOf(state.Outputs.OrderBy(o => o.Key, StringComparer.Ordinal));
        candidates = [.. existing.SelectMany(r => new[] { SyntaxPrinter.Name(r.Name), $"{r.Type}:{SyntaxPrinter.Name(r.Name)}" }).Concat(parameters.Keys).Append(OutputsName).Append(DeploymentName).Distinct()];
    }

    /// <summary>What the program only reads.</summary>
    public required IReadOnlySet<string> Read { get; init; }

    /// <summary>What the name <c>outputs</c> denotes.</summary>
    public Expression Outputs { get; }

    /// <summary>The outputs as state has them: secret ones masked.</summary>
    public Datum ShownOutputs { get; }

    private static (Expression? Value, string? Why) Parameter(DeclaredParameter parameter, GivenParameter? given)
    {
        if (parameter.IsSecret) return (new Secret(new Literal(Evaluation.Unknown)), null);
        var (value, why) = ParameterValue.Of(ShapeReader.Read(parameter.Schema, parameter.Place?.File ?? "").Shape, given, parameter.Schema["default"], secret: false);
        return value is null ? (null, why) : (new Literal(value), null);
    }

    // A mask is a map to whoever computes with it; a secret that isn't known stays secret.
    private static Expression Unmasked(Datum value) => value switch
    {
        _ when value.Equals(Evaluation.Masked) => new Secret(new Literal(Evaluation.Unknown)),
        { Kind: DatumKind.List } => new ListExpression([.. value.Items.Select(Unmasked)]),
        { Kind: DatumKind.Map } => new MapExpression([.. value.Members.Select(m => KeyValuePair.Create(m.Key, Unmasked(m.Value)))]),
        _ => new Literal(value),
    };

    /// <summary>The names in one text, and what is wrong with them.</summary>
    internal sealed class Scope(StateNames names, SyntaxNode node, Func<TextSpan, SourcePlace> placeOf) : INames
    {
        // Elements of loops over known lists that are spelt out; others are computed.
        private const int MostSpeltOut = 10_000;

        private readonly List<Diagnostic> problems = [];
        private readonly Dictionary<string, NameSyntax> used = new(StringComparer.Ordinal);
        private int speltOut;

        public IReadOnlyList<Diagnostic> Problems => problems;

        public Expression? Resolve(NameSyntax name)
        {
            var found = names.resources.Find(name.Segments);
            var other = name.Segments is [var only] ? Other(only, name) : null;
            if (found.Count + (other is null ? 0 : 1) > 1) return Refuse(Ambiguous(name, found, other?.What));
            if (other is not null) return other.Value.Value;
            if (found is not [var resource]) return Refuse(Unknown(name));
            used.TryAdd(resource.Urn, name);
            return new Reference(resource.Urn, []);
        }

        public Expression? Member(NameSyntax name, string member)
        {
            if (name.Segments is not [OutputsName] || names.resources.Find(name.Segments).Count > 0 || names.parameters.ContainsKey(OutputsName)) return null;
            if (names.outputs.TryGetValue(member, out var value)) return value;
            Refuse(DocumentProblems.NoSuchOutput(member, names.deployment, names.outputs.Keys, PlaceOfMember(name)));
            return new Literal(Evaluation.Unknown);
        }

        public bool MaySpellOut(int elements) => elements <= MostSpeltOut - speltOut && (speltOut += elements) >= 0;

        /// <summary>Where what is read of a resource stands.</summary>
        public SourcePlace MemberPlace(string urn) => used.TryGetValue(urn, out var name) ? PlaceOfMember(name) : placeOf(node.Span);

        public Diagnostic WholeResource(string urn) => DocumentProblems.WholeResource(
            used.TryGetValue(urn, out var name) ? name.Text : Urns.Local(urn), used.TryGetValue(urn, out var at) ? placeOf(at.Span) : placeOf(node.Span));

        private (string What, Expression? Value)? Other(string name, NameSyntax at)
        {
            if (names.parameters.TryGetValue(name, out var parameter))
            {
                if (parameter.Value is null) Refuse(DocumentProblems.WrongParameter(name, parameter.Why ?? "it has none", placeOf(at.Span)));
                return ("a parameter", parameter.Value);
            }

            return name switch
            {
                OutputsName => ("the outputs", names.Outputs),
                DeploymentName => ("the deployment", new Literal(Datum.MapOf([new("name", Datum.Of(names.deployment))]))),
                _ => null,
            };
        }

        private Diagnostic Unknown(NameSyntax name)
        {
            if (names.Read.Contains(name.Segments[^1]))
                return Diagnostic.Error("MCI2006", $"{name.Text} exists and isn't managed, so the state of {names.deployment} has nothing of it.", placeOf(name.Span), "Make an output of what is wanted of it; an apply records that.");
            var near = name.Segments.Count > 1 && names.resources.Find([name.Segments[^1]]) is [var same, ..] ? $"{same.Type}:{SyntaxPrinter.Name(name.Segments[^1])}" : Nearest.To(name.Text, names.candidates);
            return Diagnostic.Error("MCI2006", $"{name.Text} is no resource that the state of {names.deployment} knows, and no parameter.", placeOf(name.Span),
                near is null ? "'mciacc state list' shows the resources; outputs are outputs.NAME." : $"Did you mean {near}?");
        }

        // The address tells those of one type and name apart that are in different components.
        private Diagnostic Ambiguous(NameSyntax name, IReadOnlyList<(string Type, string Urn)> found, string? other)
        {
            var full = found.Select(f => $"{f.Type}:{SyntaxPrinter.Name(found.Count(o => o.Type == f.Type) > 1 ? Urns.Local(f.Urn) : name.Segments[^1])}");
            return DocumentProblems.Ambiguous(name.Text, found.Select(f => f.Type).Concat(other is null ? [] : [other]), $"Write one of them: {string.Join(", ", full)}.", placeOf(name.Span));
        }

        private SourcePlace PlaceOfMember(NameSyntax name) =>
            placeOf(node.DescendantsAndSelf().OfType<MemberSyntax>().FirstOrDefault(m => ReferenceEquals(m.Target, name))?.NameSpan ?? name.Span);

        private Expression? Refuse(Diagnostic problem)
        {
            if (!problems.Contains(problem)) problems.Add(problem);
            return null;
        }
    }
}
