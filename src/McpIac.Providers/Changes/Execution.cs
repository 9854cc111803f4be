using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Changes;

/// <summary>A change that is under way. Who sends it again meanwhile shares it; it is cancelled when nobody waits for it any more.</summary>
internal sealed class Execution(WireChange change, string hash) : IDisposable
{
    private readonly CancellationTokenSource abandoned = new();
    private readonly TaskCompletionSource<WireChangeResult> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int waiting;

    public WireChange Change => change;
    public string Hash => hash;
    public CancellationToken Abandoned => abandoned.Token;
    public Task<WireChangeResult> Result => done.Task;

    /// <summary>Counts one who waits for the result, until that is cancelled.</summary>
    public CancellationTokenRegistration Wait(CancellationToken cancellation)
    {
        Interlocked.Increment(ref waiting);
        return cancellation.Register(Leave);
    }

    /// <summary>For a server that shuts down.</summary>
    public void Abandon()
    {
        try
        {
            abandoned.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended just now.
        }
    }

    public void Complete(WireChangeResult result) => done.TrySetResult(result);

    public void Dispose() => abandoned.Dispose();

    private void Leave()
    {
        if (Interlocked.Decrement(ref waiting) == 0) Abandon();
    }
}
