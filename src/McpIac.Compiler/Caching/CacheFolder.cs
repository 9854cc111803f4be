using System.Security.Cryptography;
using System.Text;

namespace McpIac.Compiler.Caching;

/// <summary>
/// A folder of cached files. Everything in it can be made again, so nothing that goes wrong with it is an error: what can't be read is
/// missing, what can't be written is not kept. Files appear whole, because they are written aside and renamed.
/// </summary>
internal sealed class CacheFolder(string path)
{
    public string FileOf(string name) => Path.Combine(path, name);

    public byte[]? Read(string name) => Quietly(() => File.Exists(FileOf(name)) ? File.ReadAllBytes(FileOf(name)) : null);

    /// <returns>The file, or null when it couldn't be kept.</returns>
    public string? Write(string name, byte[] content) => Quietly(() =>
    {
        CreatePrivate();
        var aside = FileOf($"{name}.{Environment.ProcessId}-{Guid.NewGuid():N}");
        File.WriteAllBytes(aside, content);
        try
        {
            File.Move(aside, FileOf(name), overwrite: true);
        }
        catch
        {
            File.Delete(aside);
            throw;
        }

        return FileOf(name);
    });

    /// <summary>
    /// Deletes the files of a pattern that were longest not used beyond <paramref name="keep"/>, so that the folder doesn't grow for ever. None of the last hour: a
    /// program that runs may need it yet.
    /// </summary>
    public void Trim(string pattern, int keep) => Quietly(() =>
    {
        var recent = DateTime.UtcNow - TimeSpan.FromHours(1);
        foreach (var old in new DirectoryInfo(path).GetFiles(pattern).OrderByDescending(f => f.LastWriteTimeUtc).Skip(keep).Where(f => f.LastWriteTimeUtc < recent)) old.Delete();
        return path;
    });

    /// <summary>Notes that a file is used.</summary>
    public void Touch(string name) => Quietly(() =>
    {
        File.SetLastWriteTimeUtc(FileOf(name), DateTime.UtcNow);
        return path;
    });

    public static string Hash(params IEnumerable<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts)
        {
            // Lengths keep ("ab", "c") and ("a", "bc") apart.
            hash.AppendData(BitConverter.GetBytes(part.Length));
            hash.AppendData(Encoding.UTF8.GetBytes(part));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    // A literal secret of a program stands in its model too, as it does in the program; others of the machine need neither.
    private void CreatePrivate()
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static T? Quietly<T>(Func<T?> action) where T : class
    {
        try
        {
            return action();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return null; // uncached is slower, not wrong
        }
    }
}
