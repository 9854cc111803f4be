namespace McpIac.Providers.Stores;

/// <summary>A server's own durable record: what it manages, its idempotency ledger, its snapshots. Thread-safe.</summary>
public sealed class ProviderStore : IDisposable
{
    /// <summary>Opens or creates the store; null keeps everything in memory.</summary>
    /// <param name="path">
    /// The world file: JSON lines, one live object each, nothing else, so that an empty world is an empty file. Changes go to an append-only log beside it
    /// first, a line a change (object and ledger entry together, so that a crash can't part them), and are folded in on open and on dispose.
    /// </param>
    public static ProviderStore Open(string? path, TimeProvider? time = null) => throw new NotSupportedException();

    public void Dispose() => throw new NotSupportedException();
}
