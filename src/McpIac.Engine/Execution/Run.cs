using McpIac.Engine.Connections;
using McpIac.Engine.Retry;
using McpIac.Plans.Binding;
using McpIac.Plans.Journals;
using McpIac.Plans.Planning;
using McpIac.Plans.States;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;
using McpIac.State.Journals;

namespace McpIac.Engine.Execution;

/// <summary>One run of a plan. All its fields are touched by one loop; only sending happens beside it.</summary>
internal sealed partial class Run
{
    private readonly Plan plan;
    private readonly IJournal journal;
    private readonly ApplyOptions options;
    private readonly IProgress<StepEvent> progress;
    private readonly CancellationToken cancellation;
    private readonly Dictionary<string, ResourceType> types;
    private readonly StepGraph graph;
    private readonly LiveScope scope;
    private readonly OperationBuilder builder;
    private readonly OperationRunner runner;
    private readonly HashSet<string> kept;
    private readonly Dictionary<string, Queue<StepNode>> ready = new(StringComparer.Ordinal);
    private readonly Queue<StepNode> contract = new();
    private readonly List<Task<Sent>> inFlight = [];
    private readonly List<(StepNode Node, OperationResult Result)> done = [];
    private readonly List<Diagnostic> diagnostics = [];
    private readonly string runId = Guid.CreateVersion7().ToString("N");
    private int expandLeft, slotsUsed;
    private bool failed, deleteSent;

    private sealed record Sent(IReadOnlyList<StepNode> Nodes, int Slots, IReadOnlyList<OperationResult> Results);

    public Run(
        Plan plan, BoundDeployment? deployment, DeploymentState state, IJournal journal, ConnectionPool pool, ApplyOptions options,
        IProgress<StepEvent> progress, CancellationToken cancellation)
    {
        (this.plan, this.journal, this.options, this.progress, this.cancellation) = (plan, journal, options, progress, cancellation);
        types = (options.Catalog?.Types ?? []).Concat(deployment?.Resources.Select(r => r.Type) ?? [])
            .GroupBy(t => t.Token, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Last(), StringComparer.Ordinal);
        graph = StepGraph.Build(plan, state);
        kept = plan.Steps.Where(s => s.Action != StepAction.Delete).Select(s => s.Urn).ToHashSet(StringComparer.Ordinal);
        scope = new LiveScope(plan, state, TypeOf);
        builder = new OperationBuilder(scope, TypeOf, Current);
        runner = new OperationRunner(journal, new Sender(plan.Deployment, pool, options.Timeout, options.OnFailure == OnFailure.Continue));
    }

    public async Task<ApplyResult> RunAsync()
    {
        if (plan.IsEmpty) return new ApplyResult(ApplyOutcome.Succeeded, [], Outputs().Clear, []);
        journal.Append(new RunStarted(runId, options.Kind));
        await WalkAsync();
        foreach (var node in graph.Nodes.Where(n => n.Status == NodeStatus.Waiting)) node.Status = NodeStatus.Skipped;
        if (!failed && cancellation.IsCancellationRequested && graph.Nodes.Any(n => n.Status == NodeStatus.Skipped)) return End(ApplyOutcome.Cancelled, "cancelled");
        if (!failed && graph.Nodes.All(n => n.Status == NodeStatus.Done)) return Succeed();
        return Compensates ? await RollBackAsync() : End(ApplyOutcome.Failed, "failed");
    }

    /// <summary>Taking back is only honest before the first delete was sent; an interrupt never starts it.</summary>
    private bool Compensates => options.OnFailure == OnFailure.Rollback && !deleteSent && !cancellation.IsCancellationRequested;

    /// <summary>Past the point of no return the way out is forward.</summary>
    private bool Halted => cancellation.IsCancellationRequested || (failed && options.OnFailure != OnFailure.Continue && !(deleteSent && options.OnFailure == OnFailure.Rollback));

    private async Task WalkAsync()
    {
        expandLeft = graph.Nodes.Count(n => !n.Contract);
        foreach (var node in graph.Nodes.Where(n => n.WaitsFor == 0).ToArray()) Enqueue(node);
        while (true)
        {
            while (!Halted && Dispatch()) { }
            if (inFlight.Count == 0) return;
            var finished = await Task.WhenAny(inFlight);
            inFlight.Remove(finished);
            if (finished.IsFaulted) await DrainAsync();
            Take(await finished);
        }
    }

