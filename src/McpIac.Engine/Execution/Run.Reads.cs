using McpIac.Dsl.Expressions;
using McpIac.Engine.Events;
using McpIac.Engine.Reads;
using McpIac.Plans.Binding;
using McpIac.Plans.Planning;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Engine.Execution;

internal sealed partial class Run
{
    // What was read and isn't any more what the plan was made with.
    private readonly HashSet<string> moved = new(StringComparer.Ordinal);

    /// <param name="Why">Why there is nothing; a clause.</param>
    private sealed record Looked(ExistingObject? Found, string? Why);

    /// <summary>Reads what exists, now that its id is known: also what the plan has read, since it is older.</summary>
    private void Look(StepNode node)
    {
        node.StartedAt = TimeProvider.System.GetTimestamp();
        if (node.Step.Read is not { } read || TypeOf(node.Step.Type) is not { } type)
        {
            Fail(node, NodeStatus.Failed, $"the type {node.Step.Type} is in no snapshot");
            return;
        }

        var id = ExistingId.Of(read.Id, scope);
        var broken = BoundCondition.Broken(node.Step.Options.Preconditions, scope, final: true).FirstOrDefault();
        if (broken is not null || id.Text is null)
        {
            Fail(node, NodeStatus.Failed, broken is not null ? $"a precondition doesn't hold: {broken}" : $"its id has no value: {id.Problem ?? "it refers to something that its provider didn't return"}");
            return;
        }

        node.Status = NodeStatus.Running;
        Report(node, StepPhase.Started, null);
        Occupy(node.Provider, 1);
        inFlight.Add(Task.Run(async () => new Sent([node], 1, [], TimeSpan.Zero) { Looked = await LookAsync(node, type, id) }));
    }

    private async Task<Looked> LookAsync(StepNode node, ResourceType type, ExistingId id)
    {
        var (connection, problem) = await pool.GetAsync(node.Provider, CancellationToken.None);
        if (connection is null) return new(null, problem?.Message ?? $"{node.Provider} can't be reached");
        var (found, error) = await ExistingReader.AskAsync(connection, type, id.Text ?? "", ApplyOptions.QuestionTimeout, options.RetryDelay, CancellationToken.None);
        return new(found, found is not null ? null : error is null ? ReadProblems.Absent(node.Provider, type.Token, id) : ReadProblems.Answered(node.Provider, type.Token, id, error));
    }

    private void Take(StepNode node, Looked looked)
    {
        if (looked.Found is not { } found)
        {
            Fail(node, NodeStatus.Failed, looked.Why ?? "there is nothing to read");
            return;
        }

        scope.Set(node.Step.Urn, found.Properties, found.Outputs, found.SecretMembers);
        if (node.Step.Read?.Found is { } before && Changes(node.Step, before, found) is { Count: > 0 } changes)
        {
            altered.Add(node.Step.Urn);
            moved.Add(node.Step.Urn);
            diagnostics.Add(ReadProblems.Changed(node.Step, changes));
        }

        if (builder.BrokenPostcondition(node.Step) is { } broken) Fail(node, NodeStatus.Failed, broken);
        else Finish(node, NodeStatus.Done, null);
    }

    /// <summary>What is different of that which anything refers to: the rest concerns nobody here.</summary>
    private List<string> Changes(PlanStep step, ExistingObject before, ExistingObject now)
    {
        if (before.Properties.Equals(now.Properties) && before.Outputs.Equals(now.Outputs) || TypeOf(step.Type) is not { } type) return [];
        var expressions = plan.Steps.SelectMany(Values).Concat(plan.Outputs.Select(o => o.Value)).Concat(plan.Checks.SelectMany(c => Values(c.Check.Condition)));
        return [.. expressions.SelectMany(References.Of).Where(r => r.Urn == step.Urn && r.Path.Count > 0).Select(r => r.Path[0]).Distinct()
            .Where(name => !before.Value(type, name).Equals(now.Value(type, name))).Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<Expression> Values(PlanStep step) =>
        [
            .. step.Properties.Values, .. step.Read is { } read ? [read.Id] : Array.Empty<Expression>(), .. step.Options.ReplaceTrigger is { } trigger ? [trigger] : Array.Empty<Expression>(),
            .. step.Options.Preconditions.Concat(step.Options.Postconditions).SelectMany(Values),
        ];

    private static Expression[] Values(BoundCondition condition) => [condition.Condition, condition.Message];

    /// <summary>Why an update can't be made as it was planned: what it refers to was read anew, and now it would have to be a replacement.</summary>
    private string? Overtaken(StepNode node) =>
        node.Action == "update" && node.Step.Action == StepAction.Update && node.Step.DependsOn.Any(moved.Contains)
        && builder.Ripples(node).Where(c => c.ForcesReplacement).Select(c => c.Path).ToArray() is { Length: > 0 } paths
            ? $"its {string.Join(", ", paths)} can't be changed in place, and came out different from what was planned: plan again" : null;
}
