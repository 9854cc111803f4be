using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Snapshots;

namespace McpIac.Compiler.Programs;

/// <summary>Reads a folder's snapshots.</summary>
internal static class SnapshotFiles
{
    public const string Pattern = "*.mcp.json";

    // The largest real server's snapshot is under 2 MB; a file that is no snapshot must not fill the memory.
    private const long MaxBytes = 64 * 1024 * 1024;

    /// <summary>Every readable snapshot, by name; one that can't be read is a diagnostic beside the others.</summary>
    public static (IReadOnlyList<SnapshotSource> Sources, IReadOnlyList<Diagnostic> Diagnostics) Read(string folder, string pattern = Pattern)
    {
        var sources = new List<SnapshotSource>();
        var diagnostics = new List<Diagnostic>();
        foreach (var path in List(folder, pattern, diagnostics))
        {
            try
            {
                if (new FileInfo(path).Length > MaxBytes) diagnostics.Add(Unreadable(path, "it is larger than 64 MiB"));
                else sources.Add(new SnapshotSource(path, File.ReadAllText(path)));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                diagnostics.Add(Unreadable(path, exception is UnauthorizedAccessException ? "access is denied" : ProgramProblems.OneLine(exception.Message)));
            }
        }

        return (sources, diagnostics);
    }

    private static string[] List(string folder, string pattern, List<Diagnostic> diagnostics)
    {
        try
        {
            return [.. Directory.GetFiles(folder, pattern).Order(StringComparer.Ordinal)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            diagnostics.Add(Unreadable(folder, exception is DirectoryNotFoundException ? "it doesn't exist" : ProgramProblems.OneLine(exception.Message)));
            return [];
        }
    }

    private static Diagnostic Unreadable(string path, string why) => Diagnostic.Error("MCI1040",
        $"The snapshots in {Path.GetFileName(path)} can't be read: {why}.", new SourcePlace(path, 0), "Make the file readable, or pull it again: mciacc provider add.");
}
