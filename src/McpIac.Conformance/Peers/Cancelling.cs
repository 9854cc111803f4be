namespace McpIac.Conformance.Peers;

/// <summary>Cancels a call so that the server hears of it.</summary>
internal static class Cancelling
{
    /// <summary>
    /// The client library sends its notification from a callback that it takes back when its own continuation runs first, which it does inline on a thread without a context.
    /// </summary>
    public static void Now(CancellationTokenSource source)
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(new NoInlining());
        try
        {
            source.Cancel();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    private sealed class NoInlining : SynchronizationContext;
}
