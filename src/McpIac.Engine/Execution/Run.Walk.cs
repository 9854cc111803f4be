using System.Diagnostics;
using McpIac.Engine.Events;
using McpIac.Plans.Journals;
using McpIac.Plans.Planning;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Engine.Execution;

internal sealed partial class Run
{
    private readonly StepTimes times;
    private readonly StepQueue ready;
    private readonly Queue<StepNode> idle = new(), reads = new();
    private readonly Queue<StepNode>[] parked = [new(), new(), new()];
    private readonly int[] left = new int[3];
    private readonly List<(IReadOnlyList<StepNode> Nodes, IReadOnlyList<Operation> Operations, int Slots)> starting = [];
    private readonly List<Task<Sent>> inFlight = [];
    private readonly List<(StepNode Node, OperationResult Result)> done = [];
    private readonly HashSet<string> altered = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> busy = new(StringComparer.Ordinal);
    private int slotsUsed;
    private bool failed, deleteSent;

    private sealed record Sent(IReadOnlyList<StepNode> Nodes, int Slots, IReadOnlyList<OperationResult> Results, TimeSpan Elapsed)
    {
        /// <summary>For a read: what it came to.</summary>
        public Looked? Looked { get; init; }

        /// <summary>For a hook: that it ran, with why it failed, a clause.</summary>
        public (bool Ran, string? Why) Hook { get; init; }
    }

    /// <summary>Nothing more is sent: interrupted, or about to be taken back. Past the point of no return the way out is forward.</summary>
    private bool Halted => cancellation.IsCancellationRequested || (failed && options.OnFailure == OnFailure.Rollback && !deleteSent);

    private async Task WalkAsync()
    {
        CriticalPath.Measure(graph.Nodes, n => n.Acts ? times.Find(n.Step.Type, n.Action ?? "") ?? StepTimes.Unmeasured : 0);
        foreach (var node in graph.Nodes) left[(int)node.Phase]++;
        foreach (var node in graph.Nodes.Where(n => n.WaitsFor == 0).ToArray()) Enqueue(node);
        while (true)
        {
            try
            {
                while (!Halted && Dispatch()) { }

                // What is sent is durable before, and so is by then what came of the last.
                record.Write();
            }
            catch
            {
                await DrainAsync();
                throw;
            }

            var alone = starting is [{ Operations.Count: 1 }] && inFlight.Count == 0;
            foreach (var (nodes, operations, slots) in starting) inFlight.Add(SendAsync(nodes, operations, slots, alone));
            starting.Clear();
            if (inFlight.Count == 0) return;
            await Task.WhenAny(inFlight);
            foreach (var finished in inFlight.Where(t => t.IsCompleted).ToArray())
            {
                inFlight.Remove(finished);
                if (finished.IsFaulted) await DrainAsync();
                Take(await finished);
            }
        }
    }

