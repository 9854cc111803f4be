using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;
using McpIac.Providers.Handlers;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Docker.Contexts;

/// <summary>The files that a build is made from, as they are sent: without what <c>.dockerignore</c> leaves out, in the order of their names, without times and owners.</summary>
internal sealed class BuildContext
{
    private const string IgnoreFile = ".dockerignore";

    private const UnixFileMode Plain = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Runs = Plain | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly List<(string Name, FileSystemInfo Entry)> entries = [];

    private BuildContext()
    {
    }

    /// <summary>SHA-256 over names, kinds, contents and whether they run: <c>sha256:…</c>.</summary>
    public required string Hash { get; init; }

    /// <summary>Whether a folder can be a context; what it holds is read later.</summary>
    public static bool Exists(string folder) => Directory.Exists(folder);

    /// <param name="dockerfile">From the folder, with slashes; it is always sent.</param>
    /// <exception cref="ProviderException">invalid: the folder or the Dockerfile isn't there, or can't be read.</exception>
    public static BuildContext Read(string folder, string dockerfile)
    {
        if (!Directory.Exists(folder)) throw new ProviderException(ErrorCodes.Invalid, $"There is no folder {folder}.", path: "/context");
        if (!File.Exists(Path.Combine(folder, dockerfile))) throw new ProviderException(ErrorCodes.Invalid, $"There is no {dockerfile} in {folder}.", path: "/dockerfile");
        try
        {
            var ignored = Path.Combine(folder, IgnoreFile);
            var rules = IgnoreRules.Read(File.Exists(ignored) ? File.ReadAllText(ignored) : "");
            (string, FileSystemInfo)[] found = [.. Entries(new DirectoryInfo(folder), "", rules, dockerfile).OrderBy(e => e.Name, StringComparer.Ordinal)];
            var context = new BuildContext { Hash = HashOf(found) };
            context.entries.AddRange(found);
            return context;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ProviderException(ErrorCodes.Invalid, $"The folder {folder} can't be read: {e.Message}", path: "/context");
        }
    }

    /// <summary>Writes them as a tar archive to a file that goes with the stream.</summary>
    public async Task<Stream> OpenAsync(CancellationToken cancellation)
    {
        var stream = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        try
        {
            await using (var tar = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true))
            {
                foreach (var (name, entry) in entries) await WriteAsync(tar, name, entry, cancellation);
            }

            stream.Position = 0;
            return stream;
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    private static async Task WriteAsync(TarWriter tar, string name, FileSystemInfo entry, CancellationToken cancellation)
    {
        if (entry.LinkTarget is { } target)
        {
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.SymbolicLink, name) { LinkName = target, ModificationTime = DateTimeOffset.UnixEpoch }, cancellation);
            return;
        }

        if (entry is DirectoryInfo)
        {
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.Directory, name) { Mode = Runs, ModificationTime = DateTimeOffset.UnixEpoch }, cancellation);
            return;
        }

        await using var content = new FileStream(entry.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = content, Mode = IsRun(entry) ? Runs : Plain, ModificationTime = DateTimeOffset.UnixEpoch }, cancellation);
    }

    private static IEnumerable<(string Name, FileSystemInfo Entry)> Entries(DirectoryInfo folder, string prefix, IgnoreRules rules, string dockerfile)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos())
        {
            var name = prefix + entry.Name;
            var sent = name == dockerfile || name == IgnoreFile || !rules.Ignores(name);
            var within = entry is DirectoryInfo && entry.LinkTarget is null;
            if (sent) yield return (name, entry);
            if (!within || !sent && !rules.HasExceptions && !dockerfile.StartsWith(name + "/", StringComparison.Ordinal)) continue;
            foreach (var inner in Entries((DirectoryInfo)entry, name + "/", rules, dockerfile)) yield return inner;
        }
    }

    private static string HashOf(IEnumerable<(string Name, FileSystemInfo Entry)> entries)
    {
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, entry) in entries)
        {
            var what = entry.LinkTarget is { } target ? $"l {target}" : entry is DirectoryInfo ? "d" : $"{(IsRun(entry) ? "x" : "f")} {ContentHash(entry.FullName)}";
            all.AppendData(Encoding.UTF8.GetBytes($"{name}\0{what}\0"));
        }

        return "sha256:" + Convert.ToHexStringLower(all.GetHashAndReset());
    }

    private static string ContentHash(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private static bool IsRun(FileSystemInfo entry) => !OperatingSystem.IsWindows() && entry.UnixFileMode.HasFlag(UnixFileMode.UserExecute);
}
