using McpIac.Engine.Connections;
using McpIac.Engine.Execution;
using McpIac.Dsl.Expressions;
using McpIac.Plans.Planning;
using McpIac.Plans.Secrets;
using McpIac.Plans.States;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;
using McpIac.Schemas.Validation;

namespace McpIac.Engine.Orchestration;

/// <summary>
/// Asks providers for their own plans (<c>planDeployment</c>): a schema can't say of every update whether it is one, or can be made in place, nor what a provider will fill in. New objects are asked about
/// where their type says that it tells (<see cref="ResourceType.CanPlan"/>). A provider that doesn't plan, or fails to, is no mistake: then the schema's word counts.
/// </summary>
internal static class ProviderPlans
{
    private const int AskedAtOnce = 1_000;

    /// <summary>By urn, what providers say otherwise than the plan, or besides.</summary>
    public static async Task<IReadOnlyDictionary<string, ProviderSaying>> AskAsync(
        Plan plan, DeploymentState state, Func<string, ResourceType?> typeOf, ConnectionPool pool, TimeSpan timeout, CancellationToken cancellation)
    {
        bool Asks(PlanStep step) => step.Action switch
        {
            StepAction.Update => state.Resources.ContainsKey(step.Urn),
            StepAction.Create or StepAction.Replace => typeOf(step.Type)?.CanPlan == true,
            _ => false,
        };
        var asked = plan.Steps.Where(s => !s.IsLeft && Asks(s)).GroupBy(s => s.Provider, StringComparer.Ordinal)
            .SelectMany(g => g.Chunk(AskedAtOnce).Select(steps => AskAsync(g.Key, steps, state, typeOf, pool, timeout, cancellation)));
        return (await Task.WhenAll(asked)).SelectMany(a => a).ToDictionary(StringComparer.Ordinal);
    }

    private static async Task<IReadOnlyList<KeyValuePair<string, ProviderSaying>>> AskAsync(
        string provider, IReadOnlyList<PlanStep> steps, DeploymentState state, Func<string, ResourceType?> typeOf, ConnectionPool pool, TimeSpan timeout, CancellationToken cancellation)
    {
        var (connection, _) = await pool.GetAsync(provider, cancellation);
        if (connection is null) return [];
        var byKey = steps.ToDictionary(_ => Guid.CreateVersion7().ToString("N"), StringComparer.Ordinal);
        var changes = byKey.Select(s => Change(s.Key, s.Value, state)).ToArray();
        var answer = await connection.PlanAsync(new PlanArguments(Changes: changes, Options: new PlanOptions(DryRun: true)), timeout, cancellation);
        var sayings = new List<KeyValuePair<string, ProviderSaying>>();
        foreach (var change in answer.Data?.Changes ?? [])
        {
            if (!byKey.Remove(change.Key ?? "", out var step)) continue;
            var saying = step.Action == StepAction.Update ? Saying(change, step) : Filling(change, step, typeOf(step.Type));
            if (saying is not null) sayings.Add(KeyValuePair.Create(step.Urn, saying));
        }

        return sayings;
    }

    private static WireChange Change(string key, PlanStep step, DeploymentState state)
    {
        var create = new WireChange(key, "create", step.Type, step.Name, step.Urn, Properties: Orchestrator.Unmasked(step.Planned));
        if (step.Action != StepAction.Update) return create;
        var known = state.Resources[step.Urn];
        return create with { Action = "update", Urn = known.ProviderUrn, Id = known.Id, Prior = OperationBuilder.PriorOf(known) };
    }

    // Only what the schema leaves to the provider and isn't secret, and only values: what else it says is the program's business.
    private static ProviderSaying? Filling(WirePlannedChange change, PlanStep step, ResourceType? type)
    {
        var filled = Datum.MapOf((change.Properties?.Members ?? []).Where(m => step.Planned[m.Key] is null && !m.Value.IsNull && !Fingerprints.ContainsAny(m.Value) && !Fingerprints.ContainsUnknown(m.Value) && !Holds(m.Value, Evaluation.Masked)
            && type?.Properties.Member(m.Key) is { Shape: { Computed: true, Sensitive: false, WriteOnly: false } shape } member && member.Name == m.Key
            && Fingerprints.Pointers(shape, m.Value).Count == 0 && ShapeValidator.Validate(shape, m.Value).Count == 0));
        return filled.Members.Count == 0 ? null : ProviderSaying.Filling(filled);
    }

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
