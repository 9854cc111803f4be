using McpIac.Dsl.Expressions;
using McpIac.Plans.Graphs;
using McpIac.Plans.Secrets;
using McpIac.Plans.States;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Plans.Planning;

public sealed partial class PlanBuilder
{
    private PlanStep Step(PlannedResource planned)
    {
        var (resource, type) = (planned.Resource, planned.Resource.Type);
        return Reversal.Judge(new PlanStep(
            planned.Action, resource.Urn, type.Token, resource.Name, resource.Provider, resource.Properties,
            Fingerprints.Mask(type.Properties, planned.Inputs, planned.SecretMembers), planned.Diff, Reason(planned), Reversal.Of(planned),
            planned.Action == StepAction.Replace && type.Stateful && !resource.Options.Retain,
            [.. resource.Dependencies.Concat(room.WaitsFor(resource.Urn)).Distinct(StringComparer.Ordinal)],
            planned.Action == StepAction.Replace && room.IsEarly(new StateObject(resource.Urn, null)))
        {
            Options = resource.Options,
            Filled = planned.Filled,
            Read = resource.Existing is { } id ? Read(id, planned) : null,
            Room = room.RoomOf(resource.Urn),
            ReleasedBy = room.ReleasesOf(new StateObject(resource.Urn, null)),
            IsLeft = !basis.Selection.Has(resource.Urn),
            Formulas = planned.Action == StepAction.NoOp ? new Dictionary<string, string>() : formulas.Of(resource.Properties, planned.Inputs, type.Properties, planned.SecretMembers),
        }, Reversal.HidesSecrets(planned));
    }

    private string Reason(PlannedResource planned) => planned.Action switch
    {
        StepAction.NoOp => basis.Selection.Has(planned.Resource.Urn) ? "unchanged" : "not selected",
        StepAction.Create => drifts.ContainsKey(planned.Resource.Urn) ? "it was deleted outside" : "new",
        StepAction.Read => "it exists and isn't managed here",
        StepAction.Import when planned.Diff.Count == 0 => "it exists as declared",
        StepAction.Replace when basis.Selection.Replaced.Contains(planned.Resource.Urn) && !planned.Diff.Any(c => c.ForcesReplacement) => "asked for (--replace)",
        StepAction.Replace when planned.Prior?.Tainted == true && !planned.Diff.Any(c => c.ForcesReplacement) => "it is tainted",
        StepAction.Update or StepAction.Replace when planned.Diff.Count == 0 => "its last change was done only in part",
        StepAction.Replace when !planned.Diff.Any(c => c.ForcesReplacement) => "the type can't be updated in place",
        StepAction.Replace => string.Join("; ", planned.Diff.Where(c => c.ForcesReplacement).Select(c => $"{c.Path}: {c.Reason}")),
        _ => string.Join("; ", planned.Diff.Select(c => $"{c.Path}: {c.Reason}")),
    };

    /// <summary>Deposed leftovers and what the program no longer has, dependents before what they depend on.</summary>
    private IEnumerable<PlanStep> Deletes()
    {
        if (state.Resources.Values.All(r => r.Deposed.Count == 0 && (r.Id.Length == 0 || planned.ContainsKey(r.Urn)))) yield break;
        foreach (var item in order.Objects)
        {
            var resource = state.Resources[item.Urn];
            if (!basis.Selection.Has(item.Urn)) continue;
            string[] first = [.. order.DependentsOf(item).Select(d => d.Urn).Where(u => u != item.Urn).Distinct(StringComparer.Ordinal)];
            if (item.DeposedId is { } id) yield return Delete(resource, "left over from a replacement", first, id);
            else if (!planned.ContainsKey(item.Urn)) foreach (var step in WithHooks(Delete(resource, basis.WhyDeleted, first, null), KeptOptions.DeleteHooks(resource))) yield return step;
        }
    }

    private PlanStep Delete(ResourceState resource, string reason, IReadOnlyList<string> dependsOn, string? deposedId)
    {
        var type = catalog.Find(resource.Type);
        if (deposedId is null && KeptOptions.IsProtected(resource)) diagnostics.Add(PlanProblems.ProtectedDelete(resource, reason, declared: deployment.Resources.Count > 0));
        var stays = type is { Kind: TypeKind.Action } && type.Tools.All(t => t.Role != ToolRole.Delete);
        if (deposedId is null && (stays || KeptOptions.IsRetained(resource)))
        {
            return new PlanStep(
                StepAction.Forget, resource.Urn, resource.Type, resource.Name, resource.Provider, new Dictionary<string, Expression>(), Datum.EmptyMap,
                [], stays ? $"{reason}; what it did stays" : $"{reason}; what exists is kept (retain)", UndoKind.Exact, false, dependsOn);
        }

        return Reversal.Judge(new PlanStep(
            StepAction.Delete, resource.Urn, resource.Type, resource.Name, resource.Deposed.FirstOrDefault(d => d.Id == deposedId)?.Provider ?? resource.Provider, new Dictionary<string, Expression>(), Datum.EmptyMap,
            [], reason, type?.UndoDelete ?? UndoKind.Irreversible, type?.Stateful ?? true, dependsOn,
            DeleteFirst: room.IsEarly(new StateObject(resource.Urn, deposedId)), DeposedId: deposedId)
        { Options = KeptOptions.OfDelete(resource), ReleasedBy = room.ReleasesOf(new StateObject(resource.Urn, deposedId)) });
    }
}
