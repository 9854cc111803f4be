using McpIac.Engine.Connections;
using McpIac.Engine.Events;

namespace McpIac.Engine.Execution;

/// <summary>Tells what happens in a run. Thread-safe, but for what is told of starts and ends, which is the run's loop's.</summary>
internal sealed class RunReporter(IProgress<RunEvent> progress, Forecast forecast)
{
    private static readonly TimeProvider Time = TimeProvider.System;

    private readonly Lock gate = new();
    private readonly Dictionary<string, (StepNode Node, Operation Operation)> running = new(StringComparer.Ordinal);
    private readonly long began = Time.GetTimestamp();
    private bool over;

    public void Began(string runId, string deployment, string kind, int steps) => Tell(new RunBegan(runId, deployment, kind, steps) { At = Time.GetUtcNow() });

    public void Finished(string runId, ApplyOutcome outcome)
    {
        Tell(new RunFinished(runId, outcome, Time.GetElapsedTime(began)) { At = Time.GetUtcNow() });
        lock (gate) over = true;
    }

    /// <summary>From now on the change is the provider's: what it says about it is the step's progress.</summary>
    public void Sent(StepNode node, Operation operation)
    {
        lock (gate) running[operation.ProviderUrn] = (node, operation);
    }

    public void Step(StepNode node, StepPhase phase, string? message)
    {
        var ends = phase is StepPhase.Succeeded or StepPhase.Failed or StepPhase.RolledBack;
        if (ends) forecast.Ended(node);
        var told = Event(node, phase, message) with { IsCritical = phase == StepPhase.Started && forecast.IsLongest(node), Left = forecast.Left() };
        if (ends) Forget(node);
        Tell(told);
    }

    /// <summary>A change is sent again.</summary>
    public void Retrying(Operation operation, string? why) => Tell(operation.ProviderUrn, StepPhase.Retrying, why);

    /// <summary>What a provider says of a change; it may come late, or be about something else.</summary>
    public void Noted(ProviderNote note) => Tell(note.Urn, StepPhase.Progress, note.Phase);

    private void Tell(string urn, StepPhase phase, string? message)
    {
        lock (gate)
        {
            if (!running.TryGetValue(urn, out var known)) return;
            Tell(Event(known.Node, phase, message is null ? null : known.Operation.Redact(message)));
        }
    }

    private void Forget(StepNode node)
    {
        if (node.ProviderUrn is not { } urn) return;
        lock (gate) running.Remove(urn);
    }

    private void Tell(RunEvent told)
    {
        lock (gate)
        {
            if (!over) progress.Report(told);
        }
    }

    private static StepEvent Event(StepNode node, StepPhase phase, string? message) => new(
        node.Step.Urn, node.Step.Name, node.Step.Type, node.Provider, node.Step.Action, phase,
        phase is StepPhase.Started or StepPhase.RollingBack ? TimeSpan.Zero : Time.GetElapsedTime(node.StartedAt), message)
    { At = Time.GetUtcNow(), Key = node.Key };
}
