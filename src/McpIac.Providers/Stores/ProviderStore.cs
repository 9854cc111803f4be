using McpIac.Schemas.Data;

namespace McpIac.Providers.Stores;

/// <summary>A server's own durable record: what it manages, its idempotency ledger, its snapshots. Thread-safe.</summary>
public sealed partial class ProviderStore : IDisposable
{
    private const int FoldAfter = 10_000;
    private static readonly TimeSpan LedgerKeep = TimeSpan.FromHours(48), LockPatience = TimeSpan.FromSeconds(10), LockPause = TimeSpan.FromMilliseconds(50);

    private readonly Lock gate = new(), syncing = new();
    private readonly TimeProvider time;
    private readonly StoreFiles? files;
    private readonly bool flushes;
    private World world;
    private Reading? reading;
    private (long World, DateTime, long Log, DateTime) stamp;
    private FileStream? hold, log;
    private TaskCompletionSource? unflushed;
    private long written;
    private int lines;
    private bool disposed, flushing;

    private ProviderStore(string? path, TimeProvider time, bool flushes)
    {
        (this.time, this.flushes) = (time, flushes);
        Key = new StoreKey(path is null ? null : StorePaths.Beside(path, "key"));
        files = path is null ? null : new StoreFiles(path, Key, flushes);
        world = new World();
    }

    internal StoreKey Key { get; }

    /// <summary>Opens the store; null keeps everything in memory. Nothing is made on disk before the first change.</summary>
    /// <param name="path">
    /// The world file: JSON lines, one live object each in creation order, nothing else, so that an empty world is an empty file. Changes go to an append-only
    /// log beside it first (see <see cref="StorePaths"/>), a line a change (object and ledger entry together, so that a crash can't part them), and are folded in on open and
    /// on dispose. Several processes may read; one writes, from its first change until it is disposed.
    /// </param>
    /// <param name="flushes">Whether what is recorded also outlives a power failure, and not the process alone: what stands for nothing real needn't.</param>
    /// <exception cref="StoreException">MCI6201 when a file is damaged, MCI6203 when it can't be read.</exception>
    public static ProviderStore Open(string? path, TimeProvider? time = null, bool flushes = true)
    {
        var store = new ProviderStore(path, time ?? TimeProvider.System, flushes);
        store.Load();
        if (store.reading is { } read && (read.Unfolded || read.Whole < read.Length)) store.FoldIfFree();
        return store;
    }

    /// <summary>Folds into the world what a server that was killed left in the log beside it. Where nothing is left, little more than the log is read.</summary>
    /// <exception cref="StoreException">MCI6201 when a file is damaged, MCI6203 when it can't be read.</exception>
    public static void FoldLeft(string path)
    {
        if (new StoreFiles(path, new StoreKey(StorePaths.Beside(path, "key"))).MayBeUnfolded()) Open(path).Dispose();
    }

    /// <summary>Has the serializer ready for what is written of a change: the first takes longer than hundreds of others.</summary>
    public static void Prepare()
    {
        var nothing = new StoredObject("", "", "", "", "", Datum.EmptyMap, Datum.EmptyMap, []);
        Json.Line(new LogLine(nothing, nothing.Key, new LedgerEntry("", "", "", "", "", "", "", "", default, Object: nothing)));
    }

    /// <summary>The live object, or null.</summary>
    public StoredObject? Find(string type, string id)
    {
        lock (gate) return world.Find(new ObjectKey(type, id));
    }

    /// <summary>The object that has the urn; while a replaced one waits for its deletion, the newer.</summary>
    public StoredObject? FindUrn(string urn)
    {
        lock (gate) return world.OfUrn(urn).LastOrDefault(o => !o.Deposed) ?? world.OfUrn(urn).LastOrDefault();
    }

    /// <summary>Whether an object was deleted through this server; remembered as long as the ledger is kept.</summary>
    public bool WasDeleted(string type, string id) => Deletion(type, id) is not null;

    /// <summary>A copy of all live objects, in creation order.</summary>
    public IReadOnlyList<StoredObject> Objects()
    {
        lock (gate) return [.. world.Objects];
    }

    public void Dispose()
    {
        lock (syncing)
            lock (gate)
            {
                if (disposed) return;
                disposed = true;
                try
                {
                    if (hold is not null && log is not null) FoldNow();
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    // The log has everything; the next opening folds it.
                }
                finally
                {
                    log?.Dispose();
                    log = null;
                    hold?.Dispose();
                }
            }
    }

    private void Load()
    {
        if (files is null) return;
        stamp = files.Stamp();
        reading = files.Read();
        world = reading.World;
        lines = reading.Lines;
    }

    private void FoldIfFree()
    {
        try
        {
            using var free = files?.TryLock();
            if (free is null) return;
            Load();
            world.Prune(time.GetUtcNow() - LedgerKeep);
            files?.Fold(world);
            Load();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // World and log together are as good as a folded world; only writing needs more.
        }
    }

    private void FoldNow()
    {
        if (files is null) return;
        log?.Dispose();
        log = null;
        world.Prune(time.GetUtcNow() - LedgerKeep);
        files.Fold(world);
        lines = 0;
    }
}
