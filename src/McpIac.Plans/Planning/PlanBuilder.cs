using McpIac.Dsl.Expressions;
using McpIac.Plans.Binding;
using McpIac.Plans.Graphs;
using McpIac.Plans.Secrets;
using McpIac.Plans.States;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Plans.Planning;

/// <summary>Compares a program with what is known to exist. Pure: no IO, no clock, no randomness.</summary>
public sealed partial class PlanBuilder
{
    private readonly BoundDeployment deployment;
    private readonly DeploymentState state;
    private readonly Catalog catalog;
    private readonly Dictionary<string, PlannedResource> planned = new(StringComparer.Ordinal);
    private readonly List<Diagnostic> diagnostics = [];
    private readonly PlanScope scope;

    private PlanBuilder(BoundDeployment deployment, DeploymentState state, Catalog catalog)
    {
        (this.deployment, this.state, this.catalog) = (deployment, state, catalog);
        scope = new PlanScope(planned);
    }

    /// <summary>The plan, or null when a diagnostic is an error. Sensitive values in <paramref name="state"/> may be fingerprints or clear.</summary>
    public static (Plan? Plan, IReadOnlyList<Diagnostic> Diagnostics) Build(BoundDeployment deployment, DeploymentState state, Catalog catalog) =>
        new PlanBuilder(deployment, state, catalog).Build();

    private (Plan? Plan, IReadOnlyList<Diagnostic> Diagnostics) Build()
    {
        var (graph, cycles) = DependencyGraph.Build(deployment);
        if (graph is null) return (null, cycles);
        foreach (var resource in graph.Order) planned[resource.Urn] = Compare(resource);
        var deletes = Deletes();
        var steps = graph.Order.Select(r => Step(planned[r.Urn], deletes)).Concat(deletes).ToArray();
        var outputs = Outputs();
        if (diagnostics.Any(d => d.Severity == Severity.Error)) return (null, diagnostics);
        return (new Plan(deployment.Name, state.Serial, deployment.CatalogDigests, steps, StepStages.Of(steps), outputs), diagnostics);
    }

    private PlannedResource Compare(BoundResource resource)
    {
        var members = new List<KeyValuePair<string, Datum>>();
        var secrets = new HashSet<string>(StringComparer.Ordinal);
        var waitsFor = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var (name, expression) in resource.Properties)
        {
            var value = Evaluator.Evaluate(expression, scope);
            waitsFor[name] = scope.TakeUnknown();
            if (value.IsSecret) secrets.Add(name);
            if (value.Error is { } error)
            {
                diagnostics.Add(Diagnostic.Error("MCI3002", $"The property {name} of {resource.Name} has no value: {error}.", resource.Place));
            }
            else if (!value.Value.IsNull)
            {
                members.Add(new(name, value.Value));
            }
        }

        var inputs = Datum.MapOf(members);
        var prior = state.Resources.TryGetValue(resource.Urn, out var known) && known.Id.Length > 0 ? known : null;
        if (prior is null) return new PlannedResource(resource, null, StepAction.Create, inputs, secrets, [], false);

        var diff = new Differ(resource.Urn, resource.Type, secrets, name => waitsFor.TryGetValue(name, out var urns) ? Cause(urns) : null)
            .Compare(prior.Inputs, inputs);
        var action = diff.Count == 0 ? StepAction.NoOp
            : !resource.Type.CanUpdate || diff.Any(c => c.ForcesReplacement) ? StepAction.Replace
            : StepAction.Update;
        var deleteFirst = action == StepAction.Replace && (resource.Type.DeleteFirst || KeepsNaturalKey(resource, prior.Inputs, inputs));
        return new PlannedResource(resource, prior, action, inputs, secrets, diff, deleteFirst);
    }

    private string? Cause(IReadOnlyList<string> urns)
    {
        var causes = urns.Where(planned.ContainsKey).Select(u => planned[u]).Select(p => p.Resource.Name + p.Action switch
        {
            StepAction.Create => " is created",
            StepAction.Replace => " is replaced",
            StepAction.Update => " is updated",
            _ => " has a secret output",
        }).ToArray();
        return causes.Length == 0 ? null : "because " + string.Join(" and ", causes);
    }

    // Two objects can't share a natural key, so a replacement that keeps it has to make room first.
    private static bool KeepsNaturalKey(BoundResource resource, Datum before, Datum after) =>
        resource.Type.NaturalKeys.Any(key => key.Count > 0 && key.All(name =>
        {
            var shape = resource.Type.Properties.Member(name)?.Shape;
            var (was, willBe) = (before[name] ?? shape?.Default, after[name] ?? shape?.Default);
            return was is not null && willBe is not null && !Fingerprints.ContainsUnknown(willBe) && Equivalence.Same(resource.Urn, shape, was, willBe);
        }));

    private IReadOnlyList<PlannedOutput> Outputs()
    {
        var outputs = new List<PlannedOutput>();
        foreach (var output in deployment.Outputs)
        {
            var value = Evaluator.Evaluate(output.Value, scope);
            scope.TakeUnknown();
            if (value.Error is { } error)
            {
                diagnostics.Add(Diagnostic.Error("MCI3002", $"The output {output.Name} has no value: {error}."));
                continue;
            }

            var secret = output.Secret || value.IsSecret;
            var before = state.Outputs.TryGetValue(output.Name, out var recorded) ? recorded : null;
            var after = secret && value.IsKnown ? Evaluation.Masked : value.Value;

            // A secret's value isn't recorded, so only its appearing is a change that can be seen.
            var changed = secret ? before is null || !before.Equals(Evaluation.Masked) : !value.IsKnown || before is null || !before.Equals(after);
            outputs.Add(new PlannedOutput(output.Name, output.Value, before, after, secret, changed));
        }

        var names = deployment.Outputs.Select(o => o.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, before) in state.Outputs.Where(o => !names.Contains(o.Key)).OrderBy(o => o.Key, StringComparer.Ordinal))
        {
            outputs.Add(new PlannedOutput(name, new Literal(Datum.Null), before, null, before.Equals(Evaluation.Masked), true));
        }

        return outputs;
    }
}
