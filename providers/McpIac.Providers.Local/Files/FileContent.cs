using System.Security.Cryptography;
using System.Text;

namespace McpIac.Providers.Local.Files;

/// <summary>Reading and writing one file.</summary>
internal static class FileContent
{
    // A file that grew beyond this is reported by its size and hash; its content isn't read into an answer.
    private const long LongestRead = 16 * 1024 * 1024;

    /// <summary>Written beside the target, flushed, then renamed over it: a reader sees the old content or the new, never half of it.</summary>
    /// <param name="mode">Null leaves it to the system, or keeps that of the file that is replaced.</param>
    public static void WriteAtomically(string path, ReadOnlySpan<byte> content, UnixFileMode? mode)
    {
        var temporary = Path.Combine(Path.GetDirectoryName(path) ?? "", $".{Path.GetFileName(path)}.{RandomNumberGenerator.GetHexString(8, lowercase: true)}.tmp");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        mode ??= !OperatingSystem.IsWindows() && File.Exists(path) ? File.GetUnixFileMode(path) : null;
        if (mode is { } created && !OperatingSystem.IsWindows()) options.UnixCreateMode = created & (UnixFileMode.UserRead | UnixFileMode.UserWrite);
        try
        {
            using (var stream = new FileStream(temporary, options))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }

            if (mode is { } wanted && !OperatingSystem.IsWindows()) File.SetUnixFileMode(temporary, wanted); // the umask took bits away
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Size and SHA-256 (lower-case hexadecimal), and the bytes unless there are too many; null when there is no file.</summary>
    public static FileState? Read(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = stream.Length <= LongestRead ? ReadAll(stream) : null;
            var hash = bytes is null ? SHA256.HashData(stream) : SHA256.HashData(bytes);
            UnixFileMode? mode = OperatingSystem.IsWindows() ? null : File.GetUnixFileMode(stream.SafeFileHandle);
            return new FileState(Convert.ToHexStringLower(hash), bytes?.Length ?? stream.Length, bytes, mode);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public static string HashOf(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>The bytes as text, or null when they are no UTF-8.</summary>
    public static string? AsText(byte[] bytes)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static byte[] ReadAll(FileStream stream)
    {
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}

/// <param name="Bytes">Null when the file is too large to be read whole.</param>
/// <param name="Mode">Null on Windows.</param>
internal sealed record FileState(string Sha256, long Size, byte[]? Bytes, UnixFileMode? Mode);
