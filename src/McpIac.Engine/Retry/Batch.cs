using McpIac.Engine.Execution;
using McpIac.Schemas.Protocol;

namespace McpIac.Engine.Retry;

/// <summary>What is known so far of each change of a batch. Used by one attempt at a time.</summary>
internal sealed class Batch(IReadOnlyList<Operation> operations)
{
    private readonly Dictionary<string, OperationResult> settled = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OperationResult> latest = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> tries = new(StringComparer.Ordinal);

    /// <summary>What may still be sent.</summary>
    public IReadOnlyList<Operation> Open() => [.. operations.Where(o => !settled.ContainsKey(o.Key) && tries.GetValueOrDefault(o.Key) < o.Attempts)];

    /// <summary>What came of the last try, where there was one that the provider began.</summary>
    public OperationResult? Failure(Operation operation) => latest.TryGetValue(operation.Key, out var last) && last.Outcome != OperationOutcome.Skipped ? last : null;

    public IReadOnlyList<Operation> Doubtful() =>
        [.. operations.Where(o => !settled.ContainsKey(o.Key)).Where(o => latest.TryGetValue(o.Key, out var result) && result.Outcome == OperationOutcome.Unknown)];

    public void Settle(OperationResult result) => settled[result.Operation.Key] = result;

    public IReadOnlyList<OperationResult> Results() =>
        [.. operations.Select(o => settled.TryGetValue(o.Key, out var done) ? done
            : latest.TryGetValue(o.Key, out var last) ? last : new OperationResult(o, OperationOutcome.Skipped))];

    /// <summary>No connection: what was never sent has failed, what is in doubt stays so.</summary>
    public void Unreachable(string message)
    {
        foreach (var operation in operations.Where(o => !settled.ContainsKey(o.Key)).Except(Doubtful())) Settle(new OperationResult(operation, OperationOutcome.Failed, null, Redact(message)));
    }

    /// <summary>The call as a whole was answered with an error.</summary>
    public Attempt Refused(IReadOnlyList<Operation> sent, WireError error)
    {
        var attempt = new Attempt(false, null);
        foreach (var operation in sent) attempt = Merge(attempt, TakeError(operation, error, Try(operation)));
        return attempt;
    }

    public Attempt Take(IReadOnlyList<Operation> sent, IReadOnlyList<WireChangeResult> results)
    {
        var byKey = results.Where(r => r?.Key is not null).GroupBy(r => r.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        var attempt = new Attempt(false, null);
        foreach (var operation in sent)
        {
            byKey.TryGetValue(operation.Key, out var result);
            if (result?.Outcome == "skipped")
            {
                // Not settled: after a passing error it goes along with the retry, after a lasting one it stays undone.
                latest[operation.Key] = new OperationResult(operation, OperationOutcome.Skipped);
            }
            else
            {
                attempt = Merge(attempt, TakeResult(operation, result, Try(operation)));
            }
        }

        return attempt;
    }

    private Attempt TakeResult(Operation operation, WireChangeResult? result, int number)
    {
        var hasResource = result?.Resource is { Id.Length: > 0 };
        switch (result?.Outcome)
        {
            case "applied" or "noop" when hasResource || operation.Action == "delete":
                Settle(new OperationResult(operation, OperationOutcome.Applied, result.Resource));
                return new Attempt(false, null);
            case "partial" when hasResource:
                Settle(new OperationResult(operation, OperationOutcome.Partial, result.Resource, Redact(result.Error?.Message ?? "done in part")));
                return new Attempt(false, null);
            case "failed":
                return TakeError(operation, result.Error ?? new WireError(ErrorCodes.Internal, "the provider gave no reason"), number);
            default:
                var message = Redact(result?.Error?.Message ?? "the provider didn't say what became of it");
                latest[operation.Key] = new OperationResult(operation, OperationOutcome.Unknown, null, message);
                return new Attempt(true, After(result?.Error));
        }
    }

    /// <param name="number">The how manieth try it was.</param>
    private Attempt TakeError(Operation operation, WireError error, int number)
    {
        var effects = error.Details?.SideEffects is "possible" or "confirmed" || error.Code == ErrorCodes.Unknown;

        // A delete of what isn't there has what it wanted.
        if (operation.Action == "delete" && error.Code == ErrorCodes.NotFound)
        {
            Settle(new OperationResult(operation, OperationOutcome.Applied));
            return new Attempt(false, null);
        }

        var message = Redact($"{error.Message.TrimEnd('.')} ({error.Code})");
        var result = new OperationResult(operation, effects ? OperationOutcome.Unknown : OperationOutcome.Failed, null, message);
        latest[operation.Key] = result;
        var passing = error.Code == ErrorCodes.Throttled || (error.Code is ErrorCodes.Unavailable or ErrorCodes.NotReady && error.Details?.Retryable == true);
        if (effects || ((passing || operation.Step.Options.RetryOn.Contains(error.Code)) && number < operation.Attempts)) return new Attempt(true, After(error));
        Settle(result);
        return new Attempt(false, null);
    }

    private int Try(Operation operation) => tries[operation.Key] = tries.GetValueOrDefault(operation.Key) + 1;

    // A message about one change may repeat what was sent with another.
    private string Redact(string message) => operations.Aggregate(message, (text, operation) => operation.Redact(text));

    private static TimeSpan? After(WireError? error) =>
        error?.Details?.RetryAfterMs is { } ms and > 0 ? TimeSpan.FromMilliseconds(Math.Min(ms, 300_000)) : null;

    private static Attempt Merge(Attempt a, Attempt b) =>
        new(a.Again || b.Again, a.After is null ? b.After : b.After is null || a.After > b.After ? a.After : b.After);
}
