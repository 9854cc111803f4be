using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using McpIac.Dsl.Expressions;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Externals;

/// <summary>Files and folders that a program consumes.</summary>
/// <param name="folder">The program's, where paths begin.</param>
/// <param name="archives">Where archives are written whose path is wanted.</param>
/// <param name="checkOnly">Says whether they are there, and reads none.</param>
public sealed class AssetSource(string folder, string archives, bool checkOnly) : IExternalSource
{
    // Contents stand in plan, state and journal.
    private const int MostContent = 4 * 1024 * 1024;

    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<External, string> hashes = [];

    public Task<(Expression? Value, Diagnostic? Problem)> FindAsync(External external, CancellationToken cancellation) => Task.FromResult(Find(external));

    /// <summary>Files and folders that were read: kind, path, SHA-256 of the contents.</summary>
    public IReadOnlyList<(string Kind, string Path, string Sha256)> Used => [.. hashes.Select(h => (h.Key.Kind, h.Key.Path[0], h.Value))];

    /// <summary>What an earlier run read, to be looked at by <see cref="Changed"/>.</summary>
    public void Expect(string kind, string path, string sha256) => hashes[new External(kind, [path])] = sha256;

    /// <summary>What was changed since it was read, or is gone.</summary>
    public IReadOnlyList<Diagnostic> Changed() => [.. hashes.Where(h => Read(h.Key, out _) is not { } content || HashOf(content) != h.Value).Select(h => ExternalProblems.Changed(h.Key.Path[0]))];

    private (Expression? Value, Diagnostic? Problem) Find(External external)
    {
        var path = external.Path[0];
        if (path.Length == 0 || Path.IsPathRooted(path)) return (null, ExternalProblems.NotRelative(path));
        if (path.Contains('\0', StringComparison.Ordinal)) return (null, ExternalProblems.Missing(external.Kind, path));
        if (checkOnly) return (null, IsThere(external) ? null : ExternalProblems.Missing(external.Kind, path));
        if (Read(external, out var why) is not { } content) return (null, why ?? ExternalProblems.Missing(external.Kind, path));
        hashes[external with { Path = [path] }] = HashOf(content);
        return external.Path.Count > 1 ? As(external, external.Path[1], content) : As(external, external.Kind == External.Archive ? External.Base64 : External.Text, content);
    }

    private (Expression? Value, Diagnostic? Problem) As(External external, string form, byte[] content)
    {
        if (form == External.Sha256) return (Text(HashOf(content)), null);
        if (form == External.FilePath) return (Text(external.Kind == External.Archive ? Put(content) : FullPath(external)), null);
        if (content.Length > MostContent) return (null, ExternalProblems.TooLarge(external.Path[0]));
        if (form == External.Base64) return (Text(Convert.ToBase64String(content)), null);
        try
        {
            return (Text(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(content)), null);
        }
        catch (DecoderFallbackException)
        {
            return (null, ExternalProblems.NoText(external.Kind, external.Path[0]));
        }
    }

    private bool IsThere(External external) => external.Kind == External.Archive ? Directory.Exists(FullPath(external)) : File.Exists(FullPath(external));

    private byte[]? Read(External external, out Diagnostic? why)
    {
        why = null;
        try
        {
            return !IsThere(external) ? null : external.Kind == External.Archive ? Zip(FullPath(external)) : File.ReadAllBytes(FullPath(external));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            why = ExternalProblems.Unreadable(external.Path[0], e is UnauthorizedAccessException ? "access is denied" : e.Message.TrimEnd('.'));
            return null;
        }
    }

    // The same bytes for the same files: in the order of their names, without times.
    private static byte[] Zip(string folder)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, file) in Files(folder, "").OrderBy(f => f.Name, StringComparer.Ordinal))
            {
                var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
                entry.LastWriteTime = NoTime;
                var runs = !OperatingSystem.IsWindows() && File.GetUnixFileMode(file).HasFlag(UnixFileMode.UserExecute);
                entry.ExternalAttributes = (runs ? 0b1_000_000_111_101_101 : 0b1_000_000_110_100_100) << 16;
                using var content = entry.Open();
                content.Write(File.ReadAllBytes(file));
            }
        }

        return stream.ToArray();
    }

    private static IEnumerable<(string Name, string File)> Files(string folder, string prefix) =>
    [
        .. Directory.GetFiles(folder).Select(f => (prefix + Path.GetFileName(f), f)),
        .. Directory.GetDirectories(folder).Where(d => Path.GetFileName(d) is not (".git" or ".mciacc")).SelectMany(d => Files(d, $"{prefix}{Path.GetFileName(d)}/")),
    ];

    private string Put(byte[] content)
    {
        var file = Path.Combine(archives, HashOf(content) + ".zip");
        Directory.CreateDirectory(archives);
        if (!File.Exists(file)) File.WriteAllBytes(file, content);
        return file;
    }

    private string FullPath(External external) => Path.GetFullPath(external.Path[0], folder);

    private static string HashOf(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private static Literal Text(string text) => new(Datum.Of(text));
}
