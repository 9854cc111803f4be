using System.Reflection;

namespace McpIac.EndToEnd.Tests.Workspaces;

/// <summary>The checkout that these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "RepositoryRoot").Value!;

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path)).ReplaceLineEndings("\n");

    /// <summary>Copies a folder without what was built or applied in it.</summary>
    public static void Copy(string from, string to) => Copy(from, to, name => name is not ("bin" or "obj" or "out" or ".mciacc"));

    public static void CopyAll(string from, string to) => Copy(from, to, _ => true);

    private static void Copy(string from, string to, Func<string, bool> wanted)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (var folder in Directory.EnumerateDirectories(from).Where(f => wanted(Path.GetFileName(f)))) Copy(folder, Path.Combine(to, Path.GetFileName(folder)), wanted);
    }
}
