namespace McpIac.Providers.Changes;

/// <summary>One change at a time for each urn, so that what was checked still holds when the handler runs.</summary>
internal sealed class UrnLocks
{
    private readonly Dictionary<string, Held> held = new(StringComparer.Ordinal);

    /// <summary>Waits for the urn; dispose the result to let the next one in.</summary>
    public async Task<IDisposable> EnterAsync(string urn, CancellationToken cancellation)
    {
        Held mine;
        lock (held)
        {
            if (!held.TryGetValue(urn, out var found)) held[urn] = found = new Held();
            found.Users++;
            mine = found;
        }

        try
        {
            await mine.Turn.WaitAsync(cancellation);
        }
        catch
        {
            Leave(urn, mine);
            throw;
        }

        return new Exit(() =>
        {
            mine.Turn.Release();
            Leave(urn, mine);
        });
    }

    private void Leave(string urn, Held mine)
    {
        lock (held)
        {
            if (--mine.Users == 0) held.Remove(urn);
        }
    }

    private sealed class Held
    {
        public SemaphoreSlim Turn { get; } = new(1);
        public int Users { get; set; }
    }

    private sealed class Exit(Action leave) : IDisposable
    {
        public void Dispose() => leave();
    }
}
