using McpIac.Engine.Connections;
using McpIac.Engine.Events;
using McpIac.Engine.Execution;
using McpIac.Engine.Retry;
using McpIac.Engine.Snapshots;
using McpIac.Plans.Binding;
using McpIac.Plans.Journals;
using McpIac.Plans.Planning;
using McpIac.Plans.Rollbacks;
using McpIac.Plans.States;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;
using McpIac.State.Journals;

namespace McpIac.Engine.Rollbacks;

/// <summary>A run that was killed, and what it had done: taken back as it would have done itself. Settle before it is looked for.</summary>
public sealed class UnfinishedRun
{
    private const int Page = 1024;

    private static readonly TimeSpan QuestionTimeout = TimeSpan.FromMinutes(1);

    private readonly string runId;
    private readonly bool begun;
    private readonly IReadOnlyList<RunChange> changes;

    private UnfinishedRun(RunStarted started, bool begun, IReadOnlyList<RunChange> changes) => (runId, Kind, this.begun, this.changes) = (started.RunId, started.Kind, begun, changes);

    /// <summary>apply, destroy, rollback …</summary>
    public string Kind { get; }

    /// <summary>What of it is still to be taken back, in the order in which that is done; each with the action that it had been.</summary>
    public IReadOnlyList<PlanStep> Steps => [.. changes.Where(c => !c.IsTakenBack).Select(c => c.Step)];

    /// <summary>The last run, when it didn't come to its end; MCI4042 when it did, MCI4043 when it had begun to delete, MCI4048 when it was no transaction.</summary>
    public static (UnfinishedRun? Run, Diagnostic? Problem) Find(IStoredJournal journal)
    {
        var state = journal.Read();
        var entries = Last(journal);
        if (entries is not [{ Entry: RunStarted started }, .. var after] || after.Any(e => e.Entry is RunEnded)) return (null, RollbackProblems.NothingToResume(state.Deployment));
        if (started.Kind == DeploymentSnapshots.RestoreKind) return (null, RollbackProblems.NoTransaction(state.Deployment));
        var forward = after.TakeWhile(e => e.Entry is not RollbackStarted).ToArray();
        var intents = forward.Select(e => e.Entry).OfType<IntentRecorded>().ToDictionary(i => i.Key, StringComparer.Ordinal);
        if (intents.Values.FirstOrDefault(i => i.Action == "delete") is { } delete) return (null, RollbackProblems.PastNoReturn(delete, started.Kind));
        var before = journal.ReadAt(entries[0].Serial - 1) ?? DeploymentState.Empty(state.Deployment);

        // What was settled came to be known only now, and was done all the same.
        var made = after.Select(e => e.Entry).OfType<ResourceConfirmed>().Where(c => intents.ContainsKey(c.Key)).Reverse();
        return (new UnfinishedRun(started, forward.Length < after.Length, [.. made.Select(c => new RunChange(intents[c.Key], c, before, state))]), null);
    }

    /// <summary>Takes back what is left, the last first. When it is interrupted itself, what is left then can be resumed again.</summary>
    /// <param name="program">The present one, whose secrets may still be those from before the run; null when it has errors.</param>
    public async Task<ApplyResult> TakeBackAsync(
        IJournal journal, ConnectionPool pool, ApplyOptions options, IProgress<RunEvent> progress, CancellationToken cancellation, BoundDeployment? program = null)
    {
        var record = new RunRecord(journal);
        var reporter = new RunReporter(progress, new Forecast([.. changes.Select(c => c.Node)], new StepTimes(), options.Parallelism));
        var runner = new OperationRunner(record, new Sender(record.State.Deployment, pool, options), reporter);
        pool.Noted += reporter.Noted;
        try
        {
            reporter.Began(runId, record.State.Deployment, "rollback", changes.Count(c => !c.IsTakenBack));
            var present = program is not null && options.Catalog is { } catalog && changes.Any(c => c.NeedsSecrets)
                ? await PresentInputs.OfAsync(program, record.State, catalog, pool, QuestionTimeout, cancellation) : null;
            if (!begun) record.Add(new RollbackStarted(runId));
            var outcomes = new List<ResourceOutcome>();
            foreach (var change in changes)
            {
                var skips = cancellation.IsCancellationRequested && !change.IsTakenBack;
                var (fate, message) = skips ? (ResourceFate.Skipped, null) : await UndoAsync(change, present?.Of(change.Step.Urn), record, runner, reporter, options);
                outcomes.Add(new ResourceOutcome(change.Step.Urn, change.Step.Name, change.Step.Type, change.Step.Action, fate, message));
            }

            var outcome = outcomes.Any(o => o.Fate == ResourceFate.Skipped) ? ApplyOutcome.Cancelled
                : outcomes.All(o => o.Fate == ResourceFate.Restored) ? ApplyOutcome.RolledBack : ApplyOutcome.Failed;
            if (outcome != ApplyOutcome.Cancelled) record.Add(new RunEnded(runId, outcome == ApplyOutcome.RolledBack ? "rolledBack" : "failed"));
            record.Write();
            reporter.Finished(runId, outcome);
            return new ApplyResult(outcome, outcomes, new Dictionary<string, Datum>(), []);
        }
        catch (JournalException e)
        {
            return ApplyResult.Refused(e.Problem);
        }
        finally
        {
            pool.Noted -= reporter.Noted;
        }
    }

    private static async Task<(ResourceFate Fate, string? Message)> UndoAsync(
        RunChange change, Datum? present, RunRecord record, OperationRunner runner, RunReporter reporter, ApplyOptions options)
    {
        if (change.IsTakenBack) return (ResourceFate.Restored, null);
        var node = change.Node;
        node.StartedAt = TimeProvider.System.GetTimestamp();
        reporter.Step(node, StepPhase.RollingBack, null);
        var (operation, why) = change.Inverse(options.Catalog?.Find(change.Step.Type), present);
        var (fate, message) = operation is null ? (ResourceFate.Irreversible, why) : await SendAsync(change, operation, record, runner, reporter);
        reporter.Step(node, fate == ResourceFate.Restored ? StepPhase.RolledBack : StepPhase.Failed, message);
        return (fate, message);
    }

    private static async Task<(ResourceFate Fate, string? Message)> SendAsync(RunChange change, Operation operation, RunRecord record, OperationRunner runner, RunReporter reporter)
    {
        (change.Node.Key, change.Node.ProviderUrn) = (operation.Key, operation.ProviderUrn);
        reporter.Sent(change.Node, operation);
        if (change.Deposed is { } deposed) record.Add(deposed);
        var undone = await runner.RunAsync(change.Step.Provider, operation);
        return undone.Outcome switch
        {
            OperationOutcome.Applied => (ResourceFate.Restored, null),
            OperationOutcome.Unknown => (ResourceFate.Unknown, undone.Message),
            _ => (ResourceFate.RollbackFailed, undone.Message),
        };
    }

    /// <summary>From the last start of a run on, in their order.</summary>
    private static RecordedEntry[] Last(IStoredJournal journal)
    {
        for (var limit = Page; ; limit *= 4)
        {
            var newest = journal.History(limit);
            var since = newest.TakeWhile(e => e.Entry is not RunStarted).Count();
            if (since < newest.Count) return [.. newest.Take(since + 1).Reverse()];
            if (newest.Count < limit) return [];
        }
    }
}
