namespace McpIac.State.Stores.Sqlite;

/// <summary>One process at a time: an operating system's file lock, which a killed process can't keep.</summary>
internal sealed class FileLock : IDisposable
{
    private readonly FileStream handle;
    private readonly string holderPath;

    private FileLock(FileStream handle, string holderPath) => (this.handle, this.holderPath) = (handle, holderPath);

    /// <summary>The lock, or null and who holds it.</summary>
    public static (FileLock? Lock, string? Holder) Take(string statePath, TimeProvider time)
    {
        var lockPath = Path.ChangeExtension(statePath, ".lock");
        FileStream handle;
        try
        {
            handle = new FileStream(lockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (IsHeld(e))
        {
            return (null, Holder(statePath));
        }

        // A locked file can't be read everywhere, so the holder's name stands in a file beside it.
        var holderPath = lockPath + ".holder";
        File.WriteAllText(holderPath, $"{Stores.Holder.Name}, since {Stores.Holder.Since(time)}");
        return (new FileLock(handle, holderPath), null);
    }

    /// <summary>Who holds the lock of a state file, as far as can be told.</summary>
    public static string Holder(string statePath)
    {
        try
        {
            return File.ReadAllText(Path.ChangeExtension(statePath, ".lock") + ".holder");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "another process";
        }
    }

    public void Dispose()
    {
        try
        {
            File.Delete(holderPath);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A stale name does no harm: the lock alone decides.
        }

        handle.Dispose();
    }

    // What "somebody else has locked it" is called: EAGAIN on Linux and on macOS, a sharing or a lock violation on Windows.
    private static bool IsHeld(IOException problem) => problem.HResult is 11 or 35 or unchecked((int)0x80070020) or unchecked((int)0x80070021);
}
