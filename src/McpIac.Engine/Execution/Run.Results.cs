using McpIac.Dsl.Expressions;
using McpIac.Plans.Journals;
using McpIac.Plans.Planning;
using McpIac.Plans.States;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Engine.Execution;

internal sealed partial class Run
{
    private ApplyResult Unchanged()
    {
        record.Add([.. OptionsChanged(), .. Rewired()]);
        record.Write();
        JudgeChecks();
        return new ApplyResult(ApplyOutcome.Succeeded, [], Outputs().Clear, diagnostics);
    }

    private ApplyResult Succeed()
    {
        var (clear, masked) = Outputs();
        JudgeChecks();
        record.Add([.. Rewired(), new OutputsRecorded(plan.IsPartial ? Beside(masked) : masked), new RunEnded(runId, "succeeded")]);
        record.Write();
        return new ApplyResult(ApplyOutcome.Succeeded, Fates(), clear, diagnostics);
    }

    /// <summary>Of what nothing else changes; a change's own result has its options.</summary>
    private IEnumerable<JournalEntry> OptionsChanged() =>
        from step in plan.Steps
        where step.Action == StepAction.NoOp && !step.IsLeft
        let known = Current(step.Urn)
        where known is not null
        let options = builder.Kept(step, known)
        where !Equals(known.Options, options)
        select new OptionsRecorded(step.Urn, options);

    /// <summary>A resource can depend on others than before without any value of it changing.</summary>
    private List<JournalEntry> Rewired() =>
    [
        .. from step in plan.Steps
           where step.Action == StepAction.NoOp && !step.IsLeft
           let known = Current(step.Urn)
           let dependencies = Dependencies(step)
           where known is not null && !known.Dependencies.ToHashSet(StringComparer.Ordinal).SetEquals(dependencies)
           select new DependenciesRecorded(step.Urn, dependencies),
    ];

    /// <summary>The journal can't be written any more: what is under way stays in doubt, and the next apply settles it.</summary>
    private ApplyResult Broken(Diagnostic problem)
    {
        foreach (var node in graph.Nodes)
        {
            node.Status = node.Status switch { NodeStatus.Running => NodeStatus.Unknown, NodeStatus.Waiting => NodeStatus.Skipped, var settled => settled };
        }

        return new ApplyResult(ApplyOutcome.Failed, Fates(fates), new Dictionary<string, Datum>(), [.. diagnostics, problem]);
    }

    private ApplyResult End(ApplyOutcome outcome, string recorded, IReadOnlyDictionary<string, (ResourceFate Fate, string? Message)>? fates = null)
    {
        record.Add(new RunEnded(runId, recorded));
        record.Write();
        return new ApplyResult(outcome, Fates(fates), new Dictionary<string, Datum>(), diagnostics);
    }

    private (Dictionary<string, Datum> Clear, Dictionary<string, Datum> Masked) Outputs()
    {
        var clear = new Dictionary<string, Datum>(StringComparer.Ordinal);
        var masked = new Dictionary<string, Datum>(StringComparer.Ordinal);
        foreach (var output in plan.Outputs.Where(o => o.After is not null))
        {
            var value = Evaluator.Evaluate(output.Value, scope);
            if (value.Error is not null || !value.IsKnown)
            {
                diagnostics.Add(Diagnostic.Warning("MCI4005", $"The output {output.Name} has no value: {value.Error ?? "a provider didn't return what it refers to"}."));
                continue;
            }

            clear[output.Name] = value.Value;
            masked[output.Name] = output.Secret || value.IsSecret ? Evaluation.Masked : value.Value;
        }

        return (clear, masked);
    }

    // A plan that left something out doesn't speak of every output.
    private Dictionary<string, Datum> Beside(Dictionary<string, Datum> masked)
    {
        var gone = plan.Outputs.Where(o => o is { After: null, Changed: true }).Select(o => o.Name).ToHashSet(StringComparer.Ordinal);
        return before.Outputs.Where(o => !gone.Contains(o.Key) && !masked.ContainsKey(o.Key)).Concat(masked).ToDictionary(StringComparer.Ordinal);
    }

    /// <summary>Now that everything is known. What the plan found broken it has said.</summary>
    private void JudgeChecks() => diagnostics.AddRange(
        from planned in plan.Checks
        where planned.Holds != false
        let why = planned.Check.Condition.Judge(scope, final: true).Why
        where why is not null
        select Diagnostic.Warning("MCI4030", $"The check {planned.Check.Name} doesn't hold: {why}.", planned.Check.Place, "Everything was applied; look at what the check is about."));

    // A replacement has two nodes; the worse of their fates is the resource's.
    private IReadOnlyList<ResourceOutcome> Fates(IReadOnlyDictionary<string, (ResourceFate Fate, string? Message)>? overrides = null) =>
        [.. graph.Nodes.Where(n => Counts(n)).GroupBy(n => n.Step, ReferenceEqualityComparer.Instance).Select(nodes =>
        {
            var step = nodes.First().Step;
            var worst = nodes.OrderByDescending(n => Weight(n.Status)).First();
            var (fate, message) = overrides is not null && overrides.TryGetValue(step.Urn, out var known) ? known : (Fate(worst.Status), worst.Message);
            return new ResourceOutcome(step.Urn, step.Name, step.Type, step.Action == StepAction.NoOp ? StepAction.Update : step.Action, fate, message);
        })];

    // What was only looked at is told of when it couldn't be.
    private static bool Counts(StepNode node) => node.Action == "read" ? node.Status is NodeStatus.Failed or NodeStatus.Unknown : node.Action is not null || node.Step.Action == StepAction.Import;

    private static int Weight(NodeStatus status) => status switch
    {
        NodeStatus.Unknown => 4,
        NodeStatus.Failed => 3,
        NodeStatus.Skipped or NodeStatus.Waiting => 2,
        _ => 1,
    };

    private static ResourceFate Fate(NodeStatus status) => status switch
    {
        NodeStatus.Done => ResourceFate.Applied,
        NodeStatus.Failed => ResourceFate.Failed,
        NodeStatus.Unknown => ResourceFate.Unknown,
        _ => ResourceFate.Skipped,
    };
}
