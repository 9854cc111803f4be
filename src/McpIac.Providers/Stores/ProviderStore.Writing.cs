namespace McpIac.Providers.Stores;

public sealed partial class ProviderStore
{
    /// <summary>Makes sure that a change can be recorded, before anything happens that would have to be. Waits up to 10 s for another process.</summary>
    /// <exception cref="StoreException">MCI6201–6203.</exception>
    internal async Task PrepareAsync(CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        while (!TryPrepare())
        {
            if (time.GetElapsedTime(started) > LockPatience) throw StoreException.Held(files?.Path ?? "");
            await Task.Delay(LockPause, time, cancellation);
        }
    }

    /// <summary>Records a line; when this returns, it is on disk, or where only the process counts, with the system.</summary>
    /// <exception cref="StoreException">MCI6203: it isn't recorded.</exception>
    internal void Record(LogLine line)
    {
        long ticket;
        bool full;
        try
        {
            var bytes = files is null ? null : Json.Line(Seals.Close(Key, line));
            lock (gate)
            {
                ObjectDisposedException.ThrowIf(disposed, this);
                if (bytes is not null) Append(bytes);
                world.Apply(line);
                ticket = ++written;
                full = log is not null && lines > FoldAfter && lines > 4 * world.Count;
                if (files is null && ticket % FoldAfter == 0) world.Prune(time.GetUtcNow() - LedgerKeep);
            }

            if (full) Reopen();
            else if (files is not null && flushes) Sync(ticket);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw StoreException.Unusable(files?.Path ?? "", e);
        }
    }

    /// <summary>False when the deployment was sent a higher token before.</summary>
    internal bool Fence(string deployment, long token)
    {
        lock (gate)
        {
            if (world.Fences.TryGetValue(deployment, out var highest) && highest >= token) return highest == token;
        }

        Record(new LogLine(Fences: new Dictionary<string, long> { [deployment] = token }));
        return true;
    }

    private void Append(byte[] bytes)
    {
        if (log is null) throw new InvalidOperationException("Nothing can be recorded before it was prepared.");
        var before = log.Position;
        try
        {
            log.Write(bytes);
            log.Flush();
        }
        catch (IOException)
        {
            // Half a line in the middle of the log would make the whole of it unreadable.
            log.SetLength(before);
            throw;
        }

        lines++;
    }

    private void Reopen()
    {
        lock (syncing)
        {
            lock (gate)
            {
                if (disposed || log is null) return;
                FoldNow();
                log = files?.OpenLog(files.Stamp().Log);
                synced = written;
            }
        }
    }

    // One flush to disk serves every line that was written before it began.
    private void Sync(long ticket)
    {
        lock (syncing)
        {
            if (synced >= ticket) return;
            long upTo;
            FileStream? stream;
            lock (gate) (upTo, stream) = (written, log);
            stream?.Flush(flushToDisk: true);
            synced = upTo;
        }
    }

    private bool TryPrepare()
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            if (files is null || log is not null) return true;
            try
            {
                hold ??= files.TryLock();
                if (hold is null) return false;
                if (stamp != files.Stamp()) Load();
                if (reading is not { Unfolded: false } read || read.Whole < read.Length)
                {
                    FoldNow();
                    Load();
                }

                log = files.OpenLog(reading?.Whole ?? 0);
                return true;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw StoreException.Unusable(files.Path, e);
            }
        }
    }
}
