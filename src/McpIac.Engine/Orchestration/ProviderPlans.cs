using McpIac.Engine.Connections;
using McpIac.Engine.Execution;
using McpIac.Dsl.Expressions;
using McpIac.Plans.Planning;
using McpIac.Plans.Secrets;
using McpIac.Plans.States;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Engine.Orchestration;

/// <summary>
/// Asks providers for their own plans of updates (<c>planDeployment</c>): a schema can't say of every change whether it is one, or can be made in place. A provider that doesn't
/// plan, or fails to, is no mistake: then the schema's word counts.
/// </summary>
internal static class ProviderPlans
{
    private const int AskedAtOnce = 1_000;

    /// <summary>By urn, what providers say otherwise than the plan.</summary>
    public static async Task<IReadOnlyDictionary<string, ProviderSaying>> AskAsync(Plan plan, DeploymentState state, ConnectionPool pool, TimeSpan timeout, CancellationToken cancellation)
    {
        var asked = plan.Steps.Where(s => s is { Action: StepAction.Update, IsLeft: false } && state.Resources.ContainsKey(s.Urn)).GroupBy(s => s.Provider, StringComparer.Ordinal)
            .SelectMany(g => g.Chunk(AskedAtOnce).Select(steps => AskAsync(g.Key, steps, state, pool, timeout, cancellation)));
        return (await Task.WhenAll(asked)).SelectMany(a => a).ToDictionary(StringComparer.Ordinal);
    }

    private static async Task<IReadOnlyList<KeyValuePair<string, ProviderSaying>>> AskAsync(
        string provider, IReadOnlyList<PlanStep> steps, DeploymentState state, ConnectionPool pool, TimeSpan timeout, CancellationToken cancellation)
    {
        var (connection, _) = await pool.GetAsync(provider, cancellation);
        if (connection is null) return [];
        var byKey = steps.ToDictionary(_ => Guid.CreateVersion7().ToString("N"), StringComparer.Ordinal);
        var changes = byKey.Select(s => Change(s.Key, s.Value, state.Resources[s.Value.Urn])).ToArray();
        var answer = await connection.PlanAsync(new PlanArguments(Changes: changes, Options: new PlanOptions(DryRun: true)), timeout, cancellation);
        return [.. (answer.Data?.Changes ?? []).Where(c => byKey.ContainsKey(c.Key ?? "")).Select(c => (Step: byKey[c.Key], Saying: Saying(c, byKey[c.Key]))).Where(s => s.Saying is not null)
            .Select(s => KeyValuePair.Create(s.Step.Urn, s.Saying ?? new ProviderSaying(false, new Dictionary<string, string>())))];
    }

    private static WireChange Change(string key, PlanStep step, ResourceState known) =>
        new(key, "update", step.Type, step.Name, known.ProviderUrn, known.Id, OperationBuilder.PriorOf(known), Orchestrator.Unmasked(step.Planned));

    private static ProviderSaying? Saying(WirePlannedChange change, PlanStep step) => change.Action switch
    {
        // Of what isn't known to it a provider can't say that nothing changes.
        "noop" when !Fingerprints.ContainsUnknown(Orchestrator.Unmasked(step.Planned)) => new ProviderSaying(true, new Dictionary<string, string>()),
        "replace" when (change.Diff ?? []).Where(d => d.ForcesReplacement).ToArray() is var forcing && (forcing.Length == 0 || !forcing.All(d => IsHiddenAndTheSame(d, step))) =>
            new ProviderSaying(false, forcing.Where(d => !IsHiddenAndTheSame(d, step)).Select(d => (Path: (d.Path ?? "").TrimStart('/'), d.Reason)).DistinctBy(d => d.Path, StringComparer.Ordinal)
            .ToDictionary(d => d.Path, d => string.IsNullOrEmpty(d.Reason) ? "forces replacement" : d.Reason, StringComparer.Ordinal)),
        _ => null,
    };

    // A secret isn't sent for a plan, so to the provider it may be any; that it stays what it is, is known here by its fingerprint.
    private static bool IsHiddenAndTheSame(WireDiff difference, PlanStep step) =>
        JsonPointer.Find(step.Planned, difference.Path ?? "") is { } planned && Holds(planned, Evaluation.Masked)
        && !step.Diff.Any(d => d.Path.TrimStart('/').Split('/')[0] == (difference.Path ?? "").TrimStart('/').Split('/')[0]);

    private static bool Holds(Datum value, Datum part) => value.Equals(part) || value.Items.Any(i => Holds(i, part)) || value.Members.Any(m => Holds(m.Value, part));
}
