using McpIac.Dsl.Deployments;
using McpIac.Engine.Execution;
using McpIac.Engine.Orchestration;
using McpIac.Plans.Planning;
using McpIac.Plans.States;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Testing;

/// <summary>What an apply to twins came to.</summary>
public sealed class AppliedDeployment
{
    internal AppliedDeployment(Catalog catalog, PlanResult planned, ApplyResult? applied, DeploymentState state)
    {
        Diagnostics = [.. planned.Diagnostics, .. applied?.Diagnostics ?? []];
        Outcome = applied?.Outcome ?? ApplyOutcome.Failed;
        Changes = [.. (planned.Plan?.Steps ?? []).Where(s => s.Action is not (StepAction.NoOp or StepAction.Read)).Select(s => new AppliedChange(
            s.Action, s.Type, s.Name, applied?.Resources.FirstOrDefault(r => r.Urn == s.Urn && r.Action == s.Action)?.Fate ?? ResourceFate.Skipped))];
        Resources = [.. state.Resources.Values.OrderBy(r => r.Urn, StringComparer.Ordinal).Select(r => new AppliedResource(r, catalog))];
        Outputs = Succeeded ? state.Outputs.ToDictionary(o => o.Key, o => DotNetValue.Of(o.Value), StringComparer.Ordinal) : [];
    }

    /// <summary>Whether it succeeded, failed, was rolled back or cancelled.</summary>
    public ApplyOutcome Outcome { get; }

    public bool Succeeded => Outcome == ApplyOutcome.Succeeded;

    /// <summary>What was wrong: findings of the plan, failures of the providers.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>The plan's steps that change something, in its order, with what became of each; none when the plan was refused.</summary>
    public IReadOnlyList<AppliedChange> Changes { get; }

    /// <summary>What exists afterwards, by type and name.</summary>
    public IReadOnlyList<AppliedResource> Resources { get; }

    /// <summary>The deployment's outputs; none after a failure. A secret is <c>(secret)</c>.</summary>
    public IReadOnlyDictionary<string, object?> Outputs { get; }

    /// <summary>A resource that exists.</summary>
    /// <exception cref="DeploymentTestException">There is none; the message says what there is.</exception>
    public AppliedResource Resource(string type, string name) => Resources.FirstOrDefault(r => r.Type == type && r.IsCalled(name))
        ?? throw Names.Missing($"No {type} {name} exists", $"{type} {name}", [.. Resources.Select(r => $"{r.Type} {r.Name}")]);

    /// <summary>An output's value.</summary>
    /// <exception cref="DeploymentTestException">There is none, or the apply failed; the message says what there is.</exception>
    public object? Output(string name) => Outputs.TryGetValue(name, out var value) ? value
        : Succeeded ? throw Names.Missing($"There is no output {name}", name, [.. Outputs.Keys])
        : throw Names.Failed("The apply failed", Diagnostics);
}

/// <param name="Action">What was planned.</param>
/// <param name="Fate">What became of it.</param>
public sealed record AppliedChange(StepAction Action, string Type, string Name, ResourceFate Fate);
