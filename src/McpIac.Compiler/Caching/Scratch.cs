namespace McpIac.Compiler.Caching;

/// <summary>A folder for one run's files, private to the user, gone afterwards.</summary>
internal sealed class Scratch : IDisposable
{
    private Scratch(string path) => Path = path;

    public string Path { get; }

    public string FileOf(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>The folder, or why there can be none.</summary>
    public static (Scratch? Scratch, string? Problem) Create()
    {
        try
        {
            return (new Scratch(Directory.CreateTempSubdirectory("mciacc-").FullName), null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return (null, exception.Message);
        }
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A killed program may still be letting go of its files; the system's own cleaning takes them.
        }
    }
}
