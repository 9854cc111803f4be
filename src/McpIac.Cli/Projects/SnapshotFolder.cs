using System.Reflection;
using System.Security.Cryptography;

namespace McpIac.Cli.Projects;

/// <summary>Which folder of snapshots a program uses.</summary>
internal static class SnapshotFolder
{
    public const string FolderName = "schemas", Pattern = "*.mcp.json";
    private const string Prefix = "snapshots/";

    /// <summary>The nearest <c>schemas/</c> with a snapshot in it, from <paramref name="start"/> upwards; else the built-in ones, unpacked once.</summary>
    public static string Find(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, FolderName);
            if (HoldsSnapshots(candidate)) return candidate;
        }

        return Unpack();
    }

    /// <summary>The project's own folder, to write into: the nearest <c>schemas/</c> with a snapshot in it, else <c>schemas/</c> here, which need not exist yet.</summary>
    public static string OfProject(string start) =>
        Find(start) is var found && Path.GetFileName(found) == FolderName ? found : Path.Combine(start, FolderName);

    public static string FileName(string provider) => provider + Pattern[1..];

    /// <summary>The provider that a file is named for.</summary>
    public static string ProviderOf(string file) => Path.GetFileName(file)[..^(Pattern.Length - 1)];

    /// <summary>The snapshots of a folder, by name; none when there is no such folder.</summary>
    public static IReadOnlyList<string> Files(string folder) => Directory.Exists(folder) ? [.. Directory.GetFiles(folder, Pattern).Order(StringComparer.Ordinal)] : [];

    /// <summary>Writes a snapshot whole or not at all. A folder that is new gets the built-in ones too, since it takes their place.</summary>
    /// <returns>What became of the file, and the names of the built-in providers that were written beside it.</returns>
    public static (SnapshotOutcome Outcome, IReadOnlyList<string> Others) Write(string folder, string provider, string content)
    {
        var file = Path.Combine(folder, FileName(provider));
        (string Name, string Content)[] others = HoldsSnapshots(folder) ? [] : [.. BuiltIn().Where(s => s.Name != FileName(provider))];
        var outcome = !File.Exists(file) ? SnapshotOutcome.Added : File.ReadAllText(file) == content ? SnapshotOutcome.Unchanged : SnapshotOutcome.Updated;
        Directory.CreateDirectory(folder);
        foreach (var other in others) Replace(Path.Combine(folder, other.Name), other.Content);
        if (outcome != SnapshotOutcome.Unchanged) Replace(file, content);
        return (outcome, [.. others.Select(s => ProviderOf(s.Name))]);
    }

    private static void Replace(string file, string content)
    {
        var aside = $"{file}.{Environment.ProcessId}";
        try
        {
            File.WriteAllText(aside, content);
            File.Move(aside, file, overwrite: true);
        }
        finally
        {
            File.Delete(aside);
        }
    }

    private static bool HoldsSnapshots(string folder)
    {
        try
        {
            return Directory.Exists(folder) && Directory.EnumerateFiles(folder, Pattern).Any();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // a folder somewhere above that isn't ours to read isn't the program's either
        }
    }

    /// <summary>Name (<c>aws.mcp.json</c>) and content of each built-in snapshot.</summary>
    public static IEnumerable<(string Name, string Content)> BuiltIn()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(name);
            if (stream is null) continue;
            using var reader = new StreamReader(stream);
            yield return (name[Prefix.Length..], reader.ReadToEnd());
        }
    }

    private static string Unpack()
    {
        var snapshots = BuiltIn().ToArray();
        var hash = SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(string.Concat(snapshots.Select(s => s.Name + "\n" + s.Content))));
        var name = Convert.ToHexStringLower(hash)[..16];
        try
        {
            var data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create);
            return Unpack(snapshots, Path.Combine(data, "mciacc", "snapshots", name));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Without a writable home each run unpacks its own; a folder of a known name that all can write wouldn't be trustworthy.
            return Unpack(snapshots, Path.Combine(Directory.CreateTempSubdirectory("mciacc-").FullName, name));
        }
    }

    private static string Unpack(IReadOnlyList<(string Name, string Content)> snapshots, string folder)
    {
        if (Directory.Exists(folder)) return folder;

        // Unpacked aside and renamed, so that a reader never sees half of them.
        var fresh = folder + "." + Environment.ProcessId;
        Directory.CreateDirectory(fresh);
        foreach (var (name, content) in snapshots) File.WriteAllText(Path.Combine(fresh, name), content);
        try
        {
            Directory.Move(fresh, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            Directory.Delete(fresh, recursive: true); // another process was first
        }

        return folder;
    }
}
