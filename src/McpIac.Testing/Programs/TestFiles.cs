namespace McpIac.Testing.Programs;

/// <summary>Finds what a test names: tests run in a folder of binaries, which nobody means by a relative path.</summary>
internal static class TestFiles
{
    private const string Schemas = "schemas", Snapshots = "*.mcp.json";

    /// <summary>The nearest file of that path, from the folders of the test's source upwards, then from those of its binaries.</summary>
    /// <returns>Absolute; where it was looked for first when there is none.</returns>
    public static string Program(string path, string source) =>
        Path.IsPathFullyQualified(path) ? path : Starts(source).SelectMany(Upwards).Select(f => Path.GetFullPath(path, f)).FirstOrDefault(File.Exists) ?? Path.GetFullPath(path, Starts(source).First());

    /// <summary>A folder that a test names.</summary>
    public static string Folder(string path, string source) =>
        Path.IsPathFullyQualified(path) ? path : Starts(source).SelectMany(Upwards).Select(f => Path.GetFullPath(path, f)).FirstOrDefault(Directory.Exists) ?? Path.GetFullPath(path, Starts(source).First());

    /// <summary>The nearest <c>schemas/</c> with a snapshot in it, from a program's folder upwards; where it would be when there is none.</summary>
    public static string SchemasOf(string folder) =>
        Upwards(folder).Select(f => Path.Combine(f, Schemas)).FirstOrDefault(f => Directory.Exists(f) && Directory.EnumerateFiles(f, Snapshots).Any()) ?? Path.Combine(folder, Schemas);

    /// <summary>The folder of a test's source, else of its binaries: sources may have been built elsewhere.</summary>
    public static string Here(string source) => Starts(source).First();

    private static IEnumerable<string> Starts(string source)
    {
        if (Path.GetDirectoryName(source) is { Length: > 0 } folder && Path.IsPathFullyQualified(folder) && Directory.Exists(folder)) yield return folder;
        yield return AppContext.BaseDirectory;
    }

    private static IEnumerable<string> Upwards(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent) yield return at.FullName;
    }
}
