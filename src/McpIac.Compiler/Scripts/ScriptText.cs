using System.Text;
using McpIac.Compiler.Programs;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Scripts;

/// <summary>Reads source files: UTF-8, with or without a byte order mark, or UTF-16 with one.</summary>
internal static class ScriptText
{
    // No hand-written program comes near; a log or a disk image given by mistake does.
    private const long Usual = 16 * 1024 * 1024;

    /// <summary>The text, or what is wrong with the file.</summary>
    public static (string? Text, Diagnostic? Problem) Read(string path, long maxBytes = Usual)
    {
        byte[] bytes;
        try
        {
            var info = new FileInfo(path);
            if (!info.Exists) return (null, Directory.Exists(path) ? ProgramProblems.Unreadable(path, "it is a folder") : ProgramProblems.Missing(path));
            if (info.Length > maxBytes) return (null, ProgramProblems.Unreadable(path, $"it is larger than {maxBytes / 1024 / 1024} MiB"));
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return (null, ProgramProblems.Unreadable(path, exception is UnauthorizedAccessException ? "access is denied" : ProgramProblems.OneLine(exception.Message)));
        }

        return Decode(path, bytes);
    }

    private static (string? Text, Diagnostic? Problem) Decode(string path, byte[] bytes)
    {
        var (encoding, skip) = bytes switch
        {
            [0xEF, 0xBB, 0xBF, ..] => (new UTF8Encoding(false, true), 3),
            [0xFF, 0xFE, ..] => (new UnicodeEncoding(false, true, true), 2),
            [0xFE, 0xFF, ..] => (new UnicodeEncoding(true, true, true), 2),
            _ => ((Encoding)new UTF8Encoding(false, true), 0),
        };
        try
        {
            var text = encoding.GetString(bytes, skip, bytes.Length - skip);
            return text.Contains('\0', StringComparison.Ordinal) ? (null, ProgramProblems.Unreadable(path, "it holds binary data", 1)) : (text, null);
        }
        catch (DecoderFallbackException exception)
        {
            var line = 1 + bytes.AsSpan(0, Math.Min(bytes.Length, skip + Math.Max(0, exception.Index))).Count((byte)'\n');
            return (null, ProgramProblems.Unreadable(path, $"line {line} isn't UTF-8", line));
        }
    }
}
