namespace McpIac.State.Stores.Sqlite;

/// <summary>One process at a time: an operating system's file lock, which a killed process can't keep.</summary>
internal sealed class FileLock : IDisposable
{
    private readonly FileStream handle;
    private readonly string holderPath, holder;

    private FileLock(FileStream handle, string holderPath, string holder) => (this.handle, this.holderPath, this.holder) = (handle, holderPath, holder);

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
        var holder = $"{Stores.Holder.Name}, since {Stores.Holder.Since(time)}";
        File.WriteAllText(holderPath, holder);
        return (new FileLock(handle, holderPath, holder), null);
    }

    /// <summary>True while another process has it.</summary>
    public static bool IsTaken(string statePath)
    {
        var lockPath = Path.ChangeExtension(statePath, ".lock");
        if (!File.Exists(lockPath)) return false;
        try
        {
            using var handle = new FileStream(lockPath, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (IOException e) when (IsHeld(e))
        {
            return true;
        }
    }

    /// <summary>Leaves the one who has it with a file that nobody else looks at.</summary>
    public static void Break(string statePath)
    {
        var lockPath = Path.ChangeExtension(statePath, ".lock");
        File.Delete(lockPath);
        File.Delete(lockPath + ".holder");
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
            // When the lock was broken, another's name may stand there.
            if (File.Exists(holderPath) && File.ReadAllText(holderPath) == holder) File.Delete(holderPath);
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
