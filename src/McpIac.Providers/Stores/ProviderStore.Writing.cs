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

    /// <summary>Records a line; when this is done, it is on disk, or where only the process counts, with the system. Lines of the same time share one flush.</summary>
    /// <exception cref="StoreException">MCI6203: it isn't recorded.</exception>
    internal async Task RecordAsync(LogLine line)
    {
        bool full;
        try
        {
            var bytes = files is null ? null : Json.Line(Seals.Close(Key, line));
            lock (gate)
            {
                ObjectDisposedException.ThrowIf(disposed, this);
                if (bytes is not null) Append(bytes);
                world.Apply(line);
                written++;
                full = log is not null && lines > FoldAfter && lines > 4 * world.Count;
                if (files is null && written % FoldAfter == 0) world.Prune(time.GetUtcNow() - LedgerKeep);
            }

            if (full) Reopen();
            else if (files is not null && flushes) await FlushedAsync();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw StoreException.Unusable(files?.Path ?? "", e);
        }
    }

    /// <summary>False when the deployment was sent a higher token before.</summary>
    internal async Task<bool> FenceAsync(string deployment, long token)
    {
        lock (gate)
        {
            if (world.Fences.TryGetValue(deployment, out var highest) && highest >= token) return highest == token;
        }

        await RecordAsync(new LogLine(Fences: new Dictionary<string, long> { [deployment] = token }));
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
            }
        }
    }

    // The next flush to begin serves everything that was written before it.
    private Task FlushedAsync()
    {
        lock (gate)
        {
            unflushed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var mine = unflushed.Task;
            if (!flushing) _ = Task.Run(Flush);
            flushing = true;
            return mine;
        }
    }

    private void Flush()
    {
        while (true)
        {
            TaskCompletionSource served;
            lock (syncing)
            {
                FileStream? stream;
                lock (gate)
                {
                    if (unflushed is null)
                    {
                        flushing = false;
                        return;
                    }

                    (served, stream, unflushed) = (unflushed, log, null);
                }

                try
                {
                    stream?.Flush(flushToDisk: true);
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    served.SetException(e);
                    continue;
                }
            }

            served.SetResult();
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
