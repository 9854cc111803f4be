using McpIac.Cli.CommandLine;
using McpIac.Cli.Rendering;
using McpIac.Cli.Sessions;
using McpIac.Dsl.Expressions;
using McpIac.Engine.Events;
using McpIac.Engine.Execution;
using McpIac.Plans.Planning;
using McpIac.Schemas.Data;

namespace McpIac.Cli.Interaction;

/// <summary>Carries a plan out before someone's eyes, and says what came of it: the common part of apply and destroy.</summary>
internal static class Changes
{
    /// <returns>The exit code.</returns>
    public static async Task<int> CarryOutAsync(
        Session session, Plan plan, string verb, Func<IProgress<RunEvent>, Task<ApplyResult>> apply)
    {
        var started = TimeProvider.System.GetTimestamp();
        session.Show(Line.Empty);
        var result = await WatchAsync(session, plan.Steps.Sum(Acts), apply);
        session.Show(Line.Empty);
        session.Report(result.Diagnostics);
        session.Show(ResultView.Of(result, verb, TimeProvider.System.GetElapsedTime(started), plan.Renamings.Count));
        session.Add("result", Describe(result));
        if (result.Outcome == ApplyOutcome.Succeeded) ShowOutputs(session, Masked(plan, result.Outputs));
        return result.Outcome switch
        {
            ApplyOutcome.Succeeded => ExitCodes.Success,
            ApplyOutcome.Cancelled => ExitCodes.Cancelled,
            _ => ExitCodes.ApplyFailed,
        };
    }

    /// <summary>The same of what is taken back of an interrupted run: that all was is what succeeding means here.</summary>
    public static async Task<int> TakeBackAsync(Session session, int steps, Func<IProgress<RunEvent>, Task<ApplyResult>> takeBack)
    {
        session.Show(Line.Empty);
        var result = await WatchAsync(session, steps, takeBack);
        return ShowTakenBack(session, result, "Everything is as it was before.");
    }

    /// <param name="whole">What is to be said when all was.</param>
    public static int ShowTakenBack(Session session, ApplyResult result, string whole)
    {
        session.Show(Line.Empty);
        session.Report(result.Diagnostics);
        session.Show(ResultView.TakenBack(result, whole));
        session.Add("result", Describe(result));
        return result.Outcome switch
        {
            ApplyOutcome.RolledBack => ExitCodes.Success,
            ApplyOutcome.Cancelled => ExitCodes.Cancelled,
            _ => ExitCodes.ApplyFailed,
        };
    }

    /// <summary>What differs, by property.</summary>
    public static Datum Describe(IEnumerable<PropertyChange> changes) => Datum.ListOf(changes.Select(c => Datum.MapOf(
        new KeyValuePair<string, Datum?>[] { new("path", Datum.Of(c.Path)), new("before", c.Before), new("after", c.After) }
            .Where(m => m.Value is not null).Select(m => new KeyValuePair<string, Datum>(m.Key, m.Value ?? Datum.Null)))));

    public static void ShowOutputs(Session session, IReadOnlyDictionary<string, Datum> outputs)
    {
        KeyValuePair<string, Datum>[] ordered = [.. outputs.OrderBy(o => o.Key, StringComparer.Ordinal)];
        session.Show(ResultView.Outputs(ordered));
        session.Add("outputs", OutputJson(ordered));
    }

    /// <summary><c>{ NAME: { value, secret } }</c>; a secret has no value.</summary>
    public static Datum OutputJson(IEnumerable<KeyValuePair<string, Datum>> outputs) => Datum.MapOf(outputs.Select(o => new KeyValuePair<string, Datum>(
        o.Key, o.Value.Equals(Evaluation.Masked)
            ? Datum.MapOf([new("secret", Datum.True)])
            : Datum.MapOf([new("value", o.Value), new("secret", Datum.False)]))));

    private static async Task<ApplyResult> WatchAsync(Session session, int acts, Func<IProgress<RunEvent>, Task<ApplyResult>> apply)
    {
        using var file = EventFile.Open(session.Parsed.GetValue(Options.Events));
        var result = await ShowAsync(session, acts, shown => apply(file is null ? shown : new Both(shown, file)));
        return file?.Problem is { } problem ? result with { Diagnostics = [.. result.Diagnostics, problem] } : result;
    }

    private static Task<ApplyResult> ShowAsync(Session session, int acts, Func<IProgress<RunEvent>, Task<ApplyResult>> apply)
    {
        if (session.Json) return apply(new Silence());
        if (!session.Screen.IsLive) return apply(new PlainProgress(session.Screen));
        return LiveProgress.RunAsync(session.Screen, acts, apply);
    }

    private static int Acts(PlanStep step) => step.Action switch { StepAction.NoOp => 0, StepAction.Import => Math.Min(1, step.Diff.Count), StepAction.Replace => 2, _ => 1 };

    private static Dictionary<string, Datum> Masked(Plan plan, IReadOnlyDictionary<string, Datum> outputs)
    {
        var secret = plan.Outputs.Where(o => o.Secret).Select(o => o.Name).ToHashSet(StringComparer.Ordinal);
        return outputs.ToDictionary(o => o.Key, o => secret.Contains(o.Key) ? Evaluation.Masked : o.Value, StringComparer.Ordinal);
    }

    private static Datum Describe(ApplyResult result) => Datum.MapOf(
    [
        new("outcome", JsonReport.Word(result.Outcome)),
        new("resources", Datum.ListOf(result.Resources.Select(r => Datum.MapOf(
        [
            new("urn", Datum.Of(r.Urn)),
            new("type", Datum.Of(r.Type)),
            new("name", Datum.Of(r.Name)),
            new("action", JsonReport.Word(r.Action)),
            new("fate", JsonReport.Word(r.Fate)),
            .. r.Message is { } message ? [new KeyValuePair<string, Datum>("message", Datum.Of(message))] : Array.Empty<KeyValuePair<string, Datum>>(),
        ])))),
    ]);

    private sealed class Silence : IProgress<RunEvent>
    {
        public void Report(RunEvent value) { }
    }

    private sealed class Both(IProgress<RunEvent> first, IProgress<RunEvent> second) : IProgress<RunEvent>
    {
        public void Report(RunEvent value)
        {
            first.Report(value);
            second.Report(value);
        }
    }
}
