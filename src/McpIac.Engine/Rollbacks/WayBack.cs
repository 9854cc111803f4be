using McpIac.Engine.Connections;
using McpIac.Engine.Execution;
using McpIac.Engine.Orchestration;
using McpIac.Plans.Binding;
using McpIac.Plans.Planning;
using McpIac.Plans.Rollbacks;
using McpIac.Plans.Secrets;
using McpIac.Plans.States;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Engine.Rollbacks;

/// <summary>The plan that brings a deployment back to an earlier version, and what it was made from, which carries it out.</summary>
/// <param name="Deployment">The earlier version as a program; null when <see cref="PlanResult.Plan"/> is.</param>
public sealed record WayBack(PlanResult Planned, BoundDeployment? Deployment)
{
    private static readonly TimeSpan QuestionTimeout = TimeSpan.FromMinutes(1);

    /// <summary>Plans like for any program. What only was forgotten since is taken over again; MCI4041 for what can't be sent, since it has secrets.</summary>
    /// <param name="program">The present one, whose secrets may still be those of then; null when it has errors.</param>
    /// <param name="choices">What it is about, and whether providers are asked what there really is.</param>
    public static async Task<WayBack> PlanAsync(
        DeploymentState then, BoundDeployment? program, Catalog catalog, DeploymentState state, ConnectionPool pool, CancellationToken cancellation, PlanChoices? choices = null)
    {
        var needsSecrets = then.Resources.Values.Any(r => Fingerprints.ContainsAny(r.Inputs));
        var revealed = needsSecrets && program is not null ? await Revealer.RevealAsync(state, pool, QuestionTimeout, cancellation) : state;
        var nothing = new Plan(state.Deployment, state.Serial, new Dictionary<string, string>(), [], [], []);
        var (former, problems) = FormerProgram.Of(then, state, catalog, program, new LiveScope(nothing, state, revealed, catalog.Find));
        if (former is null) return new WayBack(new PlanResult(null, problems), null);
        choices = (choices ?? new PlanChoices()) with { Adopt = true, WhyDeleted = $"version {then.Serial} doesn't have it" };
        var planned = await Orchestrator.PlanAsync(former, catalog, state, pool, cancellation, choices);
        if (planned.Plan is not { } plan) return new WayBack(planned, null);
        Diagnostic[] lost = [.. plan.Steps.Where(Sends).Select(s => (Step: s, Names: Lost(s))).Where(s => s.Names.Length > 0).Select(s => RollbackProblems.SecretLost(s.Step, then.Serial, s.Names))];
        return lost.Length == 0 ? new WayBack(planned, former) : new WayBack(new PlanResult(null, [.. planned.Diagnostics, .. lost]), null);
    }

    private static bool Sends(PlanStep step) => step.Action is StepAction.Create or StepAction.Update or StepAction.Replace || step is { Action: StepAction.Import, Diff.Count: > 0 };

    private static string[] Lost(PlanStep step) => [.. step.Properties.Where(p => FormerProgram.IsLost(p.Value)).Select(p => p.Key).Order(StringComparer.Ordinal)];
}
