using McpIac.Dsl.Expressions;
using McpIac.Plans.Secrets;
using McpIac.Plans.States;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Plans.Planning;

public sealed partial class PlanBuilder
{
    private PlanStep Step(PlannedResource planned, IReadOnlyList<PlanStep> deletes)
    {
        var (resource, type) = (planned.Resource, planned.Resource.Type);
        var dependsOn = resource.Dependencies.ToList();
        if (planned.Action is StepAction.Create or StepAction.Replace)
        {
            dependsOn.AddRange(deletes.Where(d => d.DeposedId is null && d.Urn != resource.Urn && HoldsNaturalKey(d, planned)).Select(d => d.Urn));
        }

        var undo = planned.Action switch
        {
            StepAction.Create => type.UndoCreate,
            StepAction.Update => type.UndoUpdate,
            StepAction.Replace => type.UndoDelete,
            _ => UndoKind.Exact,
        };
        return new PlanStep(
            planned.Action, resource.Urn, type.Token, resource.Name, resource.Provider, resource.Properties,
            Fingerprints.Mask(type.Properties, planned.Inputs, planned.SecretMembers), planned.Diff, Reason(planned), undo,
            planned.Action == StepAction.Replace && type.Stateful, [.. dependsOn.Distinct(StringComparer.Ordinal)], planned.DeleteFirst);
    }

    private static string Reason(PlannedResource planned) => planned.Action switch
    {
        StepAction.NoOp => "unchanged",
        StepAction.Create => "new",
        StepAction.Replace when !planned.Diff.Any(c => c.ForcesReplacement) => "the type can't be updated in place",
        StepAction.Replace => string.Join("; ", planned.Diff.Where(c => c.ForcesReplacement).Select(c => $"{c.Path}: {c.Reason}")),
        _ => string.Join("; ", planned.Diff.Select(c => $"{c.Path}: {c.Reason}")),
    };

    private bool HoldsNaturalKey(PlanStep delete, PlannedResource planned)
    {
        if (delete.Type != planned.Resource.Type.Token || !state.Resources.TryGetValue(delete.Urn, out var old)) return false;

        // A delete that itself waits for this resource can't go before it.
        return !delete.DependsOn.Contains(planned.Resource.Urn) && KeepsNaturalKey(planned.Resource, old.Inputs, planned.Inputs);
    }

    /// <summary>Deposed leftovers and what the program no longer has, dependents before what they depend on.</summary>
    private IReadOnlyList<PlanStep> Deletes()
    {
        var steps = new List<PlanStep>();
        var dependents = Dependents();
        foreach (var resource in DependentsFirst(dependents))
        {
            steps.AddRange(resource.Deposed.Select(d => Delete(resource, "left over from a replacement", [], d.Id)));
            if (planned.ContainsKey(resource.Urn) || resource.Id.Length == 0) continue;
            var first = dependents.TryGetValue(resource.Urn, out var urns) ? urns : [];
            steps.Add(Delete(resource, "no longer in the program", first, null));
        }

        return steps;
    }

    private PlanStep Delete(ResourceState resource, string reason, IReadOnlyList<string> dependsOn, string? deposedId)
    {
        var type = catalog.Find(resource.Type);
        return new PlanStep(
            StepAction.Delete, resource.Urn, resource.Type, resource.Name, resource.Provider, new Dictionary<string, Expression>(), Datum.EmptyMap,
            [], reason, type?.UndoDelete ?? UndoKind.Irreversible, type?.Stateful ?? true, dependsOn, DeposedId: deposedId);
    }

    private Dictionary<string, List<string>> Dependents()
    {
        var dependents = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var resource in state.Resources.Values.OrderBy(r => r.Urn, StringComparer.Ordinal))
        {
            foreach (var dependency in resource.Dependencies.Where(d => d != resource.Urn).Distinct(StringComparer.Ordinal))
            {
                if (!dependents.TryGetValue(dependency, out var list)) dependents[dependency] = list = [];
                list.Add(resource.Urn);
            }
        }

        return dependents;
    }

    private List<ResourceState> DependentsFirst(Dictionary<string, List<string>> dependents)
    {
        var waiting = state.Resources.Keys.ToDictionary(u => u, u => dependents.TryGetValue(u, out var list) ? list.Count : 0, StringComparer.Ordinal);
        var ready = new Queue<string>(waiting.Where(w => w.Value == 0).Select(w => w.Key).Order(StringComparer.Ordinal));
        var order = new List<ResourceState>();
        while (ready.TryDequeue(out var urn))
        {
            order.Add(state.Resources[urn]);
            foreach (var dependency in state.Resources[urn].Dependencies.Where(d => d != urn && waiting.ContainsKey(d)).Distinct(StringComparer.Ordinal))
            {
                if (--waiting[dependency] == 0) ready.Enqueue(dependency);
            }
        }

        return order;
    }
}
