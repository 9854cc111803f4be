using McpIac.Providers.Handlers;
using McpIac.Providers.Servers;
using McpIac.Providers.Stores;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Changes;

/// <summary>Makes one change at most once a key: a key that is done gets its first result, one that is under way is waited for.</summary>
internal sealed class ChangeRunner(
    ChangePreparer preparer, ChangeMaker maker, ProviderStore store, ChangeHooks? hooks, int maxConcurrency) : IDisposable
{
    private readonly Dictionary<string, Execution> running = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim places = new(maxConcurrency);
    private readonly UrnLocks urns = new();

    /// <summary>The change under way that has the key or is about the object, or null.</summary>
    public WireChange? UnderWay(Func<WireChange, bool> matches)
    {
        lock (running) return running.Values.Select(e => e.Change).FirstOrDefault(matches);
    }

    /// <summary>What is known of a key after a handler that can tell was asked what became of its create.</summary>
    public async Task<LedgerEntry> SettleAsync(LedgerEntry doubtful, CancellationToken cancellation)
    {
        await store.PrepareAsync(cancellation);
        using var turn = await urns.EnterAsync(doubtful.Urn, cancellation);
        var entry = store.Entry(doubtful.Key) ?? doubtful;
        return entry is { IsDefinite: false, Asked: not null } ? await maker.FindAsync(entry, cancellation) : entry;
    }

    /// <param name="alone">Nothing else of the call could run meanwhile, so it needs no thread of its own.</param>
    public async Task<WireChangeResult> RunAsync(WireChange change, string deployment, ChangeProgress progress, CancellationToken cancellation, bool alone = false)
    {
        if (preparer.CheckForm(change) is { } malformed) return new WireChangeResult(change.Key ?? "", "failed", null, malformed);
        var hash = PayloadHash.Of(change, preparer.Secrets(change), store.Key);
        Execution execution;
        LedgerEntry? earlier;
        bool begins;
        lock (running)
        {
            earlier = store.Entry(change.Key);
            running.TryGetValue(change.Key, out var same);
            if ((earlier?.Hash ?? same?.Hash) is { } first && first != hash) return Reused(change);
            if (earlier is { IsDefinite: true }) return Answers.Of(earlier);
            begins = same is null;
            execution = same ?? (running[change.Key] = new Execution(change, hash));
        }

        await using var waiting = execution.Wait(cancellation);
        if (begins) _ = alone ? CarryOutAsync(execution, deployment, earlier, progress) : Task.Run(() => CarryOutAsync(execution, deployment, earlier, progress), CancellationToken.None);
        return await execution.Result;
    }

    /// <summary>Asks everything under way to stop, and waits until it has or patience ends.</summary>
    public async Task StopAsync(TimeSpan patience)
    {
        Execution[] left;
        lock (running) left = [.. running.Values];
        foreach (var execution in left) execution.Abandon();
        await Task.WhenAny(Task.WhenAll(left.Select(e => e.Result)), Task.Delay(patience));
    }

    public void Dispose() => places.Dispose();

    private static WireChangeResult Reused(WireChange change) => new(change.Key, "failed", null,
        Failure.Of(ErrorCodes.Conflict, "The key was used before for another change.", resource: change.Urn));

    private async Task CarryOutAsync(Execution execution, string deployment, LedgerEntry? earlier, ChangeProgress progress)
    {
        var change = execution.Change;
        WireChangeResult result;
        try
        {
            result = await ExecuteAsync(execution, deployment, earlier, progress);
        }
        catch (StoreException e)
        {
            result = ChangeMaker.Unrecorded(change, e);
        }
        catch (Exception e)
        {
            result = new WireChangeResult(change.Key, "unknown", null, maker.Unexpected(change, e));
        }

        lock (running) running.Remove(change.Key);
        execution.Complete(result);
        execution.Dispose();
    }

    private async Task<WireChangeResult> ExecuteAsync(Execution execution, string deployment, LedgerEntry? earlier, ChangeProgress progress)
    {
        var change = execution.Change;
        WireChangeResult result;
        try
        {
            if (await UnwritableAsync(execution) is { } problem) return new WireChangeResult(change.Key, "failed", null, problem);
            await places.WaitAsync(execution.Abandoned);
            try
            {
                using var turn = await urns.EnterAsync(change.Urn, execution.Abandoned);
                result = await maker.MakeAsync(execution, deployment, earlier, progress);
            }
            finally
            {
                places.Release();
            }
        }
        catch (OperationCanceledException)
        {
            // Only waiting throws this; once the handler runs, the maker says what became of it.
            return new WireChangeResult(change.Key, "skipped", null, Failure.Of(ErrorCodes.Cancelled, "The change was cancelled before it was begun.", resource: change.Urn));
        }

        if (hooks?.After is not { } after) return result;
        try
        {
            return await after(change, result, execution.Abandoned);
        }
        catch (OperationCanceledException)
        {
            return result;
        }
    }

    private async Task<WireError?> UnwritableAsync(Execution execution)
    {
        try
        {
            await store.PrepareAsync(execution.Abandoned);
            return null;
        }
        catch (StoreException e)
        {
            return Failure.Of(ErrorCodes.Unavailable, e.Message, resource: execution.Change.Urn);
        }
    }
}
