namespace McpIac.Cli.Rendering;

/// <summary>Lines of source files, each file read once.</summary>
internal sealed class SourceLines
{
    private readonly Dictionary<string, IReadOnlyList<string>> files = new(StringComparer.Ordinal);

    /// <summary>Takes these lines for those of a file.</summary>
    public void Add(string path, IReadOnlyList<string> lines) => files[path] = lines;

    /// <summary>The line (from 1), or null when there is none or the file can't be read.</summary>
    public string? Read(string path, int line)
    {
        if (!files.TryGetValue(path, out var lines))
        {
            try
            {
                files[path] = lines = File.ReadAllLines(path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
            {
                files[path] = lines = []; // the diagnostic stands without its source line
            }
        }

        return line <= lines.Count ? lines[line - 1] : null;
    }
}
