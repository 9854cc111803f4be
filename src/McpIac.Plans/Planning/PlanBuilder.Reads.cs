using McpIac.Dsl.Expressions;
using McpIac.Plans.Binding;
using McpIac.Plans.Graphs;
using McpIac.Plans.States;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Plans.Planning;

public sealed partial class PlanBuilder
{
    /// <summary>
    /// What exists and isn't managed, whose id is known and which wasn't read yet. What is read may make more ids known; when nothing more is to be read, the plan is made.
    /// </summary>
    /// <inheritdoc cref="Build(BoundDeployment, DeploymentState, Catalog, DeploymentState?, PlanBasis?)"/>
    public static IReadOnlyList<(BoundResource Resource, ExistingId Id)> ToRead(
        BoundDeployment deployment, DeploymentState state, Catalog catalog, DeploymentState recorded, PlanBasis basis) =>
        new PlanBuilder(deployment, state, catalog, recorded, basis).ToRead();

    private List<(BoundResource Resource, ExistingId Id)> ToRead()
    {
        var found = new List<(BoundResource, ExistingId)>();
        foreach (var resource in (DependencyGraph.Build(deployment).Graph?.Order ?? []).Where(r => basis.Selection.Has(r.Urn)))
        {
            planned[resource.Urn] = Plan(resource);
            if (IsAwaiting(resource)) continue;
            if (resource.Existing is { } id && planned[resource.Urn].Found is null && ExistingId.Of(id, scope) is { Text: not null } known) found.Add((resource, known));
        }

        return found;
    }

    // What a data source depends on may change what it tells, so it is asked once that is done.
    private bool IsAwaiting(BoundResource resource) => resource.Type.Kind == TypeKind.DataSource
        && resource.Dependencies.Any(d => planned.TryGetValue(d, out var p) && p is not ({ Action: StepAction.NoOp } or { Action: StepAction.Read, Found: not null }));

    private PlannedResource Look(BoundResource resource, Expression id)
    {
        if (state.Resources.TryGetValue(resource.Urn, out var known) && known.Id.Length > 0) diagnostics.Add(PlanProblems.Managed(resource));
        if (ExistingId.Of(id, scope).Problem is { } problem) diagnostics.Add(Diagnostic.Error("MCI3002", $"The id of {resource.Name} has no value: {problem}.", resource.Place));
        scope.TakeUnknown();
        var found = basis.Existing.GetValueOrDefault(resource.Urn);
        return new PlannedResource(resource, null, StepAction.Read, found?.Properties ?? Datum.EmptyMap, found?.SecretMembers ?? new HashSet<string>(), []) { Found = found };
    }

    private PlannedRead Read(Expression id, PlannedResource planned)
    {
        var known = ExistingId.Of(id, scope);
        var shown = known.IsSecret ? Evaluation.Masked : known.Text is { } text ? Datum.Of(text) : Evaluation.Unknown;
        scope.TakeUnknown();
        return new PlannedRead(id, shown, known.IsSecret || known.Text is not null ? null : formulas.Of(id), planned.Found);
    }
}
