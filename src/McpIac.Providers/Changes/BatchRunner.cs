using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Changes;

/// <summary>Runs the changes of one call, which are independent of one another, side by side. Every change gets a result, in the order of the changes.</summary>
internal sealed class BatchRunner(ChangeRunner runner, int maxConcurrency)
{
    public async Task<IReadOnlyList<WireChangeResult>> RunAsync(
        IReadOnlyList<WireChange> changes, string deployment, ApplyOptions options, ChangeProgress progress, CancellationToken cancellation)
    {
        var results = new WireChangeResult?[changes.Count];
        var (next, stopped) = (-1, false);
        async Task WorkAsync()
        {
            while (!Volatile.Read(ref stopped) && !cancellation.IsCancellationRequested)
            {
                var i = Interlocked.Increment(ref next);
                if (i >= changes.Count) return;
                var result = await runner.RunAsync(changes[i], deployment, progress, cancellation, alone: changes.Count == 1);
                results[i] = result;
                if (result.Outcome is not ("applied" or "noop") && !options.ContinueOnError) Volatile.Write(ref stopped, true);
            }
        }

        var workers = Math.Clamp(options.Parallelism, 1, maxConcurrency);
        await Task.WhenAll(Enumerable.Range(0, Math.Min(workers, changes.Count)).Select(_ => WorkAsync()));
        return [.. results.Select((result, i) => result ?? Skipped(changes[i], cancellation.IsCancellationRequested))];
    }

    /// <summary>The result of a change that was never begun.</summary>
    public static WireChangeResult Skipped(WireChange change, bool cancelled) => new(change.Key ?? "", "skipped", null,
        Failure.Of(ErrorCodes.Cancelled, cancelled ? "The call was cancelled before this change was begun." : "Another change of the call failed before this one was begun.", resource: change.Urn));
}
