using System.Collections.Concurrent;
using McpIac.Providers.Handlers;
using McpIac.Providers.Servers;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Twin.Faults;

/// <summary>Which changes fail, hang, lose their answer or are slow. Thread-safe: counts changes over all twins that share it.</summary>
public sealed class FaultPlan
{
    private readonly IReadOnlyList<Fault> faults;
    private readonly ConcurrentDictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Fault, bool> fired = new();
    private int last;

    private FaultPlan(IReadOnlyList<Fault> faults) => this.faults = faults;

    internal TimeProvider Time { get; init; } = TimeProvider.System;

    internal IReadOnlyList<Fault> Faults => faults;

    /// <summary>Reads <c>fail@5</c>, <c>slow@3:2s</c>, <c>slow@*:200ms</c>, <c>unknown@4</c>, <c>fail@aws:create:app-2</c>, comma-separated; or what is wrong with it.</summary>
    public static (FaultPlan? Plan, string? Problem) Parse(string text) => Parse(text, TimeProvider.System);

    internal static (FaultPlan? Plan, string? Problem) Parse(string text, TimeProvider time)
    {
        var faults = new List<Fault>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var (fault, problem) = FaultParser.Parse(part);
            if (fault is null) return (null, problem);
            faults.Add(fault);
        }

        return faults.Count == 0 ? (null, "There is no fault in the text; write one such as fail@5.") : (new FaultPlan(faults) { Time = time }, null);
    }

    /// <summary>The hooks of one twin's server.</summary>
    internal ChangeHooks Hooks(string provider) => new(
        (change, cancellation) => BeforeAsync(provider, change, cancellation),
        (change, result, _) => Task.FromResult(After(provider, change, result)));

    private async Task BeforeAsync(string provider, WireChange change, CancellationToken cancellation)
    {
        // A change that is sent again keeps its number: the count follows what was asked for, not how often.
        var number = numbers.GetOrAdd(change.Key, _ => Interlocked.Increment(ref last));
        foreach (var fault in faults.Where(f => f.Kind != FaultKind.Unknown && f.Place.Fits(number, change)))
        {
            if (!Fires(fault)) continue;
            if (fault.Kind == FaultKind.Slow) await Task.Delay(fault.Delay, Time, cancellation);
            if (fault.Kind == FaultKind.Hang) await Task.Delay(Timeout.InfiniteTimeSpan, Time, cancellation);
            if (fault.Kind == FaultKind.Fail) throw Failure(provider, fault, number, change);
        }
    }

    private WireChangeResult After(string provider, WireChange change, WireChangeResult result)
    {
        if (!numbers.TryGetValue(change.Key, out var number)) return result;
        var fault = faults.FirstOrDefault(f => f.Kind == FaultKind.Unknown && f.Place.Fits(number, change) && Fires(f));
        if (fault is null) return result;
        var message = $"The twin of {provider} was told to lose the answer at step {number} ({fault.Text}), to {change.Action} {change.Name}.";
        var details = new WireErrorDetails(Resource: change.Urn, Retryable: true, SideEffects: "possible");
        return new WireChangeResult(change.Key, "unknown", null, new WireError(ErrorCodes.Unknown, message, details));
    }

    // A numbered fault is for one change once: neither its retry nor its rollback meets it again. The others are for every change that fits.
    private bool Fires(Fault fault) => fault.Place.Number is null || fired.TryAdd(fault, true);

    private static ProviderException Failure(string provider, Fault fault, int number, WireChange change)
    {
        var message = $"The twin of {provider} was told to fail at step {number} ({fault.Text}), to {change.Action} {change.Name}.";
        var passing = fault.Code is ErrorCodes.Throttled or ErrorCodes.Unavailable or ErrorCodes.NotReady;
        return new ProviderException(new WireError(fault.Code, message, new WireErrorDetails(Resource: change.Urn, Retryable: passing)));
    }
}
