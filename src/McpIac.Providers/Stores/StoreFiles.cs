using System.Collections.Concurrent;

namespace McpIac.Providers.Stores;

/// <summary>The store's files: the world, its log, its lock. Reading never changes them.</summary>
/// <param name="flushes">Whether a fold is on the disk before it takes the place of what was.</param>
internal sealed class StoreFiles(string path, StoreKey key, bool flushes = true)
{
    private const int SideBySide = 16_384;

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
        Read<StoredObject>(path, objects, torn: false, stored =>
        {
            if (Missing(stored) is { } problem) return problem;
            world.Put(Seals.Open(key, stored));
            return null;
        });
        var unfolded = false;
        var lines = 0;
        var whole = Read<LogLine>(Log, log, torn: true, line =>
        {
            unfolded |= line.ChangesWorld;
            lines++;
            world.Apply(Seals.Open(key, line));
            return null;
        });
        return new Reading(world, whole, log.Length, lines, unfolded);
    }

    /// <summary>Whether the log may hold something that the world file lacks, or ends in the middle: by the names in its lines, which are much sooner looked through than read.</summary>
    public bool MayBeUnfolded()
    {
        var log = ReadAll(Log);
        var (lines, whole) = Lines(Log, log, torn: true);
        return whole < log.Length || lines.Any(line => LogLine.MayChangeWorld(log.AsSpan(line)));
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

    /// <summary>Reads the lines side by side, a bounded number at a time, and takes them in their order.</summary>
    /// <param name="take">What is wrong with a line's value, or null.</param>
    /// <returns>The length of the whole lines.</returns>
    private static long Read<T>(string file, byte[] bytes, bool torn, Func<T, string?> take) where T : class
    {
        var (lines, whole) = Lines(file, bytes, torn);
        var values = new (T? Value, string? Problem)[Math.Min(lines.Count, SideBySide)];
        for (var first = 0; first < lines.Count; first += SideBySide)
        {
            var count = Math.Min(SideBySide, lines.Count - first);
            Parallel.ForEach(Partitioner.Create(0, count, Math.Max(count / (4 * Environment.ProcessorCount), 64)), part =>
            {
                for (var i = part.Item1; i < part.Item2; i++) values[i] = Json.Read<T>(bytes.AsSpan(lines[first + i]));
            });
            for (var i = 0; i < count; i++)
            {
                var (value, problem) = values[i];
                if ((value is null ? problem ?? "it is empty" : take(value)) is { } wrong) throw StoreException.Damaged(file, first + i + 1, wrong);
            }
        }

        return whole;
    }

    /// <summary>Where the whole lines are, without their ends, and the length of all of them.</summary>
    private static (List<Range> Lines, int Whole) Lines(string file, byte[] bytes, bool torn)
    {
        var (lines, start) = (new List<Range>(), 0);
        while (start < bytes.Length)
        {
            var end = Array.IndexOf(bytes, (byte)'\n', start);
            if (end < 0)
            {
                // A line without its end was being written when the process died, and nobody was told that it succeeded.
                if (torn) break;
                throw StoreException.Damaged(file, lines.Count + 1, "it ends in the middle");
            }

            lines.Add(start..end);
            start = end + 1;
        }

        return (lines, start);
    }

    private void Replace(string file, IEnumerable<byte[]> lines)
    {
        var aside = file + ".new";
        using (var stream = new FileStream(aside, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1 << 16))
        {
            foreach (var line in lines) stream.Write(line);
            stream.Flush(flushToDisk: flushes);
        }

        File.Move(aside, file, overwrite: true);
    }
}

/// <param name="Whole">The log's length without a torn last line.</param>
/// <param name="Unfolded">Whether the log holds objects that the world file lacks.</param>
internal sealed record Reading(World World, long Whole, long Length, int Lines, bool Unfolded);
