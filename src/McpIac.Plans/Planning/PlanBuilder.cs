using McpIac.Dsl.Expressions;
using McpIac.Plans.Binding;
using McpIac.Plans.Graphs;
using McpIac.Plans.Journals;
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
    private readonly IReadOnlyList<Renaming> renamings;
    private readonly IReadOnlySet<string> imported;
    private readonly IReadOnlyDictionary<string, ExistingObject> existing;
    private readonly Dictionary<string, PlannedResource> planned = new(StringComparer.Ordinal);
    private readonly List<Diagnostic> diagnostics = [];
    private readonly PlanScope scope;
    private readonly DeletionOrder order;
    private readonly RoomMaking room;
    private readonly Formulas formulas;
    private string WhyDeleted { get; init; } = "no longer in the program";

    private PlanBuilder(BoundDeployment deployment, DeploymentState state, Catalog catalog, DeploymentState recorded, IReadOnlySet<string>? imported = null, IReadOnlyDictionary<string, ExistingObject>? existing = null)
    {
        this.existing = existing ?? new Dictionary<string, ExistingObject>();
        this.imported = imported ?? new HashSet<string>();
        renamings = Renamings.Of(deployment, state);
        (this.deployment, this.state, this.catalog) = (deployment, Renamings.Apply(state, renamings), catalog);
        scope = new PlanScope(planned, ReferenceEquals(recorded, state) ? this.state : Renamings.Apply(recorded, renamings));
        order = DeletionOrder.Of(this.state);
        room = new RoomMaking(this.state, planned, order);
        formulas = new Formulas(deployment.Resources.Select(r => r.Urn));
    }

    /// <summary>The plan, or null when a diagnostic is an error.</summary>
    /// <param name="state">Secret outputs may be fingerprints, which nothing can be computed from, or have been asked for again.</param>
    /// <param name="recorded">The state as stored, to tell which outputs of <paramref name="state"/> are secret; null when it is that.</param>
    /// <param name="imported">Urns of what both states have as it was read from its provider and is to be taken over.</param>
    /// <param name="existing">By urn, what was read of what exists and isn't managed (<see cref="ToRead"/>).</param>
    public static (Plan? Plan, IReadOnlyList<Diagnostic> Diagnostics) Build(
        BoundDeployment deployment, DeploymentState state, Catalog catalog, DeploymentState? recorded = null, IReadOnlySet<string>? imported = null,
        IReadOnlyDictionary<string, ExistingObject>? existing = null) =>
        new PlanBuilder(deployment, state, catalog, recorded ?? state, imported, existing).Build();

    /// <summary>The plan that deletes everything the state knows.</summary>
    public static (Plan? Plan, IReadOnlyList<Diagnostic> Diagnostics) Destroy(DeploymentState state, Catalog catalog)
    {
        var nothing = new BoundDeployment(state.Deployment, [], [], new Dictionary<string, string>());
        return new PlanBuilder(nothing, state, catalog, state) { WhyDeleted = "the deployment is destroyed" }.Build();
    }

    private (Plan? Plan, IReadOnlyList<Diagnostic> Diagnostics) Build()
    {
        var (graph, cycles) = DependencyGraph.Build(deployment);
        if (graph is null) return (null, cycles);
        foreach (var resource in graph.Order)
        {
            planned[resource.Urn] = Plan(resource);
            CheckConditions(planned[resource.Urn]);
        }

        room.Find();
        var phases = StepStages.Phases([.. graph.Order.Select(r => Step(planned[r.Urn])), .. Deletes()]);
        var outputs = Outputs();
        var checks = Checks();
        if (diagnostics.Any(d => d.Severity == Severity.Error)) return (null, diagnostics);
        return (new Plan(deployment.Name, state.Serial, deployment.CatalogDigests, [.. phases.SelectMany(p => p)], StepStages.Of(phases), outputs) { Renamings = renamings, Checks = checks }, diagnostics);
    }

    private void CheckConditions(PlannedResource compared)
    {
        var (resource, options) = (compared.Resource, compared.Resource.Options);
        diagnostics.AddRange(BoundCondition.Broken(options.Preconditions, scope).Select(why => PlanProblems.ConditionBroken(resource, "precondition", why)));

        // What a change comes to is judged when it was made.
        if (compared.Action == StepAction.Import || compared.IsSettled)
            diagnostics.AddRange(BoundCondition.Broken(options.Postconditions, scope).Select(why => PlanProblems.ConditionBroken(resource, "postcondition", why)));
        scope.TakeUnknown();
    }

    private PlannedResource Plan(BoundResource resource) => resource.Existing is { } id ? Look(resource, id) : Compare(resource);

    private PlannedResource Compare(BoundResource resource)
    {
        var members = new List<KeyValuePair<string, Datum>>();
        var secrets = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, expression) in resource.Properties)
        {
            var value = Evaluator.Evaluate(expression, scope);
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

        scope.TakeUnknown();
        var inputs = Datum.MapOf(members);
        var prior = state.Resources.TryGetValue(resource.Urn, out var known) && known.Id.Length > 0 ? known : null;
        return prior is null ? new PlannedResource(resource, null, StepAction.Create, inputs, secrets, []) : Compare(resource, prior, inputs, secrets);
    }

    private PlannedResource Compare(BoundResource resource, ResourceState prior, Datum inputs, HashSet<string> secrets)
    {
        var diff = InputDiff.Between(prior, resource.Type, inputs, secrets, resource.Options, path => Cause(resource, path));
        IReadOnlyList<PropertyChange> changes = [.. diff.Changes, .. Moved(resource, prior), .. Triggered(resource, prior)];
        var action = changes.Count == 0 && !prior.Incomplete ? StepAction.NoOp
            : !resource.Type.CanUpdate || changes.Any(c => c.ForcesReplacement) ? StepAction.Replace
            : StepAction.Update;

        if (imported.Contains(resource.Urn))
        {
            if (action == StepAction.Replace) diagnostics.Add(PlanProblems.ImportedReplace(resource, changes));
            return new PlannedResource(resource, prior, StepAction.Import, diff.Inputs, secrets, changes);
        }

        // What is made anew has no former values: it is what the program says.
        var planned = new PlannedResource(resource, prior, action, action == StepAction.Replace ? inputs : diff.Inputs, secrets, changes);
        if (action == StepAction.Update && diff.Unkept.Count > 0) diagnostics.Add(PlanProblems.SecretNotKept(resource, diff.Unkept));
        if (action == StepAction.Replace && resource.Options.Protect) diagnostics.Add(PlanProblems.ProtectedReplace(resource, Reason(planned)));
        return planned;
    }

    // Another server has other objects.
    private static IEnumerable<PropertyChange> Moved(BoundResource resource, ResourceState prior) =>
        prior.Provider == resource.Provider ? [] : [new PropertyChange("provider", Datum.Of(prior.Provider), Datum.Of(resource.Provider), true, "forces replacement")];

    private IEnumerable<PropertyChange> Triggered(BoundResource resource, ResourceState prior) => Trigger(resource, prior) is { } change ? [change] : [];

    private PropertyChange? Trigger(BoundResource resource, ResourceState prior)
    {
        if (resource.Options.ReplaceTrigger is not { } trigger) return null;
        var value = Evaluator.Evaluate(trigger, scope);
        var pending = scope.TakeUnknown();
        if (value.Error is { } error) diagnostics.Add(Diagnostic.Error("MCI3002", $"The option replaceTrigger of {resource.Name} has no value: {error}.", resource.Place));
        if (value.IsKnown) return ReplaceTrigger.Change(prior, ReplaceTrigger.Kept(prior.ProviderUrn, resource.Options, scope), null);

        // What nothing is going to compute stays as it was.
        return pending.All(u => !planned.TryGetValue(u, out var p) || p.IsSettled) ? null : ReplaceTrigger.Change(prior, value.Value, Because(pending));
    }

    private PlannedCheck[] Checks()
    {
        PlannedCheck[] checks = [.. from check in deployment.Checks let judged = check.Condition.Judge(scope) select new PlannedCheck(check, judged.Holds, judged.Why)];
        scope.TakeUnknown();

        // What the program alone tells was said when it was bound.
        foreach (var broken in checks.Where(c => c.Check.Condition.JudgeAlone().Holds is null))
        {
            if (broken.Why is { } why) diagnostics.Add(PlanProblems.CheckBroken(broken.Check, why));
        }

        return checks;
    }

    private IReadOnlyList<PlannedOutput> Outputs()
    {
        var outputs = new List<PlannedOutput>();
        foreach (var output in deployment.Outputs)
        {
            var value = Evaluator.Evaluate(output.Value, scope);
            var pending = scope.TakeUnknown();
            if (value.Error is { } error)
            {
                diagnostics.Add(Diagnostic.Error("MCI3002", $"The output {output.Name} has no value: {error}."));
                continue;
            }

            var secret = output.Secret || value.IsSecret;
            var before = state.Outputs.TryGetValue(output.Name, out var recorded) ? recorded : null;
            var after = secret && value.IsKnown ? Evaluation.Masked : value.Value;

            // A secret's value isn't recorded, so only its appearing is a change that can be seen.
            // What nothing is going to compute stays as it was: absent.
            var hopeless = !value.IsKnown && pending.All(u => planned.TryGetValue(u, out var p) && p.IsSettled);
            var changed = hopeless ? before is not null && !secret
                : secret ? before is null || !before.Equals(Evaluation.Masked)
                : !value.IsKnown || before is null || !before.Equals(after);
            outputs.Add(new PlannedOutput(output.Name, output.Value, before, after, secret, changed, secret || value.IsKnown ? null : formulas.Of(output.Value)));
        }

        var names = deployment.Outputs.Select(o => o.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, before) in state.Outputs.Where(o => !names.Contains(o.Key)).OrderBy(o => o.Key, StringComparer.Ordinal))
        {
            outputs.Add(new PlannedOutput(name, new Literal(Datum.Null), before, null, before.Equals(Evaluation.Masked), true));
        }

        return outputs;
    }
}
