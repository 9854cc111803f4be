using System.Globalization;

namespace McpIac.State.Journals;

/// <summary>The right to write, one process at a time: an operating system's file lock, which a killed process can't keep.</summary>
internal sealed class Lease : IDisposable
{
    private readonly FileStream handle;
    private readonly string holderPath;

    private Lease(FileStream handle, string holderPath) => (this.handle, this.holderPath) = (handle, holderPath);

    /// <summary>The lease, or null and who holds it.</summary>
    public static (Lease? Lease, string? Holder) Take(string statePath, TimeProvider time)
    {
        var lockPath = Path.ChangeExtension(statePath, ".lock");

        // A locked file can't be read everywhere, so the holder's name stands in a file beside it.
        var holderPath = lockPath + ".holder";
        FileStream handle;
        try
        {
            handle = new FileStream(lockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (IsHeld(e))
        {
            return (null, Holder(holderPath));
        }

        var since = time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        File.WriteAllText(holderPath, $"process {Environment.ProcessId} on {Environment.MachineName}, since {since}");
        return (new Lease(handle, holderPath), null);
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

    private static string Holder(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "another process";
        }
    }
}
