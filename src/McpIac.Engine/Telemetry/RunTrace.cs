using System.Diagnostics;
using McpIac.Engine.Events;
using McpIac.Engine.Execution;

namespace McpIac.Engine.Telemetry;

/// <summary>A run's spans and measures, made of its events. Told of one event at a time.</summary>
internal sealed class RunTrace(IProgress<RunEvent> next) : IProgress<RunEvent>
{
    private readonly Dictionary<string, Activity> steps = new(StringComparer.Ordinal);
    private Activity? run;
    private string kind = "";

    public void Report(RunEvent value)
    {
        switch (value)
        {
            case RunBegan began: Begin(began); break;
            case RunFinished finished: Finish(finished); break;
            case StepEvent step: Take(step); break;
        }

        next.Report(value);
    }

    /// <summary>What the span of a call is a part of: of the step when it is about one alone, else of the run.</summary>
    public Activity? Around(IReadOnlyList<string> urns)
    {
        lock (steps) return urns is [var urn] && steps.TryGetValue(urn, out var step) ? step : run;
    }

    private void Begin(RunBegan began)
    {
        kind = began.Kind;
        run = EngineTelemetry.Source.StartActivity($"{began.Kind} {began.Deployment}");
        run?.SetTag("mciacc.run", began.RunId).SetTag("mciacc.deployment", began.Deployment).SetTag("mciacc.kind", began.Kind).SetTag("mciacc.steps", began.Steps);
    }

    private void Finish(RunFinished finished)
    {
        lock (steps)
        {
            foreach (var step in steps.Values) step.Stop();
            steps.Clear();
        }

        var outcome = Word(finished.Outcome);
        run?.SetTag("mciacc.outcome", outcome).SetStatus(finished.Outcome == ApplyOutcome.Succeeded ? ActivityStatusCode.Ok : ActivityStatusCode.Error);
        run?.Stop();
        EngineTelemetry.RunDuration.Record(finished.Elapsed.TotalSeconds, new TagList { { "mciacc.kind", kind }, { "mciacc.outcome", outcome } });
    }

    private void Take(StepEvent step)
    {
        var action = Word(step.Action);
        switch (step.Phase)
        {
            case StepPhase.Started or StepPhase.RollingBack: Start(step, step.Phase == StepPhase.Started ? action : $"take back {action}"); break;
            case StepPhase.Retrying:
                EngineTelemetry.Retries.Add(1, new TagList { { "mciacc.provider", step.Provider }, { "mciacc.type", step.Type } });
                Find(step)?.AddEvent(new ActivityEvent("retry"));
                break;
            case StepPhase.Progress: break;
            default: End(step, action); break;
        }
    }

    private void Start(StepEvent step, string action)
    {
        if (run is null || EngineTelemetry.Source.StartActivity($"{action} {step.Type}", ActivityKind.Internal, run.Context) is not { } span) return;

        // Steps overlap, so none of them is what is current for the run.
        Activity.Current = run;
        span.SetTag("mciacc.urn", step.Urn).SetTag("mciacc.type", step.Type).SetTag("mciacc.provider", step.Provider).SetTag("mciacc.action", action);
        if (step.IsCritical) span.SetTag("mciacc.critical", true);
        lock (steps) steps[step.Urn] = span;
    }

    private void End(StepEvent step, string action)
    {
        var failed = step.Phase == StepPhase.Failed;
        EngineTelemetry.StepDuration.Record(step.Elapsed.TotalSeconds, new TagList
        {
            { "mciacc.provider", step.Provider }, { "mciacc.type", step.Type }, { "mciacc.action", action }, { "mciacc.outcome", Word(step.Phase) },
        });
        if (Find(step) is not { } span) return;
        span.SetStatus(failed ? ActivityStatusCode.Error : ActivityStatusCode.Ok, failed ? step.Message : null);
        span.Stop();
        lock (steps) steps.Remove(step.Urn);
    }

    private Activity? Find(StepEvent step)
    {
        lock (steps) return steps.GetValueOrDefault(step.Urn);
    }

    private static string Word(Enum value)
    {
        var text = value.ToString();
        return char.ToLowerInvariant(text[0]) + text[1..];
    }
}
