namespace McpIac.Providers.Stores;

/// <summary>The store's files: the world, its log, its lock. Reading never changes them.</summary>
internal sealed class StoreFiles(string path, StoreKey key)
{
    private string Log => StorePaths.Beside(path, "log");

    public string Path => path;

    /// <summary>What is on disk. The log is read first: a fold between the two readings then only means that its lines are already in the world.</summary>
    /// <returns>The world, how much of the log is whole, and whether the world file lacks any of it.</returns>
    /// <exception cref="StoreException">MCI6201, MCI6203.</exception>
    public Reading Read()
    {
        var log = ReadAll(Log);
        var objects = ReadAll(path);
        var world = new World();
        EachLine(path, objects, torn: false, (bytes, number) =>
        {
            var (stored, problem) = Json.Read<StoredObject>(bytes);
            problem ??= stored is null ? "it is empty" : Missing(stored);
            if (stored is null || problem is not null) throw StoreException.Damaged(path, number, problem ?? "it is empty");
            world.Put(Seals.Open(key, stored));
        });
        var unfolded = false;
        var lines = 0;
        var whole = EachLine(Log, log, torn: true, (bytes, number) =>
        {
            var (line, problem) = Json.Read<LogLine>(bytes);
            if (line is null) throw StoreException.Damaged(Log, number, problem ?? "");
            unfolded |= line.ChangesWorld;
            lines++;
            world.Apply(Seals.Open(key, line));
        });
        return new Reading(world, whole, log.Length, lines, unfolded);
    }

    /// <summary>Writes world and log anew, each aside and renamed, the world first: replaying the old log on the new world changes nothing.</summary>
    public void Fold(World world)
    {
        Replace(path, world.Objects.Select(o => Json.Line(Seals.Close(key, o))));
        IEnumerable<LogLine> rest = [
            .. world.Versions.Count + world.Fences.Count > 0 ? [new LogLine(Versions: world.Versions, Fences: world.Fences)] : Array.Empty<LogLine>(),
            .. world.Entries.OrderBy(e => e.At).Select(e => new LogLine(Entry: e)),
            .. world.Snapshots.Select(s => new LogLine(Snapshot: s))];
        Replace(Log, rest.Select(l => Json.Line(Seals.Close(key, l))));
    }

    public FileStream OpenLog(long whole)
    {
        // Without a buffer of its own: one would keep a line that couldn't be written, and write it with the next.
        var stream = new FileStream(Log, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read | FileShare.Delete, bufferSize: 0);
        stream.SetLength(whole);
        stream.Seek(0, SeekOrigin.End);
        return stream;
    }

    /// <summary>The right to write, or null while another process has it. It ends with the process, however that ends.</summary>
    public FileStream? TryLock()
    {
        try
        {
            var folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path));
            if (folder is not null) Directory.CreateDirectory(folder);
            return new FileStream(StorePaths.Beside(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e.GetType() == typeof(IOException))
        {
            return null;
        }
    }

    public (long World, DateTime, long Log, DateTime) Stamp()
    {
        var (world, log) = (new FileInfo(path), new FileInfo(Log));
        return (world.Exists ? world.Length : -1, world.LastWriteTimeUtc, log.Exists ? log.Length : -1, log.LastWriteTimeUtc);
    }

    private static string? Missing(StoredObject stored) =>
        string.IsNullOrEmpty(stored.Type) ? "its object has no type"
        : string.IsNullOrEmpty(stored.Id) ? "its object has no id"
        : stored.Urn is null || stored.Name is null || stored.Deployment is null || stored.Properties is null || stored.Outputs is null || stored.Dependencies is null
            ? "its object isn't complete" : null;

    private static byte[] ReadAll(string file)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[stream.Length];
            return bytes.AsSpan(0, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)).ToArray();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw StoreException.Unusable(file, e);
        }
    }

    /// <returns>The length of the whole lines.</returns>
    private static long EachLine(string file, byte[] bytes, bool torn, LineReader read)
    {
        var start = 0;
        for (var number = 1; start < bytes.Length; number++)
        {
            var end = Array.IndexOf(bytes, (byte)'\n', start);
            if (end < 0)
            {
                // A line without its end was being written when the process died, and nobody was told that it succeeded.
                if (torn) return start;
                throw StoreException.Damaged(file, number, "it ends in the middle");
            }

            read(bytes.AsSpan(start, end - start), number);
            start = end + 1;
        }

        return start;
    }

    private static void Replace(string file, IEnumerable<byte[]> lines)
    {
        var aside = file + ".new";
        using (var stream = new FileStream(aside, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1 << 16))
        {
            foreach (var line in lines) stream.Write(line);
            stream.Flush(flushToDisk: true);
        }

        File.Move(aside, file, overwrite: true);
    }

    private delegate void LineReader(ReadOnlySpan<byte> line, int number);
}

/// <param name="Whole">The log's length without a torn last line.</param>
/// <param name="Unfolded">Whether the log holds objects that the world file lacks.</param>
internal sealed record Reading(World World, long Whole, long Length, int Lines, bool Unfolded);
