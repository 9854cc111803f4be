using System.Reflection;
using System.Security.Cryptography;

namespace McpIac.Cli.Projects;

/// <summary>Which folder of snapshots a program uses.</summary>
internal static class SnapshotFolder
{
    private const string Prefix = "snapshots/";

    /// <summary>The nearest <c>schemas/</c> with a snapshot in it, from <paramref name="start"/> upwards; else the built-in ones, unpacked once.</summary>
    public static string Find(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "schemas");
            if (Directory.Exists(candidate) && Directory.EnumerateFiles(candidate, "*.mcp.json").Any()) return candidate;
        }

        return Unpack();
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
        var root = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "mciacc", "snapshots");
        var folder = Path.Combine(root, Convert.ToHexStringLower(hash)[..16]);
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
