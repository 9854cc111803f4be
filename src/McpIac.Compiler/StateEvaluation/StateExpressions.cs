using McpIac.Compiler.Binding;
using McpIac.Compiler.Externals;
using McpIac.Compiler.Sources;
using McpIac.Dsl.Deployments;
using McpIac.Dsl.Expressions;
using McpIac.Dsl.Parameters;
using McpIac.Dsl.Syntax;
using McpIac.Plans.States;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.StateEvaluation;

/// <summary>Evaluates texts of the expression language over what a state knows. Contacts no provider, and shows no secret. Not thread-safe.</summary>
public sealed class StateExpressions
{
    private readonly StateNames names;
    private readonly StateScope values;
    private readonly DeclaredDeployment declared;
    private readonly Catalog catalog;
    private readonly IExternalSource? externals;

    /// <param name="parameters">The program's.</param>
    /// <param name="given">Their values by name.</param>
    /// <param name="read">Names of what the program only reads, which the state doesn't have.</param>
    /// <param name="externals">Where files and outputs of other deployments are; it isn't asked for secrets.</param>
    public StateExpressions(
        DeploymentState state, Catalog catalog, IReadOnlyList<DeclaredParameter> parameters, IReadOnlyDictionary<string, GivenParameter> given, IExternalSource? externals = null,
        IEnumerable<string>? read = null)
    {
        (this.catalog, this.externals) = (catalog, externals);
        ResourceState[] existing = [.. state.Resources.Values.Where(r => r.Id.Length > 0).OrderBy(r => r.Urn, StringComparer.Ordinal)];
        declared = new DeclaredDeployment(state.Deployment, [.. existing.Select(r => new DeclaredResource(r.Urn, r.Type, r.Name, [], [], null))], []);
        names = new StateNames(state, existing, parameters, given) { Read = read?.ToHashSet(StringComparer.Ordinal) ?? [] };
        values = new StateScope(existing, catalog);
    }

    /// <summary>The value; a resource alone is the map of what is known of it. Null when something is wrong with the text.</summary>
    /// <param name="text">An expression, as it stands in <c>${…}</c>.</param>
    /// <param name="file">What diagnostics say as their file, and <paramref name="line"/> as their line.</param>
    /// <returns>A secret's value is <see cref="Evaluation.Masked"/>.</returns>
    public async Task<(Datum? Value, IReadOnlyList<Diagnostic> Diagnostics)> EvaluateAsync(string text, string file, int line, CancellationToken cancellation)
    {
        SourcePlace PlaceOf(TextSpan span) => new(file, line, span.Start + 1, line, span.End + 1);
        var reading = SyntaxReader.Expression(text);
        if (!reading.Ok) return (null, [.. reading.Problems.Select(p => Diagnostic.Error(p.Id, p.Message, PlaceOf(p.Span), p.Remedy))]);
        var scope = new StateNames.Scope(names, reading.Node, PlaceOf);
        var expression = SyntaxLowering.Lower(reading.Node, scope);
        if (expression is null || scope.Problems.Count > 0) return (null, scope.Problems);
        if (expression is Reference { Path.Count: 0 } whole) return (values.Whole(whole.Urn), []);
        if (ReferenceEquals(expression, names.Outputs)) return (names.ShownOutputs, []);

        var (resolved, problems) = Resolve(expression, scope);
        if (problems.Count == 0) (resolved, problems) = await PutAsync(resolved, PlaceOf(reading.Node.Span), cancellation);
        return problems.Count > 0 ? (null, problems) : Value(resolved, PlaceOf(reading.Node.Span));
    }

    private (Expression Expression, IReadOnlyList<Diagnostic> Problems) Resolve(Expression expression, StateNames.Scope scope)
    {
        if (References.Of(expression).FirstOrDefault(r => r.Path.Count == 0) is { } whole) return (expression, [scope.WholeResource(whole.Urn)]);
        var binding = new BindingScope(declared, catalog, SourceMap.Empty) { Instances = new Dictionary<string, string>() };
        var resolver = new ReferenceResolver(binding);
        var resolved = References.Rewrite(expression, r => resolver.Resolve(r, "The expression", _ => scope.MemberPlace(r.Urn)).Reference);
        return (resolved, binding.Diagnostics);
    }

    private async Task<(Expression Expression, IReadOnlyList<Diagnostic> Problems)> PutAsync(Expression expression, SourcePlace place, CancellationToken cancellation)
    {
        var (found, problems) = (new Dictionary<External, Expression>(), new List<Diagnostic>());
        foreach (var external in References.Parts(expression).OfType<External>().Where(e => !e.IsSecret).Distinct().ToArray())
        {
            var (value, problem) = externals is null ? (null, null) : await externals.FindAsync(external, cancellation);
            if (value is not null) found[external] = value;
            if (problem is not null) problems.Add(problem with { Place = place });
        }

        return (External.Rewrite(expression, found.GetValueOrDefault), problems);
    }

    private (Datum? Value, IReadOnlyList<Diagnostic> Diagnostics) Value(Expression expression, SourcePlace place)
    {
        var evaluation = Evaluator.Evaluate(expression, values);
        if (evaluation.IsSecret) return (Evaluation.Masked, []);
        return evaluation.Error is { } error
            ? (null, [Diagnostic.Error("MCI2012", $"The expression has no value: {error}.", place, "Mend the expression.")])
            : (evaluation.Value, []);
    }
}
