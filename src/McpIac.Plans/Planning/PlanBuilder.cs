using McpIac.Dsl.Expressions;
using McpIac.Plans.Binding;
using McpIac.Plans.Drifts;
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
    private readonly PlanBasis basis;
    private readonly Dictionary<string, Drift> drifts;
    private readonly Dictionary<string, PlannedResource> planned = new(StringComparer.Ordinal);
    private readonly List<Diagnostic> diagnostics = [];
    private readonly PlanScope scope;
    private readonly DeletionOrder order;
    private readonly RoomMaking room;
    private readonly Formulas formulas;
    private const string Destroyed = "the deployment is destroyed";

    private PlanBuilder(BoundDeployment deployment, DeploymentState state, Catalog catalog, DeploymentState recorded, PlanBasis basis)
    {
        this.basis = basis;
        drifts = basis.Drifts.ToDictionary(d => d.Urn, StringComparer.Ordinal);
        renamings = Renamings.Of(deployment, state);
        (this.deployment, this.state, this.catalog) = (deployment, Renamings.Apply(state, renamings), catalog);
        scope = new PlanScope(planned, ReferenceEquals(recorded, state) ? this.state : Renamings.Apply(recorded, renamings));
        order = DeletionOrder.Of(this.state);
        room = new RoomMaking(this.state, planned, order, basis.Selection);
        formulas = new Formulas(deployment.Resources.Select(r => r.Urn));
    }

    /// <summary>The plan, or null when a diagnostic is an error.</summary>
    /// <param name="state">Secret outputs may be fingerprints, which nothing can be computed from, or have been asked for again.</param>
    /// <param name="recorded">The state as stored, to tell which outputs of <paramref name="state"/> are secret; null when it is that.</param>
    public static (Plan? Plan, IReadOnlyList<Diagnostic> Diagnostics) Build(
        BoundDeployment deployment, DeploymentState state, Catalog catalog, DeploymentState? recorded = null, PlanBasis? basis = null) =>
        new PlanBuilder(deployment, state, catalog, recorded ?? state, basis ?? new PlanBasis()).Build();

    /// <summary>The plan that deletes everything the state knows, or what of it is selected.</summary>
    public static (Plan? Plan, IReadOnlyList<Diagnostic> Diagnostics) Destroy(DeploymentState state, Catalog catalog, Selection? selection = null)
    {
        var nothing = new BoundDeployment(state.Deployment, [], [], new Dictionary<string, string>());
        return new PlanBuilder(nothing, state, catalog, state, new PlanBasis { Selection = selection ?? Selection.All, WhyDeleted = Destroyed }).Build();
    }

    private (Plan? Plan, IReadOnlyList<Diagnostic> Diagnostics) Build()
    {
        var (graph, cycles) = DependencyGraph.Build(deployment);
        if (graph is null) return (null, cycles);
        foreach (var resource in graph.Order.Where(r => r.Options.Hook is null))
        {
            if (basis.Selection.Has(resource.Urn)) planned[resource.Urn] = Filled(Plan(resource));
            else if (Prior(resource) is { } left) planned[resource.Urn] = new PlannedResource(resource, left, StepAction.NoOp, left.Inputs, new HashSet<string>(), []);
            else continue;
            CheckConditions(planned[resource.Urn]);
        }

        room.Find(graph);
        diagnostics.AddRange(room.Blocked.Where(b => b.Item.DeposedId is null).Select(b => PlanProblems.DeletedWhileUsed(state.Resources[b.Item.Urn], [.. b.Users.Select(u => planned[u].Resource)])));
        var phases = StepStages.Phases([.. room.InOrder(graph, deployment).SelectMany(Steps), .. Deletes()]);
        var outputs = Outputs();
        var checks = Checks();
        if (diagnostics.Any(d => d.Severity == Severity.Error)) return (null, diagnostics);
        return (new Plan(deployment.Name, state.Serial, deployment.CatalogDigests, [.. phases.SelectMany(p => p)], StepStages.Of(phases), outputs)
        {
            Renamings = renamings, Checks = checks, Drifts = basis.Drifts, IsPartial = !basis.Selection.IsAll,
        }, diagnostics);
    }

    private IEnumerable<PlanStep> Steps(BoundResource resource) => resource.Options.Hook is { } hook ? Hook(resource, hook)
        : planned.TryGetValue(resource.Urn, out var found) ? WithHooks(Step(found), resource.Options.DeleteHooks) : [];

    private void CheckConditions(PlannedResource compared)
    {
        var (resource, options) = (compared.Resource, compared.Resource.Options);
        diagnostics.AddRange(BoundCondition.Broken(options.Preconditions, scope).Select(why => PlanProblems.ConditionBroken(resource, "precondition", why)));

        // What a change comes to is judged when it was made.
        if (compared.Action == StepAction.Import || compared.IsSettled)
            diagnostics.AddRange(BoundCondition.Broken(options.Postconditions, scope).Select(why => PlanProblems.ConditionBroken(resource, "postcondition", why)));
        scope.TakeUnknown();
    }

    private PlannedResource Filled(PlannedResource compared) =>
        compared.Action is StepAction.Create or StepAction.Replace && basis.Said.TryGetValue(compared.Resource.Urn, out var said) ? compared with { Filled = said.Filled } : compared;

    private PlannedResource Plan(BoundResource resource) => resource.Existing is { } id ? Look(resource, id) : Compare(resource);

    private PlannedResource Compare(BoundResource resource)
    {
        var (inputs, secrets) = Inputs(resource);
        return Prior(resource) is not { } prior ? new PlannedResource(resource, null, StepAction.Create, inputs, secrets, []) : Compare(resource, prior, inputs, secrets);
    }

    private (Datum Inputs, HashSet<string> Secrets) Inputs(BoundResource resource)
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
        return (Datum.MapOf(members), secrets);
    }

    private ResourceState? Prior(BoundResource resource) => state.Resources.TryGetValue(resource.Urn, out var known) && known.Id.Length > 0 ? known : null;

    private PlannedResource Compare(BoundResource resource, ResourceState prior, Datum inputs, HashSet<string> secrets)
    {
        var diff = InputDiff.Between(prior, resource.Type, inputs, secrets, resource.Options, path => Cause(resource, path));
        IReadOnlyList<PropertyChange> changes = [.. diff.Changes.Select(c => Drifted(resource.Urn, c)), .. Moved(resource, prior), .. Triggered(resource, prior)];
        var anew = prior.Tainted || basis.Selection.Replaced.Contains(resource.Urn);
        var action = changes.Count == 0 && !prior.Incomplete && !anew ? StepAction.NoOp
            : anew || !resource.Type.CanUpdate || changes.Any(c => c.ForcesReplacement) ? StepAction.Replace
            : StepAction.Update;

        if (action == StepAction.Update && basis.Said.TryGetValue(resource.Urn, out var said))
        {
            if (said.IsNoChange && !prior.Incomplete) return new PlannedResource(resource, prior, StepAction.NoOp, prior.Inputs, secrets, []);
            if (said.Replaces.Count > 0) (action, changes) = (StepAction.Replace, Replacing(changes, said));
        }

        if (basis.Imported.Contains(resource.Urn))
        {
            if (action == StepAction.Replace) diagnostics.Add(PlanProblems.ImportedReplace(resource, changes));
            return new PlannedResource(resource, prior, StepAction.Import, diff.Inputs, secrets, changes);
        }

        // What is made anew has no former values: it is what the program says.
        var planned = new PlannedResource(resource, prior, action, action == StepAction.Replace ? inputs : diff.Inputs, secrets, changes);
        if (action == StepAction.Update && diff.Unkept.Count > 0) diagnostics.Add(PlanProblems.SecretNotKept(resource, diff.Unkept));
        if (action == StepAction.Replace && (resource.Options.Protect || prior.Protected)) diagnostics.Add(PlanProblems.ProtectedReplace(resource, Reason(planned), prior.Protected));
        return planned;
    }

    private static PropertyChange[] Replacing(IReadOnlyList<PropertyChange> changes, ProviderSaying said)
    {
        PropertyChange[] marked = [.. changes.Select(c => said.Replaces.FirstOrDefault(r => PathsMeet(r.Key, c.Path)) is { Key: not null } why ? c with { ForcesReplacement = true, Reason = why.Value } : c)];
        return marked.Any(c => c.ForcesReplacement) ? marked : [.. marked.Select(c => c with { ForcesReplacement = true, Reason = said.Replaces.First().Value })];
    }

    // State says now what is, so a difference may not be the program's doing.
    private PropertyChange Drifted(string urn, PropertyChange change)
    {
        if (!drifts.TryGetValue(urn, out var drift) || !drift.Properties.Any(p => PathsMeet(p.Path, change.Path))) return change;
        return change with { Reason = change.Reason is "changed" or "added" or "removed" ? "changed outside" : $"{change.Reason}, changed outside" };
    }

    private static bool PathsMeet(string a, string b) =>
        a == b || a.StartsWith(b + "/", StringComparison.Ordinal) || b.StartsWith(a + "/", StringComparison.Ordinal);

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
        // What remains of a deployment keeps its outputs.
        if (!basis.Selection.IsAll && basis.WhyDeleted == Destroyed) return [];
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

            // What was left out of the plan and doesn't exist yet can't be waited for.
            var secret = output.Secret || value.IsSecret;
            if (!value.IsKnown && !basis.Selection.IsAll && pending.Any(u => !planned.ContainsKey(u)))
            {
                outputs.Add(new PlannedOutput(output.Name, output.Value, null, null, secret, false));
                continue;
            }

            var before = state.Outputs.TryGetValue(output.Name, out var recorded) ? recorded : null;
            var after = !secret ? value.Value : value.IsKnown ? Evaluation.Masked : Refinement.Bare(value.Value);

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