    // The journal failed. What else is under way is waited for, so that nothing writes after this run has ended.
    private Task DrainAsync() => Task.WhenAll(inFlight).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);

    private void Enqueue(StepNode node)
    {
        if (node.Status != NodeStatus.Waiting) return;
        if (node.Contract && expandLeft > 0)
        {
            contract.Enqueue(node);
            return;
        }

        if (!ready.TryGetValue(node.Step.Provider, out var queue)) ready[node.Step.Provider] = queue = new();
        queue.Enqueue(node);
    }

    /// <summary>Starts one batch, or finishes a step that needs none; false when there is nothing to start or no slot free.</summary>
    private bool Dispatch()
    {
        var free = options.Parallelism - slotsUsed;
        foreach (var (provider, queue) in ready)
        {
            if (queue.Count == 0) continue;
            if (queue.Peek().Action is null)
            {
                Finish(queue.Dequeue(), NodeStatus.Done, null);
                return true;
            }

            if (free <= 0) continue;
            Start(provider, queue, free);
            return true;
        }

        return false;
    }

    private void Start(string provider, Queue<StepNode> queue, int free)
    {
        var nodes = new List<StepNode>();
        var operations = new List<Operation>();
        while (operations.Count < ApplyOptions.MaxBatch && queue.TryPeek(out var node) && node.Action is not null)
        {
            queue.Dequeue();
            if (node.Status != NodeStatus.Waiting) continue;
            var (operation, problem) = builder.Build(node, [.. node.Step.DependsOn.Where(kept.Contains)]);
            node.StartedAt = TimeProvider.System.GetTimestamp();
            if (operation is null)
            {
                Fail(node, NodeStatus.Failed, problem ?? "it can't be done");
                if (Halted) break;
                continue;
            }

            node.Status = NodeStatus.Running;
            deleteSent |= node.Action == "delete";
            Report(node, StepPhase.Started, null);
            nodes.Add(node);
            operations.Add(operation);
        }

        if (operations.Count == 0) return;

        // Half the slots at most, so that one provider's wide layer doesn't keep the others waiting.
        var slots = Math.Max(1, Math.Min(Math.Min(operations.Count, free), (options.Parallelism + 1) / 2));
        slotsUsed += slots;
        inFlight.Add(SendAsync(provider, nodes, operations, slots));
    }

    private async Task<Sent> SendAsync(string provider, IReadOnlyList<StepNode> nodes, IReadOnlyList<Operation> operations, int slots) =>
        new(nodes, slots, await Task.Run(() => runner.RunAsync(provider, operations, slots)));

    private void Take(Sent sent)
    {
        slotsUsed -= sent.Slots;
        for (var i = 0; i < sent.Nodes.Count; i++)
        {
            var (node, result) = (sent.Nodes[i], sent.Results[i]);
            if (result.Outcome is OperationOutcome.Applied or OperationOutcome.Partial && result.Resource is { } resource && node.Action != "delete")
            {
                done.Add((node, result));
                scope.Set(node.Step.Urn, result.Operation.Inputs ?? Datum.EmptyMap, resource.Outputs ?? Datum.EmptyMap);
            }

            switch (result.Outcome)
            {
                case OperationOutcome.Applied: Finish(node, NodeStatus.Done, null); break;
                case OperationOutcome.Skipped: Finish(node, NodeStatus.Skipped, null); break;
                case OperationOutcome.Unknown: Fail(node, NodeStatus.Unknown, result.Message ?? "its outcome isn't known"); break;
                default: Fail(node, NodeStatus.Failed, result.Message ?? "it failed"); break;
            }
        }
    }

    private void Fail(StepNode node, NodeStatus status, string message)
    {
        failed = true;
        diagnostics.Add(Diagnostic.Error("MCI4001", $"{node.Step.Name} ({node.Step.Type}): {node.Action} failed: {message}.",
            null, status == NodeStatus.Unknown ? "Apply again: it finds out first what became of this." : null));
        Finish(node, status, message);
    }

    private void Finish(StepNode node, NodeStatus status, string? message)
    {
        (node.Status, node.Message) = (status, message);
        if (node.Action is not null && status != NodeStatus.Skipped) Report(node, status == NodeStatus.Done ? StepPhase.Succeeded : StepPhase.Failed, message);
        if (!node.Contract) expandLeft--;
        if (status == NodeStatus.Done)
        {
            foreach (var dependent in node.Dependents.Where(d => d.Release())) Enqueue(dependent);
        }
        else
        {
            SkipDependents(node);
        }

        if (expandLeft > 0) return;
        while (contract.TryDequeue(out var waiting)) Enqueue(waiting);
    }

    private void SkipDependents(StepNode from)
    {
        var queue = new Queue<StepNode>(from.Dependents);
        while (queue.TryDequeue(out var node))
        {
            if (node.Status != NodeStatus.Waiting) continue;
            node.Status = NodeStatus.Skipped;
            if (!node.Contract) expandLeft--;
            foreach (var dependent in node.Dependents) queue.Enqueue(dependent);
        }
    }

    private ResourceType? TypeOf(string token) => types.TryGetValue(token, out var type) ? type : null;

    private ResourceState? Current(string urn) => journal.Read().Resources.TryGetValue(urn, out var resource) ? resource : null;

    private void Report(StepNode node, StepPhase phase, string? message) => progress.Report(new StepEvent(
        node.Step.Urn, node.Step.Name, node.Step.Type, node.Step.Provider, node.Step.Action, phase,
        phase == StepPhase.Started ? TimeSpan.Zero : TimeProvider.System.GetElapsedTime(node.StartedAt), message));
}
