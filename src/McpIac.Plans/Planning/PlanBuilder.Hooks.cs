using McpIac.Dsl.Expressions;
using McpIac.Plans.Binding;
using McpIac.Plans.Secrets;
using McpIac.Plans.States;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Plans.Planning;

public sealed partial class PlanBuilder
{
    /// <summary>The hook's step, when something is done to the resource it is of that it goes with.</summary>
    private PlanStep[] Hook(BoundResource resource, BoundHook hook)
    {
        if (!planned.TryGetValue(hook.Of, out var target) || !basis.Selection.Has(hook.Of) || ChangeOf(target) is not { } change || !hook.On.Contains(change)) return [];
        var (inputs, secrets) = Inputs(resource);
        var step = Step(new PlannedResource(resource, null, StepAction.Run, inputs, secrets, []));
        return [step with { Hook = new PlannedHook(hook.Of, hook.Before, change), Reason = $"{(hook.Before ? "before" : "after")} {target.Resource.Name} is {change}d", IsLeft = false }];
    }

    private static string? ChangeOf(PlannedResource target) => target switch
    {
        { Action: StepAction.Create or StepAction.Replace } => "create",
        { Action: StepAction.Update } or { Action: StepAction.Import, Diff.Count: > 0 } => "update",
        _ => null,
    };

    /// <summary>The delete, or the replacement, with what runs before and after it.</summary>
    private IEnumerable<PlanStep> WithHooks(PlanStep step, IReadOnlyList<DeleteHook> hooks)
    {
        if (!step.Destroys || step.DeposedId is not null || hooks.Count == 0 || !state.Resources.TryGetValue(step.Urn, out var resource)) return [step];
        PlanStep[] before = [.. hooks.Where(h => h.Before).Select(h => OfDelete(h, step, resource)).OfType<PlanStep>()];
        var after = hooks.Where(h => !h.Before).Select(h => OfDelete(h, step, resource)).OfType<PlanStep>();
        return [.. before, step with { DependsOn = [.. step.DependsOn, .. before.Select(b => b.Urn)] }, .. after.Select(a => a with { DependsOn = [step.Urn] })];
    }

    // By what state has of the resource: when it runs, there is nothing else left of it. What can't be run for want of that keeps nothing from being deleted.
    private PlanStep? OfDelete(DeleteHook hook, PlanStep step, ResourceState resource)
    {
        var properties = new Dictionary<string, Expression>(StringComparer.Ordinal);
        var shown = new List<KeyValuePair<string, Datum>>();
        foreach (var (name, written) in hook.Properties)
        {
            var filled = References.Rewrite(written, r => Known(resource, r) is { } known ? new Literal(known) : r);
            var value = Evaluator.Evaluate(filled, scope);
            scope.TakeUnknown();
            properties[name] = filled;
            if (value.Error is not null || !value.IsKnown)
            {
                var why = value.Error ?? $"state doesn't have what it refers to of {resource.Name}";
                diagnostics.Add(Diagnostic.Warning("MCI3002", $"The hook {hook.Name} doesn't run: its property {name} has no value: {why}.", null, "Do by hand what it would have done."));
                return null;
            }

            if (!value.Value.IsNull) shown.Add(new(name, value.Value));
        }

        return Reversal.Judge(new PlanStep(StepAction.Run, hook.Urn, hook.Type, hook.Name, hook.Provider, properties, Fingerprints.Mask(catalog.Find(hook.Type)?.Properties, Datum.MapOf(shown), new HashSet<string>()),
            [], $"{(hook.Before ? "before" : "after")} {resource.Name} is deleted", UndoKind.Exact, false, [])
        { Hook = new PlannedHook(step.Urn, hook.Before, "delete") });
    }

    private static Datum? Known(ResourceState resource, Reference reference)
    {
        if (reference.Path.Count == 0) return null;
        var value = PlanScope.Walk(resource.Outputs[reference.Path[0]] ?? resource.Inputs[reference.Path[0]] ?? Datum.Null, reference.Path);
        return value is null || Fingerprints.ContainsAny(value) ? null : value;
    }
}
