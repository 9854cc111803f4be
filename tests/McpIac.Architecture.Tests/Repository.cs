using System.Reflection;

namespace McpIac.Architecture.Tests;

/// <summary>The checkout that these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(a => a.Key == "RepositoryRoot").Value!;

    public static IEnumerable<string> Files(string folder, string pattern)
    {
        var root = Path.Combine(Root, folder);
        if (!Directory.Exists(root)) return [];
        return Directory.EnumerateFiles(root, pattern, SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
    }

    /// <summary>What ships: the sources of src, providers, generators and analyzers.</summary>
    public static IEnumerable<string> Sources => new[] { "src", "providers", "generators", "analyzers" }.SelectMany(f => Files(f, "*.cs"));

    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');
}
