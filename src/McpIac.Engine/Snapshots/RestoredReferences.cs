using McpIac.Engine.Connections;
using McpIac.Engine.Events;
using McpIac.Engine.Execution;
using McpIac.Engine.Orchestration;
using McpIac.Engine.Rollbacks;
using McpIac.Plans.Planning;
using McpIac.Plans.Rollbacks;
using McpIac.Plans.Secrets;
using McpIac.Plans.States;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Diagnostics;
using McpIac.State.Journals;

namespace McpIac.Engine.Snapshots;

/// <summary>
/// After a restore: what refers to what a provider made anew under another id is updated, by a plan that refers to the resource and not to its old id. A run of its own, taken back when it
/// fails. What isn't an update is left to the next apply, and said.
/// </summary>
internal sealed class RestoredReferences(RemadeObjects remade, IJournal journal, ConnectionPool pool, Catalog catalog, CancellationToken cancellation)
{
    private readonly List<Diagnostic> left = [];

    /// <returns>What was updated, or should have been, and what is left as it is: MCI4081, a warning each.</returns>
    public async Task<(IReadOnlyList<ResourceOutcome> Outcomes, IReadOnlyList<Diagnostic> Problems)> MendAsync()
    {
        var now = journal.Read();
        var users = remade.Users.Where(u => !Fingerprints.ContainsAny(now.Resources[u].Inputs) || Leave(now.Resources[u], "its secrets would have to be sent again, and state keeps none")).ToArray();
        var way = await PlanAsync(now, users);
        if (way?.Planned.Plan is { } first)
        {
            var others = first.Steps.Where(s => s.Action is not (StepAction.NoOp or StepAction.Update) && s.DeposedId is null).Select(s => s.Urn).ToHashSet(StringComparer.Ordinal);
            foreach (var urn in users.Where(others.Contains)) Leave(now.Resources[urn], "it has to be replaced for that");
            if (others.Count > 0) way = await PlanAsync(now, [.. users.Where(u => !others.Contains(u))]);
        }

        if (way is null) return ([], left);
        if (way.Planned.Plan is not { } plan) return ([], [.. left, .. way.Planned.Diagnostics]);
        var result = await Orchestrator.ApplyAsync(plan, way.Deployment, journal, pool, new ApplyOptions(Catalog: catalog, Kind: "rollback"), new Progress<RunEvent>(), cancellation);
        var whole = result.Outcome == ApplyOutcome.Succeeded;
        return ([.. result.Resources.Where(r => r.Action == StepAction.Update).Select(r => r with { Fate = whole ? ResourceFate.Restored : ResourceFate.RollbackFailed })], [.. left, .. result.Diagnostics]);
    }

    private async Task<WayBack?> PlanAsync(DeploymentState now, IReadOnlyList<string> users) =>
        users.Count == 0 ? null : await WayBack.PlanAsync(remade.Before, null, catalog, now, pool, cancellation, new PlanChoices { Refresh = false, Targets = users });

    private bool Leave(ResourceState user, string why)
    {
        left.Add(SnapshotProblems.RefersToFormer(user, why));
        return false;
    }
}
