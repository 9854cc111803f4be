using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;

namespace McpIac.Engine.Telemetry;

/// <summary>
/// Traces and measures of runs, for whoever listens to <see cref="Name"/>: a span a run, in it one a step and one a call of a provider. Attributes say what was done to which resource, never
/// with which values.
/// </summary>
public static class EngineTelemetry
{
    /// <summary>Of the activity source and of the meter.</summary>
    public const string Name = "McpIac.Engine";

    internal static ActivitySource Source { get; } = new(Name);

    private static readonly Meter Meter = new(Name);

    /// <summary>By provider, type, action and outcome.</summary>
    internal static readonly Histogram<double> StepDuration = Meter.CreateHistogram<double>("mciacc.step.duration", "s", "How long steps took, from being sent.");
    internal static readonly Counter<long> Retries = Meter.CreateCounter<long>("mciacc.step.retries", "{retry}", "Changes that were sent again.");
    internal static readonly Histogram<double> RunDuration = Meter.CreateHistogram<double>("mciacc.run.duration", "s", "How long runs took.");

    /// <summary>Puts the current span into a request's <c>_meta</c>, as W3C Trace Context names it, so that the provider's spans are of the same trace.</summary>
    internal static JsonObject? Inject(JsonObject? meta)
    {
        if (Activity.Current is not { IdFormat: ActivityIdFormat.W3C, Id: { } id } current) return meta;
        meta ??= [];
        meta["traceparent"] = id;
        if (!string.IsNullOrEmpty(current.TraceStateString)) meta["tracestate"] = current.TraceStateString;
        return meta;
    }
}