    // As when the journal can't be written. What else is under way is waited for, so that nothing writes after this run has ended.
    private Task DrainAsync() => Task.WhenAll(inFlight).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);

    private void Enqueue(StepNode node)
    {
        if (node.Status != NodeStatus.Waiting) return;
        if (left.Take((int)node.Phase).Any(count => count > 0)) parked[(int)node.Phase].Enqueue(node);
        else if (node.Action is null or "forget") idle.Enqueue(node);
        else if (node.Action is "read" or "run") reads.Enqueue(node);
        else ready.Add(node);
    }

    /// <summary>Starts one batch, or finishes a step that needs none; false when there is nothing to start or no slot free.</summary>
    private bool Dispatch()
    {
        if (idle.TryDequeue(out var unchanged))
        {
            if (unchanged.Status == NodeStatus.Waiting) Pass(unchanged);
            return true;
        }

        var free = options.Parallelism - slotsUsed;
        if (free <= 0) return false;
        if (reads.TryDequeue(out var read))
        {
            if (read.Status == NodeStatus.Waiting && read.Action == "run") RunHook(read);
            else if (read.Status == NodeStatus.Waiting) Look(read);
            return true;
        }

        var nodes = ready.Take(provider => Slots(provider, free), provider => pool.Limits(provider).Batch(ApplyOptions.MaxBatch));
        if (nodes.Count == 0) return false;
        Start(nodes, Slots(nodes[0].Provider, free));
        return true;
    }

    /// <summary>How many more changes a provider may work on at once.</summary>
    private int Slots(string provider, int free)
    {
        var slots = Math.Min(free, options.Slots);
        return pool.Limits(provider).MaxConcurrency - busy.GetValueOrDefault(provider) is { } left && left < slots ? Math.Max(0, left) : slots;
    }

    private void Occupy(string provider, int slots)
    {
        slotsUsed += slots;
        busy[provider] = busy.GetValueOrDefault(provider) + slots;
    }

    private void Start(IReadOnlyList<StepNode> candidates, int limit)
    {
        var nodes = new List<StepNode>();
        var operations = new List<Operation>();
        foreach (var node in candidates)
        {
            node.StartedAt = TimeProvider.System.GetTimestamp();
            var (operation, problem) = Overtaken(node) is { } why ? (null, why) : builder.Build(node, Dependencies(node.Step));
            if (operation is null)
            {
                Fail(node, NodeStatus.Failed, problem ?? "it can't be done");
                continue;
            }

            (node.Key, node.ProviderUrn) = (operation.Key, operation.ProviderUrn);
            reporter.Sent(node, operation);
            nodes.Add(node);
            operations.Add(operation);
        }

        // What couldn't even be built may have halted the run.
        if (operations.Count == 0 || Halted) return;
        foreach (var node in nodes)
        {
            node.Status = NodeStatus.Running;
            deleteSent |= node.Action == "delete";
            Report(node, StepPhase.Started, null);
        }

        var slots = Math.Min(operations.Count, limit);
        Occupy(nodes[0].Provider, slots);
        record.Add(operations.Select(o => o.Intent()));
        starting.Add((nodes, operations, slots));
    }

    /// <param name="alone">Nothing else could be done meanwhile, so it needs no thread of its own: in a chain changing threads takes longer than most else.</param>
    private async Task<Sent> SendAsync(IReadOnlyList<StepNode> nodes, IReadOnlyList<Operation> operations, int slots, bool alone)
    {
        var started = TimeProvider.System.GetTimestamp();

        // Before a rollback a failure should stop its batch; in all other cases what can be done is done.
        var continues = options.OnFailure == OnFailure.Continue || deleteSent;
        var around = trace.Around([.. nodes.Select(n => n.Step.Urn)]);
        var results = await (alone ? SendAsync() : Task.Run(SendAsync));
        return new Sent(nodes, slots, results, TimeProvider.System.GetElapsedTime(started));

        async Task<IReadOnlyList<OperationResult>> SendAsync()
        {
            if (around is not null) Activity.Current = around;
            return await sender.SendAsync(nodes[0].Provider, operations, slots, continues, reporter.Retrying);
        }
    }

    private void Take(Sent sent)
    {
        Occupy(sent.Nodes[0].Provider, -sent.Slots);
        if (sent.Hook.Ran)
        {
            if (sent.Hook.Why is { } why) Fail(sent.Nodes[0], NodeStatus.Failed, why);
            else Finish(sent.Nodes[0], NodeStatus.Done, null);
            return;
        }

        if (sent.Looked is { } looked)
        {
            Take(sent.Nodes[0], looked);
            return;
        }

        record.Add(sent.Results.Select(OperationRunner.Entry).OfType<JournalEntry>());
        ready.Measure(sent.Nodes, sent.Slots, sent.Elapsed);
        var explained = sent.Results.Any(r => r.Outcome is OperationOutcome.Failed or OperationOutcome.Partial or OperationOutcome.Unknown);
        for (var i = 0; i < sent.Nodes.Count; i++)
        {
            var (node, result) = (sent.Nodes[i], sent.Results[i]);
            Learn(node, result);
            switch (result.Outcome)
            {
                case OperationOutcome.Applied when node.Action != "delete" && builder.BrokenPostcondition(node.Step) is { } broken: Fail(node, NodeStatus.Failed, broken); break;
                case OperationOutcome.Applied: Finish(node, NodeStatus.Done, null); break;
                case OperationOutcome.Skipped when explained: Finish(node, NodeStatus.Skipped, null); break;
                case OperationOutcome.Skipped: Fail(node, NodeStatus.Failed, "the provider skipped it and didn't say why"); break;
                case OperationOutcome.Unknown: Fail(node, NodeStatus.Unknown, result.Message ?? "its outcome isn't known"); break;
                default: Fail(node, NodeStatus.Failed, result.Message ?? "it failed"); break;
            }
        }
    }

    private void Learn(StepNode node, OperationResult result)
    {
        if (result.Outcome is not (OperationOutcome.Applied or OperationOutcome.Partial) || result.Resource is not { } resource || node.Action == "delete") return;
        done.Add((node, result));
        var outputs = resource.Outputs ?? Datum.EmptyMap;
        scope.Set(node.Step.Urn, result.Operation.Inputs ?? Datum.EmptyMap, outputs, result.Operation.SecretNames(outputs));
        if (!before.Resources.TryGetValue(node.Step.Urn, out var prior) || !prior.Outputs.Equals(outputs)) altered.Add(node.Step.Urn);

        // The provider made the new object in the old one's place: there is no old one left.
        if (node.OldHalf is { Status: NodeStatus.Waiting } old && node.Prior?.Id == resource.Id && node.Prior.Provider == node.Provider) Finish(old, NodeStatus.Done, null);
    }

    private void Fail(StepNode node, NodeStatus status, string message)
    {
        var first = !failed;
        failed = true;
        diagnostics.Add(Diagnostic.Error("MCI4001", $"{node.Step.Name} ({node.Step.Type}): {node.Action} failed: {message.TrimEnd('.')}.",
            null, status == NodeStatus.Unknown ? "Apply again: it finds out first what became of this." : "Mend what it says, and apply again."));
        Finish(node, status, message);
        if (first && options.OnFailure == OnFailure.Stop) StopExpanding();
    }

    // Nothing new is made; what is to be deleted and doesn't depend on the failure still goes.
    private void StopExpanding()
    {
        foreach (var node in graph.Nodes.Where(n => n.Phase != ApplyPhase.Contract && n.Status == NodeStatus.Waiting && n.Action is not null).ToArray())
        {
            if (node.Status != NodeStatus.Waiting) continue;
            Finish(node, NodeStatus.Skipped, null);
        }
    }

    private void Finish(StepNode node, NodeStatus status, string? message)
    {
        var sent = node.Status == NodeStatus.Running || status == NodeStatus.Failed;
        (node.Status, node.Message) = (status, message);
        if (node.Action is not null && sent && status != NodeStatus.Skipped) Report(node, status == NodeStatus.Done ? StepPhase.Succeeded : StepPhase.Failed, message);
        left[(int)node.Phase]--;
        if (status == NodeStatus.Done)
        {
            foreach (var dependent in node.Dependents.Where(d => d.Release())) Enqueue(dependent);
        }
        else
        {
            SkipDependents(node);
        }

        for (var phase = 1; phase < parked.Length && left[phase - 1] == 0; phase++)
        {
            while (parked[phase].TryDequeue(out var waiting)) Enqueue(waiting);
        }
    }

    private void SkipDependents(StepNode from)
    {
        var queue = new Queue<StepNode>(from.Dependents);
        while (queue.TryDequeue(out var node))
        {
            if (node.Status != NodeStatus.Waiting) continue;
            node.Status = NodeStatus.Skipped;
            left[(int)node.Phase]--;
            foreach (var dependent in node.Dependents) queue.Enqueue(dependent);
        }
    }
}
